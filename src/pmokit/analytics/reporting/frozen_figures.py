"""The slip and the overrun that a report shows by itself, from the forecasts and figures that it froze."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report


def _baseline_days(report: Report, project: Project) -> dict[str, date]:
    """The dates that a report is judged against: of the baseline that it names, else of the schedule."""
    for baseline in project.baselines:
        if baseline.id == report.baseline:
            return {item.milestone: item.date for item in baseline.milestones}
    return {item.id: item.baseline for item in project.schedule.milestones if item.baseline is not None}


@fact("report", "frozen_slip_days", NUMBER.maybe(), needs=("baselines", "schedule"), of_project=True)
def frozen_slip_days(report: Report, project: Project, run: Run) -> int | None:
    """The largest slip that the report's own forecasts show; None where it froze none."""
    days = _baseline_days(report, project)
    slips = [
        (entry.forecast - days[entry.milestone]).days
        for entry in report.forecasts
        if entry.actual is None and entry.milestone in days
    ]
    return max(slips, default=None)


@fact("report", "frozen_overdue_days", NUMBER.maybe())
def frozen_overdue_days(report: Report, run: Run) -> int | None:
    """For how many days, on the data date, a milestone that was not reached had been forecast; 0 if none was
    overdue, None where the report froze no forecasts."""
    days = [(report.as_on - entry.forecast).days for entry in report.forecasts if entry.actual is None]
    return max([0, *days]) if report.forecasts else None


@fact("report", "frozen_overrun_percent", NUMBER.maybe())
def frozen_overrun_percent(report: Report, run: Run) -> Decimal | None:
    """Forecast above budget in percent, by the figures that the report froze."""
    figures = report.figures
    if figures is None or figures.budget is None or figures.forecast is None or not figures.budget.amount:
        return None
    if figures.budget.currency != figures.forecast.currency:
        return None
    return figures.forecast.minus(figures.budget).over(figures.budget) * 100


@fact("report", "delay_shown", REASON.maybe(), needs=("baselines", "schedule"), of_project=True)
def delay_shown(report: Report, project: Project, run: Run) -> Reason | None:
    """The larger of its slip and of what is overdue, by its own forecasts, in words; None without both."""
    slip = max(frozen_slip_days(report, project, run) or 0, 0)
    overdue = frozen_overdue_days(report, run) or 0
    if overdue > slip:
        return reason("overdue-shown", n=overdue)
    return reason("slip-shown", n=slip) if slip else None


@fact("report", "overrun_shown", REASON.maybe())
def overrun_shown(report: Report, run: Run) -> Reason | None:
    """The overrun that its figures show, in words; None without one."""
    overrun = frozen_overrun_percent(report, run) or Decimal(0)
    percent = f"{overrun:,.1f}".removesuffix(".0")
    return reason("overrun-shown", percent=percent) if overrun > 0 else None
