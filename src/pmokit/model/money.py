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

    def absolute(self) -> Money:
        """The amount without its sign."""
        return Money(abs(self.amount), self.currency)

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

MINOR_UNITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
    "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
"""The decimals of the currencies that do not have two (ISO 4217)."""


def minor_units(currency: str) -> int:
    """How many decimals an amount of a currency has (ISO 4217)."""
    return MINOR_UNITS.get(currency, 2)
