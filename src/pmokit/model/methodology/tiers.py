"""Records of `tiers.yaml`."""

from collections.abc import Mapping
from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class Band(Record):
    """Points for a measure from a value upwards."""

    at_least: s.Number
    points: s.Count


class Measure(Record):
    """One fact that counts towards a project's tier."""

    id: s.Id
    title: s.Line
    value: s.Line
    """An expression over the project."""
    bands: tuple[Band, ...]


class Tier(Entry):
    """How much governance a project of some weight needs."""

    kind: ClassVar[str] = "tier"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "from_points": "less",
        "gates": "all",
        "roles": "all",
        "report_every_periods": "less",
    }

    id: s.Id
    title: s.Line
    description: s.Prose
    from_points: s.Count
    gates: tuple[s.GateRef, ...]
    """The gates that a project of this tier passes."""
    roles: tuple[s.RoleRef, ...] = ()
    """The roles that must be filled on a project under way."""
    report_every_periods: s.Positive = 1
    """1 for a report each period, 2 for every other period."""


class Tiers(Entry):
    """How a project's tier is found, and what it changes: `tiers.yaml`."""

    scoring: tuple[Measure, ...] = ()
    tiers: tuple[Tier, ...]
