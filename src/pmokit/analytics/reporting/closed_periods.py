"""Reporting periods that are closed: whether what was frozen at the cut-off is still what stands there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, FLAG, REASONS, Type
from pmokit.model.portfolio.period import Period
from pmokit.model.portfolio.portfolio_file import PortfolioFile
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.reporting_period import cadence
from pmokit.model.status_report import Report

_LATER = {"id", "period", "edition", "reviewed_by"}
"""Who has read a report may be noted after the cut-off; the rest comes from the file's name."""


def fingerprint(report: Report) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of what a report says; how it is written down,
    and who has read it, do not matter."""
    said = report.model_dump(exclude=_LATER, exclude_defaults=True)
    text = json.dumps(said, sort_keys=True, default=_plain, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    """A number without the zeros that only spell it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@fact("report", "edited", DAY.maybe(), needs=("periods",), of_project=True)
def edited(report: Report, project: Project, run: Run) -> date | None:
    """The day on which the period of a report was closed, where the report says something else now than
    it said then."""
    entry = run.frozen.get(project.id, {}).get(report.id)
    if entry is None or entry.fingerprint == fingerprint(report):
        return None
    return entry.closed_on


@fact("report", "not_frozen", DAY.maybe(), needs=("periods",), of_project=True)
def not_frozen(report: Report, project: Project, run: Run) -> date | None:
    """The day on which its period was closed, where the report had been submitted before and is not in the
    list of what was frozen."""
    if report.id in run.frozen.get(project.id, {}):
        return None
    days = [one.closed_on for one in run.portfolio.periods if one.period == report.period]
    return min(days) if days and report.submitted_on < min(days) else None


@fact("report", "corrects_nothing", FLAG, needs=("reports",), of_project=True)
def corrects_nothing(report: Report, project: Project, _run: Run) -> bool:
    """Whether an edition says the same as the one before it."""
    before = [
        one for one in project.superseded if one.period == report.period and one.edition < report.edition
    ]
    if not before:
        return False
    earlier = max(before, key=lambda one: one.edition)
    return _content(earlier) == _content(report)


def _content(report: Report) -> dict[str, object]:
    return report.model_dump(exclude={*_LATER, "correction", "submitted_on", "as_on"})


@fact("period", "is_no_period", FLAG, needs=("reporting",))
def is_no_period(period: Period, run: Run) -> bool:
    """Whether no reporting period ends on the day from which it has its name."""
    return not cadence(run.reporting).is_end(period.period)


@fact("portfolio_file", "periods_open", Type("list", item=DAY), needs=("periods", "reporting"))
def periods_open(about: PortfolioFile, run: Run) -> tuple[date, ...]:
    """Periods that should have been closed by now and were not, from the first that was closed on."""
    closed = {one.period for one in run.portfolio.periods}
    if not closed:
        return ()
    day = run.today - timedelta(days=run.reporting.close_days)
    return tuple(end for end in cadence(run.reporting).closable(min(closed), day) if end not in closed)


@fact("project", "reports_lost", REASONS, needs=("reports", "periods"))
def reports_lost(project: Project, run: Run) -> tuple[Reason, ...]:
    """Frozen reports that are gone, and superseded ones that were edited after their cut-off, in words."""
    there = {report.id for report in (*project.reports, *project.superseded)}
    gone = [
        reason("report-gone", report=name) for name in run.frozen.get(project.id, ()) if name not in there
    ]
    changed = [
        reason("report-edited", report=report.id)
        for report in project.superseded
        if edited(report, project, run)
    ]
    return (*gone, *changed)
