"""Records of `forums.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class Seat(Record):
    """A place in a forum, filled by a role of the methodology or by a person."""

    title: s.Line
    """The name of the seat."""
    person: s.PersonRef | None = None
    """The person who has the seat, if it is not filled by a role."""
    role: s.RoleRef | None = None
    """The role whose holder in the portfolio's team, or on the project in question, has the seat."""
    votes: s.Flag = True
    """Whether the seat has a vote."""
    since: s.Day | None = None
    """The first day in the seat."""
    until: s.Day | None = None
    """The last day on the seat."""
    deputy: s.PersonRef | None = None
    """Who may sit and decide in the holder's place."""


Topic = Literal["actions", "escalations", "gates", "changes", "projects", "portfolio", "decisions"]
"""What the data has for an agenda: `projects` are those of the forum that need attention, `portfolio`
those of all forums below it as well."""


class AgendaLine(Record):
    """A line of the standing agenda, and the topic whose items are listed below it, if it has one."""

    title: s.Line
    """The heading of the line."""
    topic: Topic | None = None
    """The kind of item that is listed below the heading."""


class Forum(Entry):
    """A steering group or board: terms of reference."""

    kind: ClassVar[str] = "forum"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "quorum": "more",
        "every_days": "less",
        "cost_limit": "less",
        "delay_limit_days": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "agenda", "decides"))

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    purpose: s.Prose
    """What the forum is for."""
    chair: s.PersonRef | None = None
    """The person who chairs the forum."""
    seats: tuple[Seat, ...] = ()
    """The members of the forum."""
    quorum: s.Count
    """Voting members who must be present."""
    every_days: s.Count
    """How many days lie between two meetings."""
    decides: tuple[s.Line, ...] = ()
    """What the forum may decide."""
    gates: tuple[s.GateRef, ...] = ()
    """The gates that the forum decides."""
    cost_limit: s.Amount | None = None
    """The largest change of cost that it may approve."""
    delay_limit_days: s.Count | None = None
    """The largest delay in days that the forum may approve."""
    escalates_to: s.ForumRef | None = None
    """The forum that decides what is beyond the limits of this one."""
    agenda: tuple[AgendaLine, ...] = ()
    """The standing agenda."""


class Forums(Record):
    """Steering groups and boards: `forums.yaml`."""

    forums: tuple[Forum, ...]
    """The steering groups and boards."""
