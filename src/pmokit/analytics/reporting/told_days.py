"""The days that a sentence of a report names in words or figures, such as 4 December, Dec 4 or 2026-12-04."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
_MONTH = "|".join((*_MONTHS, *_SHORT))
# "It may 5" is no day.
_FIRST = "|".join(name for name in (*_MONTHS, *_SHORT) if name != "may")
DAY = (
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH})\b(?:,? 20\d\d)?"
    rf"|\b(?:{_FIRST}) \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? 20\d\d)?|\b20\d\d-\d\d-\d\d\b)"
)
"""The pattern of a day in a text in small letters."""
_DAY = re.compile(DAY)
_PARTS = re.compile(
    rf"(?P<iso>20\d\d-\d\d-\d\d)|(?P<year>20\d\d)|(?P<day>\d{{1,2}})|(?P<month>\b(?:{_MONTH})\b)"
)


def days_in(sentence: str, near: date) -> set[date]:
    """The days that a sentence in small letters names. One without a year is the one nearest to a day."""
    return {day for found in _DAY.finditer(sentence) if (day := day_of(found[0], near)) is not None}


def day_of(words: str, near: date) -> date | None:
    """The day that some words in small letters mean; None for a day that no calendar has."""
    parts = {found.lastgroup: found[0] for found in _PARTS.finditer(words)}
    try:
        if "iso" in parts:
            return date.fromisoformat(parts["iso"])
        month = 1 + next(place for place, name in enumerate(_MONTHS) if name.startswith(parts["month"][:3]))
        number = int(parts["day"])
        if "year" in parts:
            return date(int(parts["year"]), month, number)
        some = [date(near.year + shift, month, number) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(some, key=lambda day: abs(day - near))
