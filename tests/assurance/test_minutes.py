"""Minutes and records, both ways: a record that says more than the minutes is found at the record."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.analytics.organisation.minuted_figures import amount_in, days_in
from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
GATE, MEETING = (
    f"{E}/gates/ready-for-executing.yaml",
    "portfolio/steering/infrastructure-board/2026-05-20.yaml",
)
NAMED = (GATE, "decided_on: 2026-03-19", "decided_on: 2026-05-20\nmeeting: infrastructure-board/2026-05-20")
DECISION = "id: d1, what: Go on, project: example, outcome: approved"
OTHERS = {"approved-after-start", "evidence-approved-later", "approval-expired", "decision-unrecorded"}


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def found(files: Mapping[str, bytes], *changes: tuple[str, str, str]) -> set[tuple[str, str]]:
    """The new findings after some changes: rule and file."""
    before = {(one.rule, one.path) for one in check_files(files).findings}
    return {(one.rule, one.path) for one in check_files(changed(files, *changes)).findings} - before


@pytest.mark.parametrize(
    ("decision", "rule"),
    [
        ("gate: ready-for-executing, outcome: deferred", "approval-contradicted"),
        ("gate: ready-for-executing, outcome: noted", "approval-contradicted"),
        (
            "gate: ready-for-executing, outcome: rejected, rationale: The plan is late",
            "approval-contradicted",
        ),
        ("gate: ready-for-service, outcome: deferred", "approval-unminuted"),
        ("gate: ready-for-executing, outcome: approved", ""),
        ("outcome: approved", ""),
    ],
)
def test_a_gate_says_what_the_minutes_say(files: dict[str, bytes], decision: str, rule: str) -> None:
    new = found(files, NAMED, (MEETING, DECISION, f"id: d1, what: Go on, project: example, {decision}"))
    assert {one for one in new if one[0] not in OTHERS} == ({(rule, GATE)} if rule else set())


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_a_meeting_that_was_not_held_decided_nothing(files: dict[str, bytes], state: str) -> None:
    assert ("approval-contradicted", GATE) in found(files, NAMED, (MEETING, "state: held", f"state: {state}"))


@pytest.mark.parametrize(("seat", "is_missed"), [("person: dan", True), ("person: dan, deputy: cleo", False)])
def test_only_the_deputy_of_a_seat_completes_a_quorum(
    files: dict[str, bytes], seat: str, is_missed: bool
) -> None:
    forum = (
        "forums:\n  - {id: infrastructure-board, title: Board, purpose: Steers., chair: ana, quorum: 2, every_days: 28, "
        f"seats: [{{title: Chair, person: ana}}, {{title: Finance, {seat}}}]}}\n"
        "  - {id: change-board, title: Changes, purpose: Decides., quorum: 0, every_days: 14}\n"
    )
    some = {**files, "methodology/forums.yaml": forum.encode()}
    some = changed(some, (MEETING, "{person: cleo}\n  - {person: dan}", "{person: cleo, deputy_for: dan}"))
    rules = {(one.rule, one.path) for one in check_files(some).findings}
    assert (("quorum-not-met", MEETING) in rules) == is_missed


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Four more weeks for wave 2", 28),
        ("28 days for wave 2", 28),
        ("1 week", 7),
        ("Wave 2 goes on", None),
        ("Approved, with a new plan within 14 days", None),
        ("Two weeks for the pilot, three weeks for the rest", None),
    ],
)
def test_days_are_read_from_minutes_where_they_name_one_span(text: str, days: int | None) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50,000 EUR more", 50000),
        ("EUR 50k more", 50000),
        ("€1.5 million", 1500000),
        ("50,000 USD more", None),
        ("50,000 EUR of 300,000 EUR", None),
        ("Wave 2 of 3", None),
    ],
)
def test_money_is_read_from_minutes_where_they_name_one_amount(text: str, amount: int | None) -> None:
    assert amount_in(text, "EUR") == amount
