"""Who sat in a meeting for whom: a chair without a seat, and a deputy beside the member."""

from __future__ import annotations

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.authority import voters
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
