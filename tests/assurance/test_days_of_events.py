"""Days of what has happened: none in the future, none in an impossible order, nobody acts who is away."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.model.finding import Finding
from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
TOMORROW, TODAY = "2026-06-02", "2026-06-01"
EVENTS = [
    (f"{E}/schedule.yaml", "actual: 2026-05-04", "actual: {}"),
    (f"{E}/schedule.yaml", "accepted_on: 2026-05-25", "accepted_on: {}"),
    (f"{E}/changes/more-time.yaml", "requested_on: 2026-05-12", "requested_on: {}"),
    (f"{E}/baselines/1.yaml", "approved_on: 2026-03-19", "approved_on: {}"),
    (f"{E}/gates/ready-for-executing.yaml", "decided_on: 2026-03-19", "decided_on: {}"),
    (f"{E}/gates/ready-for-executing.yaml", "due: 2026-07-01", "due: 2026-07-01, met_on: {}"),
    (f"{E}/reports/2026-05-15.yaml", "submitted_on: 2026-05-18", "submitted_on: {}"),
    (f"{E}/raid.yaml", "due: 2026-06-12}", "due: 2026-06-12, done: {}}}"),
    (f"{E}/raid.yaml", "due: 2026-06-20}", "due: 2026-06-20, done: {}}}"),
    (f"{E}/finance.yaml", "as_on: 2026-05-15", "as_on: {}"),
    (f"{E}/finance.yaml", "lines:", "ledger:\n  - {{as_on: {}, actual: 1 EUR, source: Ledger}}\nlines:"),
    (f"{E}/project.yaml", "approved_on: 2026-01-20", "approved_on: {}"),
    (f"{E}/project.yaml", "state: active", "state: active\nstate_since: {}"),
    (f"{E}/attestations/access.yaml", "attested_on: 2026-03-02", "attested_on: {}"),
    (
        "portfolio/steering/infrastructure-board/2026-05-20.yaml",
        "due: 2026-06-15",
        "due: 2026-06-15, done: {}",
    ),
]


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def of(rule: str, files: Mapping[str, bytes]) -> list[Finding]:
    return [one for one in check_files(files).findings if one.rule == rule]


@pytest.mark.parametrize(("day", "number"), [(TOMORROW, len(EVENTS)), (TODAY, 0)])
def test_whatever_happened_did_not_happen_in_the_future(
    files: dict[str, bytes], day: str, number: int
) -> None:
    some = changed(files, *((path, old, new.format(day)) for path, old, new in EVENTS))
    found = of("date-in-future", some)
    assert len(found) == number and all(one.message.startswith(f"`{one.route[-1]}`") for one in found)


def test_a_review_of_a_day_to_come_is_found_although_its_file_names_the_day(files: dict[str, bytes]) -> None:
    review = "reviewer: Audit\nrating: amber\n"
    (one,) = of("date-in-future", changed(files, (f"{E}/reviews/{TOMORROW}.yaml", "", review)))
    assert (one.path, one.route) == (f"{E}/reviews/{TOMORROW}.yaml", ())


@pytest.mark.parametrize(("day", "number"), [("2026-05-25", 0), ("2026-05-24", 1)])
def test_nobody_accepts_after_the_last_day(files: dict[str, bytes], day: str, number: int) -> None:
    left = ("portfolio/people.yaml", "name: Cleo Costa", f"name: Cleo Costa, until: {day}")
    found = of("acted-while-away", changed(files, left))
    assert [one.route[-1] for one in found] == ["accepted_by"] * number


def test_a_change_is_not_decided_before_it_is_requested(files: dict[str, bytes]) -> None:
    early = "effect_days: 21\nstate: rejected\ndecided_by: ana\ndecided_on: 2026-05-11\n"
    (one,) = of("dates-reversed", changed(files, (f"{E}/changes/more-time.yaml", "effect_days: 21\n", early)))
    assert one.route == ("decided_on",)
