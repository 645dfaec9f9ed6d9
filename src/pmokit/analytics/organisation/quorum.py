"""Whether enough of those who may vote were there when a forum decided."""

from __future__ import annotations

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.analytics.organisation.authority import is_occupied, voters
from pmokit.analytics.organisation.minutes import meeting_of
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON
from pmokit.model.control import GateApproval
from pmokit.model.methodology.forums import Forum
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason


def parties(forum: Forum, meeting: Meeting, run: Run) -> list[Project | None] | None:
    """Whose roles fill the seats of a meeting: those of the department, and of the projects that it decides
    about. None while one of these projects cannot be read."""
    if not any(seat.role for seat in forum.seats):
        return [None]
    named = {decision.project for decision in meeting.decisions if decision.project}
    projects = [run.project(name) for name in sorted(named)]
    return None if None in projects else [None, *projects]


@fact("meeting", "voters_present", NUMBER.maybe(), needs=("forums", *PEOPLE))
def voters_present(meeting: Meeting, run: Run) -> int | None:
    """How many votes were there: a seat counts once, by its holder or by the deputy whom the forum or the
    team names for it. None if a project that the meeting decides about cannot be read."""
    forum: Forum | None = run.forum(meeting.forum)
    some = parties(forum, meeting, run) if forum is not None else None
    if forum is None or some is None:
        return None
    entitled = {person for party in some for person in voters(forum, party, run, meeting.date)}
    seats = [seat for seat in forum.seats if seat.votes and is_occupied(seat, meeting.date)]
    members = {forum.chair, *(seat.person for seat in seats)}
    for seat in seats:
        for party in some if seat.role else ():
            members |= holders(seat.role or "", party, run, meeting.date)
    stands_for = {seat.deputy: seat.person or seat.deputy for seat in seats if seat.deputy not in members}
    present = {entry.person for entry in meeting.attendance if entry.present} & entitled
    return len({stands_for.get(person, person) for person in present if is_active(person, run, meeting.date)})


@fact("approval", "quorum_missing", REASON.maybe(), needs=("forums", "meetings", *PEOPLE), of_project=True)
def quorum_missing(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """How far the meeting that decided was from its quorum, in words; None if it had it."""
    meeting = meeting_of(approval.meeting, approval.forum, approval.decided_on, run)
    if meeting is None:
        return None
    forum: Forum | None = run.forum(meeting.forum)
    present = voters_present(meeting, run)
    if forum is None or present is None or present >= forum.quorum:
        return None
    return reason("quorum-missing", present=present, quorum=forum.quorum)
