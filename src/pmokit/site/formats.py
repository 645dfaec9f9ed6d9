"""How values look on a page: dates, money, numbers and states in words."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

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
    size = abs(value.amount)
    if size >= 1_000_000:
        text = f"{_rounded(value.amount / 1_000_000, 2)} m"
    elif size >= 10_000:
        text = f"{_rounded(value.amount / 1_000, 0)} k"
    else:
        text = _rounded(value.amount, 0)
    return f"{text} {value.currency}".strip()


def _rounded(value: Decimal, digits: int) -> str:
    """A number as people round it, without zeros at its end but one decimal where some are shown."""
    text = f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
    return f"{text[:-1]}" if digits == 2 and text.endswith("0") else text


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
