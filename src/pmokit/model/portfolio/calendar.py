"""Records of `calendar.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Holiday(Record):
    """A day on which nobody works."""

    date: s.Day
    """The day."""
    title: s.Line
    """The name of the holiday."""
    sites: tuple[s.SiteRef, ...] = ()
    """The sites to which it applies; all sites if none is named."""


class Freeze(Record):
    """A stretch of time in which some systems must not change."""

    kind: ClassVar[str] = "freeze"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    since: s.Day
    """The first day."""
    until: s.Day
    """The last day."""
    systems: tuple[s.SystemRef, ...] = ()
    """The systems that must not change; a freeze without systems and sites applies to all."""
    sites: tuple[s.SiteRef, ...] = ()
    """The sites at which nothing may change."""


class Calendar(Record):
    """Holidays and freezes: `calendar.yaml`."""

    holidays: tuple[Holiday, ...] = ()
    """The days on which nobody works."""
    freezes: tuple[Freeze, ...] = ()
    """The periods in which systems must not change."""
