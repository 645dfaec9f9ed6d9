"""How good a project's forecasts and colours have proved: bias, stability and calibration.

Forecast bias is the mean of actual minus forecast, of the forecasts made a horizon before; forecast
stability the mean movement of a forecast in a reporting period; calibration the share of green reports that
were followed by a missed milestone within the horizon. The horizon and how many cases it takes are in
`reporting.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER
from pmokit.model.methodology.report_limits import ForecastQuality
from pmokit.model.project import Project
from pmokit.model.schedule import expected
from pmokit.model.status_report import Report


def _mean(values: list[int], least: int) -> Decimal | None:
    """The mean to a tenth of a day, half up; None of fewer values than it takes."""
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.1")) if len(values) >= least else None


@fact("project", "forecast_bias", NUMBER.maybe(), needs=("reports", "schedule", "reporting"))
def forecast_bias(project: Project, run: Run) -> Decimal | None:
    """Mean days by which milestones were reached later than forecast a horizon before; positive is
    optimistic. None of too few milestones."""
    limits = run.reporting.forecast_quality
    if limits is None:
        return None
    errors: list[int] = []
    for milestone in project.schedule.milestones:
        if milestone.actual is not None:
            then = _forecast_before(
                project, milestone.id, milestone.actual - timedelta(days=int(limits.horizon_days))
            )
            if then is not None:
                errors.append((milestone.actual - then).days)
    return _mean(errors, int(limits.least))


def _forecast_before(project: Project, milestone: str, day: date) -> date | None:
    """What the last report up to a day forecast for a milestone that it did not call reached."""
    for report in reversed(project.reports):
        # A report of the very day counts.
        if report.as_on <= day:
            found = (
                entry for entry in report.forecasts if entry.milestone == milestone and entry.actual is None
            )
            return next((entry.forecast for entry in found), None)
    return None


@fact("project", "forecast_instability", NUMBER.maybe(), needs=("reports", "reporting"))
def forecast_instability(project: Project, run: Run) -> Decimal | None:
    """Mean days by which the forecast of an open milestone moved from one report to the next, either way,
    over the last reports; None of too few movements."""
    limits = run.reporting.forecast_quality
    if limits is None:
        return None
    moves: list[int] = []
    for earlier, later in pairwise(project.reports[-int(limits.reports) :]):
        then = {entry.milestone: entry.forecast for entry in earlier.forecasts if entry.actual is None}
        moves += [
            abs((expected(entry) - then[entry.milestone]).days)
            for entry in later.forecasts
            if entry.milestone in then
        ]
    return _mean(moves, int(limits.least))


@fact("project", "green_missed_percent", NUMBER.maybe(), needs=("reports", "schedule", "reporting"))
def green_missed_percent(project: Project, run: Run) -> Decimal | None:
    """The share of green reports, in percent, after which a milestone was missed that they had forecast
    within the horizon; None of too few green reports whose horizon is over."""
    limits = run.reporting.forecast_quality
    if limits is None:
        return None
    horizon = timedelta(days=int(limits.horizon_days))
    green = [
        report
        for report in project.reports
        if report.claims.overall.rag == "green" and report.forecasts and report.as_on + horizon <= run.today
    ]
    if len(green) < limits.least:
        return None
    actual = {item.id: item.actual for item in project.schedule.milestones}
    missed = [report for report in green if any(_misses(report, horizon, limits, actual, run.today))]
    return Decimal(100 * len(missed) / len(green)).quantize(Decimal(1))


def _misses(
    report: Report,
    horizon: timedelta,
    limits: ForecastQuality,
    actual: dict[str, date | None],
    today: date,
) -> Iterator[bool]:
    """Of each milestone that a report forecast within the horizon, whether it was missed."""
    for entry in report.forecasts:
        if entry.actual is None and entry.milestone in actual and entry.forecast <= report.as_on + horizon:
            reached = actual[entry.milestone] or today
            # Late by exactly as many days as the methodology allows is not missed.
            yield (reached - entry.forecast).days > limits.miss_days
