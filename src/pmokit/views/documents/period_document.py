"""`pmokit period show --format json`: the reports of a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmokit.model import address
from pmokit.model.address import Address
from pmokit.views.documents.document import Document, Part
from pmokit.views.documents.gate_document import people
from pmokit.views.documents.status_document import Colour, known
from pmokit.views.reporting.month_end import Standing


@dataclass(frozen=True)
class ReportRow(Part):
    """The report of a project, if there is one."""

    project: str
    report: str | None
    overall: Colour
    submitted_on: date | None
    reviewed_by: str | None
    edition: int | None


@dataclass(frozen=True)
class PeriodDocument(Document):
    """A reporting period."""

    period: date
    """Its last day."""
    cut_off: date
    closed_on: date | None
    reports: list[ReportRow]


def period(
    today: date, day: date, cut_off: date, closed_on: date | None, rows: Iterable[Standing]
) -> PeriodDocument:
    """The reports of the period that ends on a day."""
    return PeriodDocument(
        today=today, period=day, cut_off=cut_off, closed_on=closed_on, reports=[_row(row) for row in rows]
    )


def _row(row: Standing) -> ReportRow:
    report, project = row.report, row.project.id
    if report is None:
        return ReportRow(str(address.of_project(project)), None, "unknown", None, None, None)
    return ReportRow(
        str(address.of_project(project)),
        str(Address("", project, "report", report.id)),
        known(report.claims.overall.rag),
        report.submitted_on,
        people([report.reviewed_by])[0] if report.reviewed_by else None,
        report.edition,
    )
