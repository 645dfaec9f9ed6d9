"""Records of `tiers.yaml`."""

from collections.abc import Mapping
from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class Band(Record):
    """Points for a measure from a value upwards."""

    at_least: s.Number
    """The value from which these points are given."""
    points: s.Count
    """The points."""


class Measure(Record):
    """One fact that counts towards a project's tier."""

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    value: s.Line
    """An expression over the project."""
    bands: tuple[Band, ...]
    """The points for each range of values."""


class Tier(Entry):
    """How much governance a project of some weight needs."""

    kind: ClassVar[str] = "tier"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "from_points": "less",
        "gates": "all",
        "roles": "all",
        "report_every_periods": "less",
        "review_every_days": "least",
    }

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    description: s.Prose
    """Which projects belong to the tier, for readers."""
    from_points: s.Count
    """The number of points from which a project belongs to the tier."""
    gates: tuple[s.GateRef, ...]
    """The gates that a project of this tier passes."""
    roles: tuple[s.RoleRef, ...] = ()
    """The roles that must be filled on a project under way."""
    report_every_periods: s.Positive = 1
    """1 for a report each period, 2 for every other period."""
    review_every_days: s.Positive | None = None
    """The longest time in calendar days between two independent reviews; without it none is required."""


class Tiers(Entry):
    """How a project's tier is found, and what it changes: `tiers.yaml`."""

    scoring: tuple[Measure, ...] = ()
    """The measures whose points add up to the tier."""
    tiers: tuple[Tier, ...]
    """The tiers, from the lightest to the heaviest."""
