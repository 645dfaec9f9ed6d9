"""Records of `interdependency.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Interdependency(Record):
    """What became of a suggested link between two projects: `interdependencies/<id>.yaml`."""

    kind: ClassVar[str] = "interdependency"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    projects: tuple[s.ProjectRef, ...]
    what: s.Prose
    state: Literal["accepted", "dismissed"]
    decided_by: s.PersonRef
    decided_on: s.Day
    reason: s.Prose | None = None
