"""The part of a budget that is reserved for risks, and what was taken from it."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.finance.ledger import total
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG, MONEY
from pmokit.model.finance import CostLine
from pmokit.model.money import NOTHING, Money
from pmokit.model.project import Project


@fact("cost", "is_contingency", FLAG)
def is_contingency(line: CostLine, _run: Run) -> bool:
    """Whether a line is reserved for risks: by its category, or by its name where it has none of the
    others."""
    name = f"{line.id} {line.title}".casefold()
    return line.category == "contingency" or (line.category == "other" and "contingency" in name)


@fact("project", "drawn", MONEY, needs=("finance",))
def drawn(project: Project, _run: Run) -> Money:
    """What was taken from the contingency by recorded decisions; nothing where the currencies differ."""
    return total(item.amount for item in project.finance.drawdowns) or NOTHING


@fact("project", "contingency_taken", MONEY, needs=("finance",))
def contingency_taken(project: Project, run: Run) -> Money:
    """What the forecasts of the other lines take from the lines that are reserved for risks; nothing where
    a forecast is only lower because less is needed."""
    reserved = [line for line in project.finance.lines if is_contingency(line, run)]
    others = [line for line in project.finance.lines if line not in reserved]
    left = total(line.forecast or line.budget for line in reserved)
    had = total(line.budget for line in reserved)
    wanted = total(line.forecast or line.budget for line in others)
    planned = total(line.budget for line in others)
    if left is None or had is None or wanted is None or planned is None:
        return NOTHING
    if len({left.currency, had.currency, wanted.currency, planned.currency}) > 1:
        return NOTHING
    taken = min(had.amount - left.amount, wanted.amount - planned.amount)
    return Money(max(taken, NOTHING.amount), had.currency)
