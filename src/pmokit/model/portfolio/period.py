"""Records of `period.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class FrozenReport(Record):
    """A report as it was at the cut-off."""

    kind: ClassVar[str] = "frozen_report"

    project: s.ProjectRef
    """The project."""
    report: s.Id
    """Its file's name without the ending."""
    fingerprint: s.Line
    """The digest of the report's content."""


class Period(Record):
    """A reporting period that is closed: `periods/<last day>.yaml`. Written by `pmokit period close`."""

    kind: ClassVar[str] = "period"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("period", "closed_on"),)
    happened: ClassVar[tuple[str, ...]] = ("closed_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("closed_by", "closed_on"),)
    from_name: ClassVar[tuple[str, ...]] = ("id", "period")

    id: s.Id
    """The last day of the period, from the name of the file."""
    period: s.Day
    """The last day of the period."""
    closed_on: s.Day
    """The day on which the period was closed."""
    closed_by: s.PersonRef
    """The person who closed it."""
    reports: tuple[FrozenReport, ...] = ()
    """The reports of the period."""
