"""Which reports a project owes, and what its last one said."""

from __future__ import annotations

from datetime import date, timedelta

from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.model.status_report import Report


def last_report(project: Project, _run: Run) -> Report | None:
    """The report of the latest period."""
    return project.reports[-1] if project.reports else None


def owes(project: Project, run: Run, period: date) -> bool:
    """Whether an active project owes a report for the period that ends on a day."""
    rules = run.reporting
    tier = run.tier(project.tier)
    step = rules.period_days * max(tier.report_every_periods if tier else 1, 1)
    if project.state != "active" or not step or period < (project.start or date.min):
        return False
    return (period - rules.first_period).days % step == 0


def last_due_period(project: Project, run: Run) -> date | None:
    """The last day of the latest period for which a report is due by now.

    Every period of the methodology, or every n-th for a lighter tier, that ended after the project
    started. None if nothing has fallen due yet.
    """
    rules = run.reporting
    tier = run.tier(project.tier)
    step = rules.period_days * max(tier.report_every_periods if tier else 1, 1)
    latest = run.today - timedelta(days=rules.due_after_days + 1)
    if step == 0 or latest < rules.first_period:
        return None
    periods = (latest - rules.first_period).days // step
    period = rules.first_period + timedelta(days=periods * step)
    started = project.start or date.min
    return period if period >= started else None


def current_period(project: Project, run: Run) -> date | None:
    """The last day of the latest period that has ended, for which the project owes a report whether or
    not it is due yet; None before the first, or if the project began later."""
    rules = run.reporting
    tier = run.tier(project.tier)
    step = rules.period_days * max(tier.report_every_periods if tier else 1, 1)
    if step == 0 or run.today <= rules.first_period:
        return None
    periods = (run.today - timedelta(days=1) - rules.first_period).days // step
    period = rules.first_period + timedelta(days=periods * step)
    return period if period >= (project.start or date.min) else None


def missing_periods(project: Project, run: Run) -> list[date]:
    """The periods after the last report that an active project owes and has not sent, oldest first: those
    that are overdue, and the one that ended last."""
    latest = current_period(project, run)
    if project.state != "active" or latest is None:
        return []
    rules = run.reporting
    tier = run.tier(project.tier)
    step = timedelta(days=rules.period_days * max(tier.report_every_periods if tier else 1, 1))
    last = project.reports[-1].period if project.reports else None
    found: list[date] = []
    while latest >= max(project.start or date.min, rules.first_period) and (last is None or latest > last):
        found.append(latest)
        latest -= step
    return found[::-1]


def report_overdue_days(project: Project, run: Run) -> int:
    """Days since the day on which a missing report was due; 0 if none is missing."""
    period = last_due_period(project, run)
    if period is None or any(report.period >= period for report in project.reports):
        return 0
    due = period + timedelta(days=run.reporting.due_after_days)
    return (run.today - due).days
