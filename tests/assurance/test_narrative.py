"""Texts that say something else than the table and the colours, each fault in an otherwise sound project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.assurance.planting import Files, found, report_of
from tests.assurance.portfolio import PERIODS

RULES = {
    "milestone-move-unexplained", "report-copied", "report-text-reused", "achievement-repeated", "comment-repeated",
    "next-step-postponed", "path-to-green-postponed", "achievement-not-reached", "summary-not-reached",
    "milestone-still-open", "trouble-in-green", "progress-repeated",
}  # fmt: skip
SUMMARY = "reports/2026-10-02.yaml", "summary"
ACHIEVED = "reports/2026-10-02.yaml", "achievements"


def says(text: str, **fields: Any) -> Callable[[Files], None]:
    return lambda files: report_of(files, "2026-10-02").update(summary=text, **fields)


def moves(text: str) -> Callable[[Files], None]:
    """From 2 October on the third milestone is nine days later."""

    def plant(files: Files) -> None:
        for day in PERIODS:
            if str(day) >= "2026-10-02":
                report_of(files, str(day))["forecasts"][2]["forecast"] = "2027-01-24"
        says(text)(files)

    return plant


def every(periods: tuple[str, ...], *some: Mapping[str, Any]) -> Callable[[Files], None]:
    return lambda files: (
        [report_of(files, day).update(fields) for day, fields in zip(periods, some, strict=True)] and None
    )


def copied(period: str, turn: bool) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        one, two = report_of(files, period)["summary"].rstrip(".").split("; ")
        says(f"{two}; {one}." if turn else f"{one}; {two}.")(files)

    return plant


def steps(*dues: str) -> list[dict[str, Any]]:
    return [{"next_steps": [{"what": "Sign the contract", "owner": "m03", "due": due}]} for due in dues]


LAST = ("2026-09-04", "2026-09-18", "2026-10-02")
EARLY = PERIODS[0].isoformat()


def test_nobody_is_accused_where_the_texts_are_sound(shipped_files: Mapping[str, bytes]) -> None:
    assert found(shipped_files, RULES) == []


@pytest.mark.parametrize(
    ("plant", "finds"),
    [
        (moves("All sites live stays on 15 January."), ("milestone-move-unexplained", "reports/2026-10-02.yaml", "forecasts.2.forecast")),
        (moves("The crews for All sites live were trained."), ("milestone-move-unexplained", "reports/2026-10-02.yaml", "forecasts.2.forecast")),
        (copied("2026-09-18", turn=True), ("report-copied", *SUMMARY)),
        (copied(EARLY, turn=False), ("report-copied", *SUMMARY)),
        (says("Racks arrived.", achievements=["All sites live since Monday"]), ("achievement-not-reached", *ACHIEVED)),
        (says("All sites live was reached in September."), ("summary-not-reached", *SUMMARY)),
        (says("The carrier is at risk of insolvency."), ("trouble-in-green", *SUMMARY)),
        (every(LAST, *steps("2026-09-18", "2026-10-02", "2026-10-16")), ("next-step-postponed", "reports/2026-10-02.yaml", "next_steps.0.due")),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_the_guilty_text(
    shipped_files: Mapping[str, bytes], plant: Callable[[Files], None], finds: tuple[str, str, str]
) -> None:
    assert finds in found(shipped_files, RULES, plant)


@pytest.mark.parametrize(
    "plant",
    [
        pytest.param(moves("All sites live is nine days later: one more hall."), id="a move that is explained"),
        pytest.param(moves("Customs hold the racks for All sites live. They come a week later."), id="explained in the next sentence"),
        pytest.param(says("Racks arrived.", achievements=["Plan for All sites live agreed with the plant, test next"]), id="an achievement on the way"),
        pytest.param(says("All sites live will be reached as planned."), id="what will be reached"),
        pytest.param(says("The carrier delivered without delay."), id="no trouble"),
        pytest.param(every(LAST[1:], *steps("2026-10-02", "2026-10-16")), id="postponed once"),
        pytest.param(every(LAST, *steps("2026-11-13", "2026-11-13", "2026-11-13")), id="a long step"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_accuses_nobody(
    shipped_files: Mapping[str, bytes], plant: Callable[[Files], None]
) -> None:
    assert found(shipped_files, RULES, plant) == []


@pytest.mark.parametrize(("text", "accused"), [
    ("We wait for papers of the carrier.", True),
    ("Papers of the carrier: we wait.", False),
    ("We wait.", False),
])  # fmt: skip
def test_a_text_that_another_project_has_sent_is_noted_at_the_later_report(
    shipped_files: Mapping[str, bytes], text: str, accused: bool
) -> None:
    def plant(files: Files) -> None:
        other = {"title": "Another", "summary": "Another one.", "workstream": "works", "state": "proposed"}
        files["portfolio/projects/other/project.yaml"] = other
        sent = {**report_of(files, "2026-09-18"), "summary": text, "baseline": None, "forecasts": []}
        files["portfolio/projects/other/reports/2026-09-18.yaml"] = sent
        says("We wait." if text == "We wait." else "For papers of the carrier we wait.")(files)

    finds = [("text-of-another-project", *SUMMARY)] if accused else []
    assert found(shipped_files, ["text-of-another-project"], plant) == finds
