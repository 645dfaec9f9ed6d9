"""Whether a forecast of cost leaves enough for the time that is left, by the rate of the last reports."""

from __future__ import annotations

from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.schedule.slips import finish_forecast
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report


@fact("report", "outspent", REASON.maybe(), needs=("reports", "schedule", "reporting"), of_project=True)
def outspent(report: Report, project: Project, run: Run) -> Reason | None:
    """What the cost will be when the last milestone is reached at the rate of the last reports, where that
    exceeds the forecast of the last report by more than twice the tolerance for projects without one."""
    ends, figures = finish_forecast(project, run), report.figures
    quality = run.reporting.forecast_quality
    if report is not project.reports[-1] or ends is None or figures is None or quality is None:
        return None
    if len(project.reports) <= quality.reports:
        return None
    first = project.reports[-1 - quality.reports]
    now, forecast = figures.actual, figures.forecast
    if now is None or forecast is None or now.currency != forecast.currency:
        return None
    then = first.figures.actual if first.figures is not None else None
    # While little is spent the rate says nothing: purchases come early.
    is_early = now.amount * 100 < forecast.amount * run.reporting.stuck_percent
    if then is None or then.currency != now.currency or is_early:
        return None
    passed, left = (report.as_on - first.as_on).days, (ends - report.as_on).days
    if passed <= 0 or left <= 0:
        return None
    expected = now.amount + (now.amount - then.amount) * left / passed
    limit = forecast.amount * (1 + Decimal(run.reporting.cost_tolerance_percent) / 50)
    if expected <= limit:
        return None
    amount = forecast._replace(amount=round(expected, -3).quantize(Decimal(1)))
    return reason("outspent", amount=amount, day=ends)
