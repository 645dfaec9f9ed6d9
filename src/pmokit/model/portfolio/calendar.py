"""Records of `calendar.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Holiday(Record):
    """A day on which nobody works."""

    date: s.Day
    title: s.Line
    sites: tuple[s.SiteRef, ...] = ()


class Freeze(Record):
    """A stretch of time in which some systems must not change."""

    kind: ClassVar[str] = "freeze"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    title: s.Line
    since: s.Day
    until: s.Day
    systems: tuple[s.SystemRef, ...] = ()
    sites: tuple[s.SiteRef, ...] = ()


class Calendar(Record):
    """Holidays and freezes: `calendar.yaml`."""

    holidays: tuple[Holiday, ...] = ()
    freezes: tuple[Freeze, ...] = ()
