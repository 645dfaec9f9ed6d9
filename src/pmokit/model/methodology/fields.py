"""Records of `fields.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class ExtraField(Entry):
    """A field that the department adds to project charters."""

    kind: ClassVar[str] = "field"
    stricter: ClassVar[Mapping[str, Direction]] = {"choices": "some"}

    id: s.FieldName
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    type: Literal["text", "date", "number", "flag", "choice"] = "text"
    """The kind of value that the field takes."""
    choices: tuple[s.Line, ...] = ()
    """The values to choose from, for a field of the type `choice`."""


class Fields(Record):
    """The department's own fields: `fields.yaml`."""

    fields: tuple[ExtraField, ...] = ()
    """The fields that the department adds to project charters."""
