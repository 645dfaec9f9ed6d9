"""Who sits in a forum, and what it steers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmokit.analytics.lifecycle import progress
from pmokit.analytics.organisation.assignments import holders
from pmokit.analytics.organisation.authority import steering_forum
from pmokit.model.methodology.forums import Forum, Seat
from pmokit.model.project import UNDER_WAY, Project
from pmokit.views.context import Context


def seats(context: Context, forum: Forum, day: date) -> list[tuple[Seat, list[str]]]:
    """The seats of a forum on a day, each with the people who hold it: by name, or by a role of the
    department or of a project that the forum steers."""
    projects = projects_of(context, forum) if any(seat.role for seat in forum.seats) else []
    found: list[tuple[Seat, list[str]]] = []
    for seat in forum.seats:
        # A seat is held on its first and on its last day.
        if (seat.since is None or seat.since <= day) and (seat.until is None or seat.until >= day):
            people = {seat.person} if seat.person else set()
            for project in (None, *projects) if seat.role else ():
                people |= holders(seat.role or "", project, context.run, day)
            found.append((seat, sorted(people)))
    return found


def below_forum(context: Context, forum: Forum) -> set[str]:
    """The ids of a forum and of all that escalate to it, at whatever height."""
    found = {forum.id}
    forums = context.methodology.forums.forums
    while more := {item.id for item in forums if item.escalates_to in found} - found:
        found |= more
    return found


def projects_of(context: Context, forum: Forum) -> list[Project]:
    """The projects under way that a forum, or one below it, steers or whose next gate it decides."""
    below = below_forum(context, forum)
    gates = {gate.id for gate in context.methodology.lifecycle.gates if gate.forum == forum.id}
    return [
        project
        for project in under_way(context)
        if steering_forum(project, context.run) in below or progress.next_gate(project, context.run) in gates
    ]


def under_way(context: Context) -> Iterator[Project]:
    """The projects that a forum may have to deal with."""
    return (project for project in context.projects if project.state in UNDER_WAY)
