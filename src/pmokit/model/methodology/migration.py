"""Records of `migration.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Rename(Record):
    """An id that has another name from this version on."""

    of: s.Line
    """The kind of record: `gate`, `role`, `artefact`, `tier`, `phase`, `forum`, `field`, `rule`."""
    old: s.Id
    """The old id."""
    new: s.Id
    """The new id."""


class FieldRename(Record):
    """A field of the department that has another name from this version on."""

    old: s.FieldName
    """The old name of the field."""
    new: s.FieldName
    """The new name of the field."""


class ForHuman(Record):
    """What no program can decide: records that somebody must look at."""

    applies_to: s.Line
    """The kind of record, such as `risk`."""
    when: s.Prose
    """An expression that selects the records."""
    what: s.Line
    """What a person must decide about each of them."""


class Migration(Record):
    """What changes for a portfolio from one version of the methodology to the next."""

    kind: ClassVar[str] = "migration"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    since: s.Line
    """The version that a portfolio comes from."""
    to: s.Line
    """The version of the methodology to which it leads."""
    renames: tuple[Rename, ...] = ()
    """Ids with a new name."""
    fields: tuple[FieldRename, ...] = ()
    """Fields of the department with a new name."""
    decide: tuple[ForHuman, ...] = ()
    """What a person must decide."""
