"""How days look in sentences and tables, the same on every page, sheet and mail."""

from __future__ import annotations

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
_NAMES = (*_LONG, "October", "November", "December")


def short_day(day: date | None, nothing: str = "") -> str:
    """`2 Dec 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else nothing


def long_day(day: date) -> str:
    """`2 December 2026`."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def days(number: int) -> str:
    """`1 day`, `14 days`, whatever the sign."""
    return f"{abs(number)} day{'' if abs(number) == 1 else 's'}"
