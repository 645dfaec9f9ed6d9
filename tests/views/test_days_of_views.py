"""What a page counts on the very day: milestones on time, meetings today, conditions met, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from pmokit.views.compliance import evidence
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.portfolio import attention
from pmokit.views.portfolio import home as home_page
from pmokit.views.steering import agenda, next_meeting
from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
SCHEDULE, GATE = f"{E}/schedule.yaml", f"{E}/gates/ready-for-executing.yaml"
TODAY = date(2026, 6, 1)
SIX_WEEKS = TODAY + timedelta(days=42)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def context_of(files: dict[str, bytes], *changes: tuple[str, str, str]) -> Context:
    return Context(check_files(changed(files, *changes), TODAY))


@pytest.mark.parametrize(("day", "waits"), [("2026-05-20", False), ("2026-05-21", True)])
def test_actions_of_a_meeting_wait_for_the_ones_after_it(
    files: dict[str, bytes], day: str, waits: bool
) -> None:
    context = context_of(files)
    forum = context.run.forum("infrastructure-board")
    assert forum is not None
    points = agenda.agenda(context, forum, date.fromisoformat(day))
    assert ("Send the contract" in str(points)) == waits


@pytest.mark.parametrize(("actual", "on_time"), [("2026-04-29", 1), ("2026-04-30", 1), ("2026-05-01", 0)])
def test_a_milestone_reached_on_its_baseline_is_on_time_and_a_day_later_is_not(
    files: dict[str, bytes], actual: str, on_time: int
) -> None:
    context = context_of(files, (SCHEDULE, "actual: 2026-05-04", f"actual: {actual}"))
    assert home_page.home(context)["on_time"] == (1, on_time)


@pytest.mark.parametrize(
    ("day", "next_one"),
    [(TODAY - timedelta(1), False), (TODAY, True), (SIX_WEEKS, True), (SIX_WEEKS + timedelta(1), False)],
)
def test_a_meeting_is_coming_on_its_very_day_and_for_six_weeks(
    files: dict[str, bytes], day: date, next_one: bool
) -> None:
    planned = f"portfolio/steering/infrastructure-board/{day}.yaml"
    context = context_of(files, (planned, "", "state: planned\n"))
    coming = [item.day for item in attention.coming(context) if item.kind == "meeting"]
    assert coming == ([day] if next_one else [])
    forum = context.run.forum("infrastructure-board")
    assert (next_meeting.next_meeting(context, forum) == (day, True)) is (day >= TODAY)


@pytest.mark.parametrize(("day", "coming"), [(SIX_WEEKS, True), (SIX_WEEKS + timedelta(1), False)])
def test_milestones_and_conditions_come_up_to_the_last_day_of_six_weeks(
    files: dict[str, bytes], day: date, coming: bool
) -> None:
    context = context_of(
        files,
        (SCHEDULE, "forecast: 2026-09-04", f"forecast: {day}"),
        (GATE, "due: 2026-07-01", f"due: {day}"),
    )
    found = {(item.kind, item.day) for item in attention.coming(context)}
    assert found >= {("milestone", day), ("condition", day)} if coming else not found


def test_a_condition_that_was_met_is_not_coming_any_more(files: dict[str, bytes]) -> None:
    assert "condition" in {item.kind for item in attention.coming(context_of(files))}
    met = context_of(files, (GATE, "due: 2026-07-01", "due: 2026-07-01, met_on: 2026-05-30"))
    assert "condition" not in {item.kind for item in attention.coming(met)}


@pytest.mark.parametrize(("due", "late"), [("2026-05-31", True), ("2026-06-01", False)])
def test_what_is_due_today_is_not_late_yet(files: dict[str, bytes], due: str, late: bool) -> None:
    context = context_of(files, (f"{E}/raid.yaml", "needed_by: 2026-06-30", f"needed_by: {due}"))
    (item,) = [p for part in attention.to_decide(context) for p in part.points if p.decision]
    assert item.late is late


@pytest.mark.parametrize(
    ("table", "change", "day"),
    [
        ("approvals", (f"{E}/gates/ready-for-planning.yaml", "", ""), date(2026, 1, 22)),
        (
            "changes",
            (f"{E}/changes/more-time.yaml", "title:", "state: approved\ndecided_on: 2026-05-20\ntitle:"),
            date(2026, 5, 20),
        ),
        ("meetings", (GATE, "", ""), date(2026, 5, 20)),
        ("waivers", ("portfolio/waivers/late-plan.yaml", "", ""), None),
        ("attestations", (f"{E}/attestations/access.yaml", "", ""), None),
        ("attestations", ("portfolio/attestations/method-reviewed.yaml", "", ""), None),
    ],
)
def test_evidence_holds_what_happened_on_the_day_from_which_on_it_is_asked_for(
    files: dict[str, bytes], table: str, change: tuple[str, str, str], day: date | None
) -> None:
    path, old, _new = change
    context = context_of(files, change) if old else context_of(files)

    def rows(since: date) -> set[str]:
        some = evidence.pieces(context, since)
        return {f"{piece.path} {piece.values}" for piece in some if piece.table == table}

    everything = rows(date(1971, 1, 1))
    shown = [row for row in everything if table == "meetings" or path in row]
    assert shown
    # The last day on which each row is still asked for is a day that the row itself names.
    for row in shown:
        last = max((d for d in days_of(row) if row in rows(d)), default=None)
        assert last is not None and (day is None or last == day), row
        assert row not in rows(last + timedelta(days=1)), row


def days_of(row: str) -> list[date]:
    import re

    return [date.fromisoformat(found) for found in re.findall(r"'(\d{4}-\d\d-\d\d)'", row)]


@pytest.mark.parametrize(("since", "is_told"), [("2026-05-03", True), ("2026-05-04", False)])
def test_what_changed_is_told_from_the_day_after(files: dict[str, bytes], since: str, is_told: bool) -> None:
    lines = happenings.collect(context_of(files), date.fromisoformat(since))
    assert any(line.day == date(2026, 5, 4) for line in lines) is is_told
