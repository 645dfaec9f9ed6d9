"""Records of `migration.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Rename(Record):
    """An id that has another name from this version on."""

    of: s.Line
    """The kind of record: `gate`, `role`, `artefact`, `tier`, `phase`, `forum`, `field`, `rule`."""
    old: s.Id
    new: s.Id


class FieldRename(Record):
    """A field of the department that has another name from this version on."""

    old: s.FieldName
    new: s.FieldName


class ForHuman(Record):
    """What no program can decide: records that somebody must look at."""

    applies_to: s.Line
    when: s.Prose
    what: s.Line


class Migration(Record):
    """What changes for a portfolio from one version of the method to the next."""

    kind: ClassVar[str] = "migration"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    since: s.Line
    """The version that a portfolio comes from."""
    to: s.Line
    renames: tuple[Rename, ...] = ()
    fields: tuple[FieldRename, ...] = ()
    decide: tuple[ForHuman, ...] = ()
