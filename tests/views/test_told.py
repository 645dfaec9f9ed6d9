"""What happened, told from the dates in the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.views.context import Context
from pmokit.views.history import happenings
from tests.conftest import check_files, sound

E = "portfolio/projects/example"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def happened(files: Mapping[str, bytes], since: str, day: str = "2026-06-01") -> list[tuple[str, str, str]]:
    context = Context(check_files(files, date.fromisoformat(day)))
    return [
        (str(item.day), item.group, item.text)
        for item in happenings.collect(context, date.fromisoformat(since))
    ]


def test_dates_colours_money_and_registers_are_told_once_each(files: dict[str, bytes]) -> None:
    report, raid = f"{E}/reports/2026-05-15.yaml", f"{E}/raid.yaml"
    later = files[report].replace(b"overall: {rag: amber", b"overall: {rag: red").replace(
        b"half, forecast: 2026-09-04", b"half, forecast: 2026-09-18").replace(
        b"forecast: 305000", b"forecast: 311000").replace(b"2026-05-18", b"2026-05-31")  # fmt: skip
    more = {
        **files,
        f"{E}/reports/2026-05-29.yaml": later,
        raid: files[raid].replace(b"    owner: ben\n", b"    owner: ben\n    raised_on: 2026-05-28\n", 1),
    }
    assert happened(more, "2026-05-20") == [
        ("2026-05-31", "status", "Example project: the reported status changed from Amber to Red"),
        ("2026-05-31", "dates", "Example project: the forecast of the milestone “Half of the mailboxes moved” moved 14 days later, to 18 September 2026"),
        ("2026-05-31", "cost", "Example project: the cost forecast rose by 6,000 EUR to 311,000 EUR"),
        ("2026-05-28", "registers", "Example project: the risk “Too few hands in summer” was raised"),
    ]  # fmt: skip


def test_a_cost_forecast_that_is_the_same_again_is_no_news(files: dict[str, bytes]) -> None:
    again = files[f"{E}/reports/2026-05-15.yaml"].replace(b"2026-05-18", b"2026-05-31")
    told = happened({**files, f"{E}/reports/2026-05-29.yaml": again}, "2026-05-20")
    assert [entry for entry in told if entry[1] in ("cost", "dates", "status")] == []


def test_the_window_is_after_the_first_day_and_up_to_today(files: dict[str, bytes]) -> None:
    assert happened(files, "2026-05-19", "2026-05-20") == [
        ("2026-05-20", "decisions", "Example project: Steering group: “Go on” (Approved)")
    ]
    assert happened(files, "2026-05-20", "2026-05-20") == []


def test_gates_changes_and_reviews_are_told_by_their_own_days(files: dict[str, bytes]) -> None:
    change = f"{E}/changes/more-time.yaml"
    more = {
        **files,
        change: files[change]
        + b"state: rejected\ndecided_by: ana\ndecided_on: 2026-05-27\nforum: infrastructure-board\n",
        f"{E}/reviews/2026-05-26.yaml": b"reviewer: Audit\nrating: amber_red\n",
    }
    assert happened(more, "2026-05-21") == [
        (
            "2026-05-27",
            "decisions",
            "Example project: the change “Three more weeks for the half” was rejected",
        ),
        ("2026-05-26", "status", "Example project: a review gave the rating Amber/red (Audit)"),
    ]
    gates = [text for _, group, text in happened(files, "2026-01-01") if "gate" in text]
    assert gates == ["Example project: decision at the gate “Ready for executing”: Approved with conditions",
                          "Example project: decision at the gate “Ready for planning”: Approved"]  # fmt: skip


def test_a_superseded_edition_tells_nothing(files: dict[str, bytes]) -> None:
    first = f"{E}/reports/2026-05-15.yaml"
    second = (
        files[first].replace(b"overall: {rag: amber", b"overall: {rag: red") + b"correction: It was red.\n"
    )
    context = Context(check_files({**files, f"{E}/reports/2026-05-15-2.yaml": second}))
    project = context.run.project("example")
    assert project is not None
    assert [(r.id, r.claims.overall.rag) for r in project.reports] == [("2026-05-15-2", "red")]
    assert [r.id for r in project.superseded] == ["2026-05-15"]
    assert [
        item.what for item in happenings.collect(context, date(2026, 5, 17)) if item.group == "status"
    ] == []
