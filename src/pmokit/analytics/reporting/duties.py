"""Which reports a project owes, and what its last one said."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, Type
from pmokit.model.project import Project
from pmokit.model.reporting_period import Cadence, cadence
from pmokit.model.status_report import Report


@fact("project", "last_report", Type("record", optional=True, record=Report), needs=("reports",))
def last_report(project: Project, _run: Run) -> Report | None:
    """The report of the latest period."""
    return project.reports[-1] if project.reports else None


def cadence_of(project: Project, run: Run) -> Cadence:
    """The periods for which a project reports, by its tier. Of those who report for every n-th period each
    has its own first one: the one from which most of its last reports count, if these are two or more."""
    periods, length = cadence(run.reporting, run.tier(project.tier)), run.reporting.period_days
    if periods.step <= length or not length:
        return periods
    last = project.reports[-run.reporting.unchanged_reports :]
    starts = Counter((report.period - periods.first).days % periods.step for report in reversed(last))
    days, times = max(starts.items(), key=lambda start: start[1], default=(0, 0))
    if times < 2 or days % length:
        return periods
    return periods._replace(first=periods.first + timedelta(days=days))


def owes(project: Project, run: Run, period: date) -> bool:
    """Whether an active project owes a report for the period that ends on a day."""
    began = _began_by(project, period, run)
    return project.state == "active" and began and cadence_of(project, run).is_end(period)


def last_due_period(project: Project, run: Run) -> date | None:
    """The last day of the latest period for which a report is overdue if there is none.

    Every period of the methodology, or every n-th for a lighter tier, that ended on the project's first
    day or later. None if no report could be overdue yet.
    """
    return _of_project(project, cadence_of(project, run).last_overdue(run.today), run)


def current_period(project: Project, run: Run) -> date | None:
    """The last day of the latest period that has ended, for which the project owes a report whether or
    not it is due yet; None before the first, or if the project began later."""
    return _of_project(project, cadence_of(project, run).last_ended(run.today), run)


def missing_periods(project: Project, run: Run) -> list[date]:
    """The periods after the last report that an active project owes and has not sent, oldest first: those
    that are overdue, and the one that ended last."""
    latest = current_period(project, run)
    if project.state != "active" or latest is None:
        return []
    periods = cadence_of(project, run)
    last = project.reports[-1].period if project.reports else date.min
    found: list[date] = []
    while latest >= periods.first and _began_by(project, latest, run) and latest > last:
        found.append(latest)
        latest -= timedelta(days=periods.step)
    return found[::-1]


@fact("project", "report_overdue_days", NUMBER, needs=("reports", "reporting", "tiers", "about", "meetings"))
def report_overdue_days(project: Project, run: Run) -> int:
    """Days since the day on which a missing report was due; 0 if none is missing."""
    period = last_due_period(project, run)
    if period is None or any(report.period >= period for report in project.reports):
        return 0
    return (run.today - cadence_of(project, run).due(period)).days


def _of_project(project: Project, period: date | None, run: Run) -> date | None:
    return period if period is not None and _began_by(project, period, run) else None


def _began_by(project: Project, period: date, run: Run) -> bool:
    """Whether a project had begun when a period ended, and the department to work by the method; what began
    on its last day owes a report. A project that a meeting has resumed begins again on that day: the meeting
    that it names, or one of that day that decided about it."""
    about = run.portfolio.about
    since = project.state_since
    is_decided = project.state_decision or (project.id, since) in run.once(_decided_days)
    resumed = since if is_decided else None
    days = (project.start, about.since if about else None, resumed)
    return all(day is None or day <= period for day in days)


def _decided_days(run: Run) -> set[tuple[str, date]]:
    """The projects about which meetings approved something, with the day."""
    return {
        (resolution.project, meeting.date)
        for meeting in run.portfolio.meetings
        if meeting.state == "held"
        for resolution in meeting.decisions
        if resolution.project and resolution.outcome in ("approved", "approved_with_conditions")
    }
