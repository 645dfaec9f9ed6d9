"""Records of `programme.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Programme(Record):
    """Projects that together reach one outcome: `programmes/<id>/programme.yaml`."""

    kind: ClassVar[str] = "programme"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("start", "finish"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    summary: s.Prose
    """What the programme is and what it changes."""
    workstream: s.WorkstreamRef | None = None
    """The workstream that it belongs to."""
    sponsor: s.PersonRef | None = None
    """The person who is accountable for the outcome."""
    manager: s.PersonRef | None = None
    """The person who manages the programme."""
    forum: s.ForumRef | None = None
    """The forum that governs it."""
    start: s.Day | None = None
    """The first day."""
    finish: s.Day | None = None
    """The last day."""
    outcomes: tuple[s.Line, ...] = ()
    """What is different when the programme has succeeded."""
