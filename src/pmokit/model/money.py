"""An amount of money with its currency, which refuses to be mixed with another one."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pmokit.words.catalogue import say


class MixedCurrencies(ArithmeticError):
    """Two amounts in different currencies met in one sum or comparison."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(say("model.mixed-currencies", ours=left, theirs=right))


class Money(NamedTuple):
    """A decimal amount and an ISO 4217 code. A zero without a currency fits every currency."""

    amount: Decimal
    currency: str

    def _common(self, other: Money) -> str:
        if self.currency and other.currency and self.currency != other.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return self.currency or other.currency

    def plus(self, other: Money) -> Money:
        """The sum of two amounts of one currency."""
        return Money(self.amount + other.amount, self._common(other))

    def minus(self, other: Money) -> Money:
        """The difference of two amounts of one currency."""
        return Money(self.amount - other.amount, self._common(other))

    def times(self, factor: Decimal) -> Money:
        """The amount multiplied by a plain number."""
        return Money(self.amount * factor, self.currency)

    def over(self, other: Money) -> Decimal:
        """How many times the other amount goes into this one."""
        self._common(other)
        return self.amount / other.amount

    def compared(self, other: Money) -> Decimal:
        """Below, at or above zero as this amount is less than, equal to or more than the other."""
        self._common(other)
        return self.amount - other.amount

    def __str__(self) -> str:
        """`300,000 EUR`, as a sentence says it; cents only where there are some."""
        return f"{f'{self.amount:,.2f}'.removesuffix('.00')} {self.currency}".rstrip()


NOTHING = Money(Decimal(0), "")
