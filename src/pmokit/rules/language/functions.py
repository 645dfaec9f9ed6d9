"""What compiled expressions call at run time, and the functions that a rule may name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pmokit.model.money import NOTHING, Money
from pmokit.words.catalogue import say


class Unresolved(Exception):
    """A reference on the way leads nowhere; the reference has a finding of its own."""


def follow(run: Any, kind: str, reference: str, home: str) -> Any:
    """The record that a reference means."""
    record = run.find(kind, reference, home)
    if record is None:
        raise Unresolved(reference)
    return record


def outlined(run: Any, reference: str) -> Any:
    """The outline of the project that a reference means."""
    outline = run.outline(reference)
    if outline is None:
        raise Unresolved(reference)
    return outline


def days_between(later: date, earlier: date) -> int:
    """Calendar days from the second day to the first."""
    return (later - earlier).days


def shifted(day: date, days: Decimal | int) -> date:
    """A day some calendar days later: what people owe is counted in calendar days, never in working days."""
    return day + timedelta(days=int(days))


def total(values: Iterable[Decimal | int]) -> Decimal | int:
    """The sum of numbers."""
    return sum(values)


def total_money(values: Iterable[Money]) -> Money:
    """The sum of amounts of one currency; nothing at all is a zero that fits each."""
    result = NOTHING
    for value in values:
        result = result.plus(value)
    return result


def smallest(values: Iterable[Any]) -> Any:
    """The smallest value, or None if there is none."""
    return min(values, default=None)


def largest(values: Iterable[Any]) -> Any:
    """The largest value, or None if there is none."""
    return max(values, default=None)


def counted(values: Iterable[Any]) -> int:
    """How many there are."""
    return sum(1 for _ in values)


def extra_text(value: str | None) -> str | None:
    """A department's own field as a text."""
    return value


def extra_day(value: str | None) -> date | None:
    """A department's own field as a day; the loader has checked its form."""
    return None if value is None else date.fromisoformat(value)


def extra_number(value: str | None) -> Decimal | None:
    """A department's own field as a number; the loader has checked its form."""
    return None if value is None else Decimal(value)


def extra_flag(value: str | None) -> bool | None:
    """A department's own field as a flag; the loader has checked its form."""
    return None if value is None else value == "true"


def words(text: str) -> int:
    """The number of words in a text."""
    return len(text.split())


def contains(text: str, part: str) -> bool:
    """Whether a text holds another one, upper and lower case alike."""
    return part.casefold() in text.casefold()


def first(values: tuple[Any, ...]) -> Any:
    """The first of a list, or None."""
    return values[0] if values else None


def last(values: tuple[Any, ...]) -> Any:
    """The last of a list, or None."""
    return values[-1] if values else None


LONGEST = 2_000
"""Characters of a message: what is longer is cut, so that no finding repeats a whole record many times."""


def join(parts: Iterable[str]) -> str:
    """The texts and values of a message, cut where it becomes too long."""
    taken: list[str] = []
    left = LONGEST
    for part in parts:
        if len(part) > left:
            return "".join([*taken, part[:left], "…"])
        taken.append(part)
        left -= len(part)
    return "".join(taken)


def format_value(value: Any) -> str:
    """A value as a message shows it."""
    if value is None:
        return say("values.nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = f"{value:,.2f}".rstrip("0").rstrip(".")
        return text if text not in ("-0", "") else "0"
    if isinstance(value, dict):  # a department's own fields
        value = tuple(f"{key}: {format_value(item)}" for key, item in value.items())
    if type(value) in (tuple, list):
        return ", ".join(map(format_value, value)) or say("values.nothing")
    return str(value)
