"""What the colours of the status mean, and from which values on a dimension has them."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from pmokit.model import scalars as s
from pmokit.model.colour import Rag
from pmokit.model.record import Direction, Entry, Record


class Limits(Record):
    """From which value on something is amber or red, for projects of a tier."""

    amber_from: s.Number
    red_from: s.Number


class Threshold(Entry):
    """A fact of a project, and from which value on its dimension of status is amber or red.

    A dimension may have several; the worst of them is its colour.
    """

    kind: ClassVar[str] = "threshold"
    stricter: ClassVar[Mapping[str, Direction]] = {"amber_from": "less", "red_from": "less"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "measure", "unit", "says"))

    id: s.Id
    """The id by which other records refer to it."""
    dimension: Literal["schedule", "cost", "scope", "resources", "risks", "benefits"]
    """The dimension of the status that it colours."""
    title: s.Line
    """What readers see as its name, on one line."""
    measure: s.Line
    """What is measured, in words."""
    unit: s.Line
    """The unit of the value, such as `%` or `calendar days`."""
    value: s.Line
    """An expression over the project that gives a number; without a number the dimension is not assessed."""
    in_report: s.Line | None = None
    """The same value by the dates and figures of a report itself, an expression over the report: the reported
    status is compared with it, whatever the project's data say today."""
    amber_from: s.Number
    """The value from which the dimension is amber."""
    red_from: s.Number
    """The value from which the dimension is red."""
    by_tier: dict[s.TierRef, Limits] = Field(default_factory=dict)
    """Other limits for projects of a tier."""
    says: s.Prose
    """The reason that is shown, with values in braces, such as `{value} days behind`."""


class RagMeaning(Record):
    """What a colour says."""

    rag: Rag
    """The colour."""
    meaning: s.Prose
    """What the colour means."""


class ScoreBand(Record):
    """The name of a risk score from a value upwards, and who may accept such a risk."""

    title: s.Line
    """The name of the band."""
    at_least: s.Count
    """The lowest score of the band."""
    accepts: tuple[s.RoleRef, ...] = ()
    """Roles whose holders may accept it. Voting members of the project's steering group always may."""
