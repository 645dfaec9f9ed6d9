"""Records of `forums.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class Seat(Record):
    """A place in a forum, held by a role of the method or by a person."""

    title: s.Line
    person: s.PersonRef | None = None
    role: s.RoleRef | None = None
    """Whoever holds the role in the portfolio's team, or on the project that is decided about."""
    votes: s.Flag = True
    since: s.Day | None = None
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
    topic: Topic | None = None


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
    title: s.Line
    purpose: s.Prose
    chair: s.PersonRef | None = None
    seats: tuple[Seat, ...] = ()
    quorum: s.Count
    """Voting members who must be present."""
    every_days: s.Count
    decides: tuple[s.Line, ...] = ()
    gates: tuple[s.GateRef, ...] = ()
    cost_limit: s.Amount | None = None
    """The largest change of cost that it may approve."""
    delay_limit_days: s.Count | None = None
    escalates_to: s.ForumRef | None = None
    agenda: tuple[AgendaLine, ...] = ()


class Forums(Record):
    """Steering groups and boards: `forums.yaml`."""

    forums: tuple[Forum, ...]
