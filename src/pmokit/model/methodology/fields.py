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
    title: s.Line
    type: Literal["text", "date", "number", "flag", "choice"] = "text"
    choices: tuple[s.Line, ...] = ()


class Fields(Record):
    """The department's own fields: `fields.yaml`."""

    fields: tuple[ExtraField, ...] = ()
