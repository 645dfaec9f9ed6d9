"""How days and values look in sentences and tables, the same on every page, slide and mail."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pmokit.words.catalogue import say


def short_month(month: int) -> str:
    """`Dec` for 12."""
    return say(f"values.short-month.{month}")


def short_day(day: date | None, nothing: str = "") -> str:
    """`2 Dec 2026`, for cells of tables and labels of charts, which are narrow."""
    return f"{day.day} {short_month(day.month)} {day.year}" if day else nothing


def long_day(day: date | None, nothing: str = "") -> str:
    """`2 December 2026`, for sentences."""
    return f"{day.day} {say(f'values.month.{day.month}')} {day.year}" if day else nothing


def short_amount(amount: Decimal, currency: str) -> str:
    """An amount in the unit that fits: `1.5 bn EUR`, `2.4 m EUR`, `560 k EUR`."""
    size = abs(amount)
    if size >= 1_000_000_000:
        text = f"{_rounded(amount / 1_000_000_000, 2)} bn"
    elif size >= 1_000_000:
        text = f"{_rounded(amount / 1_000_000, 2)} m"
    elif size >= 10_000:
        text = f"{_rounded(amount / 1_000, 0)} k"
    else:
        text = _rounded(amount, 0)
    return f"{text} {currency}".strip()


def in_thousands(amount: Decimal) -> str:
    """An amount in thousands: `2,400`; one below ten thousand with a decimal: `9.5`."""
    return _rounded(amount / 1_000, 0 if abs(amount) >= 10_000 else 1)


def _rounded(value: Decimal, digits: int) -> str:
    """A number as people round it, without zeros at its end but one decimal where some are shown."""
    text = f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
    return f"{text[:-1]}" if digits == 2 and text.endswith("0") else text


def capital(text: str) -> str:
    """A text with a capital at its start, as a cell of a table begins."""
    return text[:1].upper() + text[1:]


def days(number: int) -> str:
    """`1 day`, `14 days`, whatever the sign."""
    return say("values.days", abs(number))


def slip(number: int) -> str:
    """Days behind (+) or ahead (-) of a baseline: `+3 days`, or `on time`."""
    return say("values.slip", abs(number), signed=f"{number:+d}") if number else say("values.on-time")


def label(value: str) -> str:
    """An enumerated value of a record as a label: `on_hold` is `On hold`."""
    return say(f"values.label.{value}")


def kind_word(kind: str) -> str:
    """The name of a kind of record in a sentence: `frozen report` for `frozen_report`."""
    return say(f"values.kind.{kind}")


def colour_word(rag: str) -> str:
    """The name of a colour of status: `Amber/red`; `Not assessed` for `none`."""
    return say(f"values.colour.{rag}")


def reported_word(rag: str) -> str:
    """The name of a reported colour; `Not reported` for `none`."""
    return say("values.not-reported") if rag == "none" else colour_word(rag)
