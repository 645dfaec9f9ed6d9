"""Progress that is not there, each fault in an otherwise sound project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.assurance.planting import BASE, Files, found, report_of

RULES = {
    "milestone-before-its-work", "milestone-backdated", "milestone-before-its-parts", "milestone-dropped",
    "milestone-self-accepted", "task-before-predecessor", "task-progress-contradicted", "task-stuck",
    "milestone-reached-otherwise", "milestone-reopened", "milestone-missed-unannounced",
    "milestone-forecast-differs", "milestone-forecast-past", "milestone-left-out", "spend-without-progress",
}  # fmt: skip
TABLE = {"m1": 0, "m2": 1, "m3": 2, "m4": 3}


def plan(milestone: str, **fields: Any) -> Callable[[Files], None]:
    return lambda files: files[f"{BASE}/schedule.yaml"]["milestones"][TABLE[milestone]].update(fields)


def tasks(*some: Mapping[str, Any]) -> Callable[[Files], None]:
    whole = [
        {"id": f"t{number}", "title": "Work", "likely": "10", **task} for number, task in enumerate(some)
    ]
    return lambda files: files[f"{BASE}/schedule.yaml"].update(tasks=whole)


def entry(period: str, milestone: str, **fields: Any) -> Callable[[Files], None]:
    return lambda files: report_of(files, period)["forecasts"][TABLE[milestone]].update(fields)


def without(files: Files) -> None:
    """The third milestone disappears from plan, baseline and reports alike, but for the last report."""
    del files[f"{BASE}/schedule.yaml"]["milestones"][2]


def leaving_out(files: Files) -> None:
    del report_of(files, "2026-10-02")["forecasts"][2]


def test_nobody_is_accused_where_progress_is_sound(shipped_files: Mapping[str, bytes]) -> None:
    assert found(shipped_files, RULES) == []


@pytest.mark.parametrize(
    ("plant", "finds"),
    [
        (plan("m2", actual="2026-08-21"), ("milestone-backdated", "schedule.yaml", "milestones.1.actual")),
        (plan("m2", accepted_by="m03"), ("milestone-self-accepted", "schedule.yaml", "milestones.1.accepted_by")),
        (plan("m3", forecast="2027-05-29"), ("milestone-before-its-parts", "schedule.yaml", "milestones.3.forecast")),
        (tasks({"milestone": "m2", "actual_start": "2026-08-01", "percent_complete": "90"}), ("milestone-before-its-work", "schedule.yaml", "milestones.1.actual")),
        (tasks({"milestone": "m3", "finish": "2027-01-16"}), ("milestone-before-its-parts", "schedule.yaml", "milestones.2.forecast")),
        (tasks({"percent_complete": "90", "actual_start": "2026-08-01", "finish": "2026-10-19"}), ("task-stuck", "schedule.yaml", "tasks.0.percent_complete")),
        (without, ("milestone-dropped", "schedule.yaml", "milestones")),
        (leaving_out, ("milestone-left-out", "reports/2026-10-02.yaml", "forecasts")),
        (entry("2026-11-13", "m3", actual="2026-11-10"), ("milestone-reached-otherwise", "reports/2026-11-13.yaml", "forecasts.2.actual")),
        (entry("2026-10-02", "m2", actual="2026-09-18"), ("milestone-reached-otherwise", "reports/2026-10-02.yaml", "forecasts.1.actual")),
        (entry("2026-10-02", "m2", actual=None), ("milestone-reopened", "reports/2026-10-02.yaml", "forecasts.1.forecast")),
        (entry("2026-10-02", "m2", actual=None), ("milestone-forecast-past", "reports/2026-10-02.yaml", "forecasts.1.forecast")),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_the_guilty_date(
    shipped_files: Mapping[str, bytes], plant: Callable[[Files], None], finds: tuple[str, str, str]
) -> None:
    assert finds in found(shipped_files, RULES, plant)


@pytest.mark.parametrize(
    "plant",
    [
        pytest.param(plan("m2", accepted_by="analyst"), id="accepted by the service owner"),
        pytest.param(tasks({"percent_complete": "90", "actual_start": "2026-08-01", "finish": "2026-10-20"}), id="nearly done for four weeks"),
        pytest.param(tasks({"milestone": "m2", "actual_start": "2026-08-01", "actual_finish": "2026-09-11", "percent_complete": "100"}), id="finished on the day"),
        pytest.param(plan("m3", forecast="2027-01-21"), id="six days after the report"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_accuses_nobody(
    shipped_files: Mapping[str, bytes], plant: Callable[[Files], None]
) -> None:
    assert found(shipped_files, RULES, plant) == []
