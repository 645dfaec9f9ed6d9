"""The money in reports, against the project's own budget lines, its approvals, and the reports before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from pmokit.analytics.fact import fact
from pmokit.analytics.finance.ledger import booked, exceeds, total
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import FiguresThen, Report


@fact("report", "lines_forecast", REASON.maybe(), needs=("finance", "reporting", "reports"), of_project=True)
def lines_forecast(report: Report, project: Project, run: Run) -> Reason | None:
    """The forecast of the budget lines, where the last report, written later, expects less."""
    finance = project.finance
    forecast = total(line.forecast or line.budget for line in finance.lines)
    if not _speaks_of(report, project) or report.figures is None:
        return None
    if not exceeds(forecast, report.figures.forecast, run.reporting.forecast_tolerance_percent):
        return None
    return reason("lines-expect", amount=forecast, day=finance.as_on)


@fact("report", "lines_actual", REASON.maybe(), needs=("finance", "reporting", "reports"), of_project=True)
def lines_actual(report: Report, project: Project, run: Run) -> Reason | None:
    """The actual cost of the budget lines, where the last report, written later, states less; None where
    what finance recorded says so already."""
    spent = total(line.actual for line in project.finance.lines)
    if not _speaks_of(report, project) or report.figures is None or booked(report, project, run) is not None:
        return None
    if not exceeds(spent, report.figures.actual, run.reporting.spend_tolerance_percent):
        return None
    return reason("lines-expect", amount=spent, day=project.finance.as_on)


def _speaks_of(report: Report, project: Project) -> bool:
    """Whether a report is the last one and was written when the budget lines were as they are."""
    on = project.finance.as_on
    return report is project.reports[-1] and on is not None and on <= report.as_on


@fact("report", "budget_moved", REASON.maybe(), needs=("reports", "changes", "baselines"), of_project=True)
def budget_moved(report: Report, project: Project, _run: Run) -> Reason | None:
    """The budget of the report before, where this one has another and neither a change of cost nor a
    baseline was approved that may explain it; None where a baseline says what the budget is."""
    last = _before(report, project)
    now, then = _budget(report), _budget(last)
    if last is None or now is None or then is None or now == then:
        return None
    named = {baseline.id: baseline for baseline in project.baselines if baseline.budget is not None}
    if report.baseline in named:
        return None
    if any(last.as_on < baseline.approved_on <= report.submitted_on for baseline in named.values()):
        return None
    if any(
        change.state == "approved"
        and change.effect_cost is not None
        and (change.decided_on is None or change.decided_on <= report.submitted_on)
        and now.minus(then) == change.effect_cost
        for change in project.changes
        if change.effect_cost is None or change.effect_cost.currency == now.currency == then.currency
    ):
        return None
    return reason("figure-of", amount=then, period=last.period)


def _budget(report: Report | None) -> Money | None:
    return report.figures.budget if report is not None and report.figures is not None else None


@fact("report", "actual_fallen", REASON.maybe(), needs=("reports", "finance"), of_project=True)
def actual_fallen(report: Report, project: Project, _run: Run) -> Reason | None:
    """The actual cost in the report before, where this one states less and no entry of the ledger fell."""
    last = _before(report, project)
    if last is None or last.figures is None or report.figures is None:
        return None
    if not exceeds(last.figures.actual, report.figures.actual, Decimal(0)):
        return None
    entries = sorted(project.finance.ledger, key=lambda entry: entry.as_on)
    if any(
        after.actual.amount < entry.actual.amount and entry.as_on <= report.as_on
        for entry, after in pairwise(entries)
    ):
        return None
    return reason("figure-of", amount=last.figures.actual, period=last.period)


@fact("report", "same_actual", NUMBER, needs=("reports",), of_project=True)
def same_actual(report: Report, project: Project, _run: Run) -> int:
    """In how many successive reports up to this one the actual cost is the same amount above nothing."""
    return _in_a_row(report, project, lambda own, first: bool(own.actual) and own.actual == first.actual)


@fact("report", "same_as_budget", NUMBER, needs=("reports",), of_project=True)
def same_as_budget(report: Report, project: Project, _run: Run) -> int:
    """In how many successive reports up to this one the forecast is the budget to the cent."""
    return _in_a_row(report, project, lambda own, _: own.forecast is not None and own.forecast == own.budget)


def _in_a_row(report: Report, project: Project, alike: Callable[[FiguresThen, FiguresThen], bool]) -> int:
    number = 0
    for other in reversed([item for item in project.reports if item.period <= report.period]):
        if other.figures is None or report.figures is None or not alike(other.figures, report.figures):
            break
        number += 1
    return number


def _before(report: Report, project: Project) -> Report | None:
    earlier = [other for other in project.reports if other.period < report.period]
    return earlier[-1] if earlier else None
