"""A project's money in one currency."""

from __future__ import annotations

from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import MONEY, NUMBER
from pmokit.model.money import NOTHING, Money
from pmokit.model.project import Project


@fact("project", "budget", MONEY.maybe(), needs=("finance",))
def budget(project: Project, _run: Run) -> Money | None:
    """The approved total: as stated, else the sum of the lines."""
    finance = project.finance
    if finance.budget is not None:
        return finance.budget
    return lines_budget(project, _run) if finance.lines else None


@fact("project", "lines_budget", MONEY, needs=("finance",))
def lines_budget(project: Project, _run: Run) -> Money:
    """The sum of the lines' budgets. Raises MixedCurrencies."""
    return _total([line.budget for line in project.finance.lines])


@fact("project", "actual_cost", MONEY.maybe(), needs=("finance",))
def actual(project: Project, _run: Run) -> Money | None:
    """Spent so far, over all lines that say it."""
    spent = [line.actual for line in project.finance.lines if line.actual is not None]
    return _total(spent) if spent else None


@fact("project", "forecast_cost", MONEY.maybe(), needs=("finance",))
def forecast(project: Project, _run: Run) -> Money | None:
    """Expected at completion: each line's forecast, or its budget where it has none."""
    lines = project.finance.lines
    return _total([line.forecast or line.budget for line in lines]) if lines else None


@fact("project", "overrun_percent", NUMBER.maybe(), needs=("finance",))
def overrun_percent(project: Project, run: Run) -> Decimal | None:
    """(Forecast - budget) / budget in percent; None without both or with a budget of zero."""
    planned, expected = budget(project, run), forecast(project, run)
    if planned is None or expected is None or not planned.amount:
        return None
    return expected.minus(planned).over(planned) * 100


def _total(values: list[Money]) -> Money:
    result = NOTHING
    for value in values:
        result = result.plus(value)
    return result
