"""What a project adds to the figures of a portfolio, today and on any past day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from pmokit.analytics.finance import project_cost
from pmokit.load.run import Run
from pmokit.model.money import Money
from pmokit.model.project import Project


class Figures(NamedTuple):
    """Figures of one project that add up."""

    over: Money | None
    """The forecast of cost less the budget; None unless both are known in one currency."""
    reached: int
    """Milestones reached that have a baseline."""
    on_time: int
    """Of these, those reached on or before it."""


def figures_of(project: Project, run: Run) -> Figures:
    """The figures of a project on the day of a run."""
    done = [
        (item.actual, item.baseline)
        for item in project.schedule.milestones
        if item.actual is not None and item.baseline is not None
    ]
    # On the day of the baseline is on time.
    return Figures(_over(project, run), len(done), sum(actual <= baseline for actual, baseline in done))


def _over(project: Project, run: Run) -> Money | None:
    try:
        budget, forecast = project_cost.budget(project, run), project_cost.forecast(project, run)
        return forecast.minus(budget) if budget is not None and forecast is not None else None
    except ArithmeticError:
        return None


def as_row(figures: Figures) -> list[Any]:
    """The same as plain JSON."""
    over = figures.over and [str(figures.over.amount), figures.over.currency]
    return [over, figures.reached, figures.on_time]


def from_row(row: list[Any]) -> Figures:
    """Figures that were kept as plain JSON."""
    over, reached, on_time = row
    return Figures(Money(Decimal(over[0]), over[1]) if over else None, reached, on_time)
