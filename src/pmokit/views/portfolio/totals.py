"""Money over many projects: what adds up, what is withheld, and what is in another currency."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pmokit.model.money import Money
from pmokit.model.project import Project


class Total(NamedTuple):
    """A sum in one currency, over how many projects, and how many are left out and why."""

    amount: Money
    counted: int
    withheld: int
    other_currency: int
    silent: int


def total(values: Iterable[tuple[Project, Money | None]], what: str, currency: str) -> Total:
    """The sum of one figure. Amounts of other currencies are counted apart, never converted."""
    amount, counted, withheld, other, silent = Decimal(0), 0, 0, 0, 0
    for project, value in values:
        if value is not None and value.currency == currency:
            amount += value.amount
            counted += 1
        elif value is not None:
            other += 1
        elif any(entry.what == what for entry in project.finance.withheld):
            withheld += 1
        else:
            silent += 1
    return Total(Money(amount, currency), counted, withheld, other, silent)
