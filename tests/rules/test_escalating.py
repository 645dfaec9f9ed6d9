"""Escalations: raised by the method's terms, on the right agenda by themselves, found when overdue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.rules.escalating import Raised
from pmokit.views.context import Context
from pmokit.views.steering import agenda
from tests.conftest import causes, check_files, sound

E = "portfolio/projects/example"
BOARD = "portfolio/steering/infrastructure-board/2026-05-20.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def with_decision(files: dict[str, bytes], needed_by: str) -> dict[str, bytes]:
    raid = f"{E}/raid.yaml"
    return {**files, raid: files[raid].replace(b"needed_by: 2026-06-30", f"needed_by: {needed_by}".encode())}


def raised(files: dict[str, bytes], day: str) -> list[Raised]:
    context = Context(check_files(files, date.fromisoformat(day)))
    project = context.run.project("example")
    assert project is not None
    return context.raised(project)


def test_a_decision_is_escalated_after_its_days_of_grace_and_not_a_day_before(
    files: dict[str, bytes],
) -> None:
    late = with_decision(files, "2026-06-10")
    assert raised(late, "2026-06-23") == []
    (item,) = raised(late, "2026-06-24")
    assert (item.escalation.id, item.days, item.forum) == ("decision-unanswered", 14, "infrastructure-board")
    assert (item.raised_on, item.due) == (date(2026, 6, 24), date(2026, 7, 22))
    # The days on which it was raised and is due stay where they are while time goes on.
    (later,) = raised(late, "2026-07-30")
    assert (later.raised_on, later.due, later.days) == (item.raised_on, item.due, 50)


def test_it_goes_to_the_forum_above_where_there_is_one(files: dict[str, bytes]) -> None:
    forums = "methodology/forums.yaml"
    above = files[forums].replace(b"    quorum: 2\n", b"    quorum: 2\n    escalates_to: change-board\n", 1)
    (item,) = raised({**with_decision(files, "2026-06-10"), forums: above}, "2026-06-24")
    assert item.forum == "change-board"


def test_red_is_escalated_by_the_reports_that_said_it_without_a_break(files: dict[str, bytes]) -> None:
    report = files[f"{E}/reports/2026-05-15.yaml"]
    red = report.replace(b"overall: {rag: amber", b"overall: {rag: red")
    days = ("2026-05-01", "2026-05-15", "2026-05-29")
    all_red = {**files, **{f"{E}/reports/{day}.yaml": red for day in days}}
    (item,) = raised(all_red, "2026-06-01")
    assert (item.escalation.id, item.days, item.raised_on) == ("red-too-long", 31, date(2026, 5, 29))
    broken = {**all_red, f"{E}/reports/2026-05-15.yaml": report}
    assert raised(broken, "2026-06-01") == []
    assert [found.days for found in raised(broken, "2026-06-26")] == [28]


def test_cost_beyond_the_tolerance_is_escalated_from_the_report_that_showed_it(
    files: dict[str, bytes],
) -> None:
    worse = {
        **files,
        f"{E}/finance.yaml": files[f"{E}/finance.yaml"].replace(
            b"forecast: 205000 EUR", b"forecast: 240000 EUR"
        ),
        f"{E}/reports/2026-05-15.yaml": files[f"{E}/reports/2026-05-15.yaml"].replace(
            b"forecast: 305000 EUR", b"forecast: 340000 EUR"
        ),
    }
    (item,) = raised(worse, "2026-06-01")
    assert (item.escalation.id, item.raised_on, item.due) == (
        "cost-beyond-tolerance", date(2026, 5, 15), date(2026, 6, 19),
    )  # fmt: skip
    back = {**worse, f"{E}/finance.yaml": files[f"{E}/finance.yaml"]}
    assert raised(back, "2026-06-01") == [], "what is over is not escalated"


def test_it_stands_on_the_agenda_by_itself_and_is_found_when_nobody_deals_with_it(
    files: dict[str, bytes],
) -> None:
    late = with_decision(files, "2026-06-10")
    context = Context(check_files(late, date(2026, 7, 1)))
    forum = context.run.forum("infrastructure-board")
    sections = {s.title: s.points for s in agenda.agenda(context, forum, date(2026, 7, 1))}
    (point,) = sections["Escalations"]
    assert point.what == "Decision not taken: a decision was needed 21 days ago"
    assert (point.due, point.decides, point.request[:7]) == (date(2026, 7, 22), True, "decide,")

    def overdue(some: dict[str, bytes], day: date) -> list[str]:
        return [f.message for f in check_files(some, day).findings if f.rule == "escalation-overdue"]

    assert overdue(late, date(2026, 7, 22)) == []
    (message,) = overdue(late, date(2026, 7, 23))
    assert message == "not resolved in time: Decision not taken, to Steering group by 2026-07-22"


@pytest.mark.parametrize(("outcome", "answered"), [("approved", True), ("noted", True), ("deferred", False)])
def test_a_decision_that_names_it_answers_it_unless_it_was_deferred(
    files: dict[str, bytes], outcome: str, answered: bool
) -> None:
    decided = f"project: example, escalation: decision-unanswered, outcome: {outcome}"
    meeting = files[BOARD].replace(b"project: example, outcome: approved", decided.encode())
    late = with_decision(files, "2026-06-10")
    later = {**late, BOARD.replace("2026-05-20", "2026-07-08"): meeting}
    (item,) = raised(later, "2026-07-30")
    assert item.answered_on == (date(2026, 7, 8) if answered else None)
    # A meeting before it was raised does not answer it.
    (early,) = raised({**late, BOARD.replace("2026-05-20", "2026-06-17"): meeting}, "2026-07-30")
    assert early.answered_on is None
    # Neither does one about the colour of the carpets, nor a change that is only asked for.
    (other,) = raised({**late, BOARD.replace("2026-05-20", "2026-07-08"): files[BOARD]}, "2026-07-30")
    change = f"{E}/changes/more-time.yaml"
    asked = {**late, change: files[change] + b"forum: infrastructure-board\ndecided_on: 2026-07-08\n"}
    assert other.answered_on is None and raised(asked, "2026-07-30")[0].answered_on is None
    third = files[BOARD].replace(
        b"project: example, outcome", b"project: example, escalation: red-too-long, outcome"
    )
    assert (
        raised({**late, BOARD.replace("2026-05-20", "2026-07-08"): third}, "2026-07-30")[0].answered_on
        is None
    )
    gate = f"{E}/gates/ready-for-service.yaml"
    put_off = b"decision: deferred\ndecided_on: 2026-07-08\ndecided_by: ana\nforum: infrastructure-board\n"
    assert raised({**late, gate: put_off}, "2026-07-30")[0].answered_on is None
    passed = put_off.replace(b"deferred", b"approved")
    assert raised({**late, gate: passed}, "2026-07-30")[0].answered_on == date(2026, 7, 8)
    taken = {**asked, change: asked[change] + b"state: approved\ndecided_by: ana\n"}
    assert raised(taken, "2026-07-30")[0].answered_on == date(2026, 7, 8)


def test_terms_that_cannot_be_read_are_findings_at_their_characters(files: dict[str, bytes]) -> None:
    reporting = "methodology/reporting.yaml"
    broken = files[reporting].replace(b"if report.still_red)", b"if report.stil_red)")
    found = [f for f in causes(check_files({**files, reporting: broken}).findings) if f.path == reporting]
    assert [(f.rule, "still_red" in f.help) for f in found] == [("rule-invalid", True)]
