"""How values look on a page: dates, money, numbers and states in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmokit.model.money import Money
from pmokit.words import wording
from pmokit.words.catalogue import say
from pmokit.words.wording import capital, long_day, short_day

NOTHING = "–"


def day(value: date | None) -> str:
    """`23 Nov 2026`, for cells and labels; a dash for nothing."""
    return short_day(value, NOTHING)


def date_in_sentence(value: date | None) -> str:
    """`23 November 2026`; a dash for nothing."""
    return long_day(value, NOTHING)


def amount(value: Money | None) -> str:
    """An amount in the unit that fits: `2.4 m EUR`, `560 k EUR`."""
    if value is None:
        return NOTHING
    return wording.short_amount(value.amount, value.currency)


def thousands(value: Money | None, currency: str) -> str:
    """An amount in thousands for a column that says so: `2,400`; in another currency as `amount` has it."""
    if value is None:
        return NOTHING
    if value.currency != currency:
        return amount(value)
    return wording.in_thousands(value.amount)


def percent(value: Decimal | None) -> str:
    """A difference in percent with its sign: `+4.1%`; a dash for nothing."""
    return NOTHING if value is None else f"{value:+.1f}%".replace("+0.0", "0.0").replace("-0.0", "0.0")


def number(value: Decimal | int | None, digits: int = 1) -> str:
    """A number with at most some decimals."""
    if value is None:
        return NOTHING
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def slip(days: int | None) -> str:
    """Days behind (+) or ahead (-) in words, for cells."""
    if days is None:
        return NOTHING
    return capital(wording.slip(days))


def label(value: str | None) -> str:
    """An enumerated value of a record as a label: `on_hold` is `On hold`; a dash for nothing."""
    return say(f"values.label.{value}") if value else NOTHING
