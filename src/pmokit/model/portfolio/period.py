"""Records of `period.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class FrozenReport(Record):
    """A report as it stood at the cut-off."""

    kind: ClassVar[str] = "frozen_report"

    project: s.ProjectRef
    report: s.Id
    """Its file's name without the ending."""
    fingerprint: s.Line


class Period(Record):
    """A reporting period that is closed: `periods/<last day>.yaml`. Written by `pmokit period close`."""

    kind: ClassVar[str] = "period"
    from_name: ClassVar[tuple[str, ...]] = ("id", "period")

    id: s.Id
    period: s.Day
    """The last day of the period."""
    closed_on: s.Day
    closed_by: s.PersonRef
    reports: tuple[FrozenReport, ...] = ()
