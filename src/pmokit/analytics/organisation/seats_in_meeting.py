"""Who sat in a meeting for whom: a chair without a seat or absent, and a deputy beside the member."""

from __future__ import annotations

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.analytics.organisation.authority import voters
from pmokit.analytics.organisation.quorum import parties
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG, TEXT
from pmokit.model.methodology.forums import Forum
from pmokit.model.portfolio.meeting import Meeting


@fact("meeting", "chair_outside", FLAG, needs=("forums", *PEOPLE))
def chair_outside(meeting: Meeting, run: Run) -> bool:
    """Whether somebody chaired it who has no voting seat in the forum; seats of roles may belong to any
    project."""
    forum: Forum | None = run.forum(meeting.forum)
    if forum is None or meeting.chair is None or any(seat.role for seat in forum.seats):
        return False
    return meeting.chair not in voters(forum, None, run, meeting.date)


@fact("meeting", "represented_twice", TEXT, needs=("people",))
def represented_twice(meeting: Meeting, run: Run) -> str:
    """Who attended it although somebody represented them; empty if nobody."""
    there = {entry.person for entry in meeting.attendance if entry.present}
    for entry in meeting.attendance:
        if entry.present and entry.deputy_for in there:
            person = run.person(entry.deputy_for)
            return person.name if person is not None else ""
    return ""


@fact("meeting", "chair_absent", TEXT, needs=("forums", *PEOPLE))
def chair_absent(meeting: Meeting, run: Run) -> str:
    """The chair of the forum, where neither the chair nor a deputy of the chair attended; empty where one
    did, where a member with a vote took the chair, where that is not known, and where the chair was not in
    office yet."""
    forum: Forum | None = run.forum(meeting.forum)
    if forum is None or forum.chair is None or not meeting.attendance:
        return ""
    person = run.person(forum.chair)
    if person is None or not is_active(forum.chair, run, meeting.date) or _is_former(meeting, forum, run):
        return ""
    entitled = _chairs(forum, meeting, run)
    if entitled is None:
        return ""
    there = {entry.person for entry in meeting.attendance if entry.present}
    there |= {entry.deputy_for for entry in meeting.attendance if entry.present and entry.deputy_for}
    listed = {entry.person for entry in meeting.attendance}
    # The members may choose one of them to chair, and the minutes say whom they chose.
    if meeting.chair in there and any(seat.person == meeting.chair for seat in forum.seats):
        return ""
    # Who is named as the chair was there, unless the list says otherwise.
    if meeting.chair is not None and meeting.chair not in listed:
        there.add(meeting.chair)
    return "" if entitled & there else person.name


def _is_former(meeting: Meeting, forum: Forum, run: Run) -> bool:
    """Whether somebody chaired it who had a seat then and has none today: the chair of that time."""
    seats = [seat for seat in forum.seats if seat.person == meeting.chair]
    if meeting.chair is None or meeting.chair == forum.chair:
        return False
    return any(seat.until for seat in seats) or not is_active(meeting.chair, run, run.today)


def _chairs(forum: Forum, meeting: Meeting, run: Run) -> set[str] | None:
    """Who may chair the meeting: the chair, and the deputies for the seat of the chair. None if the chair did
    not have that seat on that day, or if a project that decides it cannot be read."""
    chair, own = forum.chair or "", [seat for seat in forum.seats if seat.person == forum.chair]
    if any(seat.since and seat.since > meeting.date for seat in own):
        return None
    entitled = {chair, *(seat.deputy for seat in own if seat.deputy)}
    some = parties(forum, meeting, run)
    if some is None:
        return None
    for seat in forum.seats:
        for party in some if seat.role else ():
            people = holders(seat.role or "", party, run, meeting.date)
            if chair in people:
                entitled |= people | ({seat.deputy} if seat.deputy else set())
    return entitled
