"""Records of `interdependency.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Interdependency(Record):
    """What became of a suggested link between two projects: `interdependencies/<id>.yaml`."""

    kind: ClassVar[str] = "interdependency"
    happened: ClassVar[tuple[str, ...]] = ("decided_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("decided_by", "decided_on"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    projects: tuple[s.ProjectRef, ...]
    """The two projects that may depend on each other."""
    what: s.Prose
    """In which way they depend on each other."""
    state: Literal["accepted", "dismissed"]
    """Whether the suggestion was accepted or dismissed."""
    decided_by: s.PersonRef
    """The decision maker."""
    decided_on: s.Day
    """The day of the decision."""
    reason: s.Prose | None = None
    """Why it was decided in this way."""
