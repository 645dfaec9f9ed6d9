"""The days that a sentence of a report names in words, such as 4 December."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b(?: (20\d\d))?")


def days_in(sentence: str, near: date) -> set[date]:
    """The days that a sentence in small letters names. One without a year is the one nearest to a day."""
    return {day for found in _DAY.finditer(sentence) if (day := _day(found, near)) is not None}


def _day(found: re.Match[str], near: date) -> date | None:
    number, month = int(found[1]), _MONTHS.index(found[2]) + 1
    try:
        if found[3]:
            return date(int(found[3]), month, number)
        some = [date(near.year + shift, month, number) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(some, key=lambda day: abs(day - near))
