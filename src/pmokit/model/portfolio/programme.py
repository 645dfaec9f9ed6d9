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
    title: s.Line
    summary: s.Prose
    workstream: s.WorkstreamRef | None = None
    sponsor: s.PersonRef | None = None
    manager: s.PersonRef | None = None
    forum: s.ForumRef | None = None
    start: s.Day | None = None
    finish: s.Day | None = None
    outcomes: tuple[s.Line, ...] = ()
