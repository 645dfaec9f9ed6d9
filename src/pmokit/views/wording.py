"""How days look in sentences and tables, the same on every page, sheet and mail."""

from __future__ import annotations

from datetime import date

from pmokit.words.catalogue import say

MONTHS = (
    say("views.jan"),
    say("views.feb"),
    say("views.mar"),
    say("views.apr"),
    say("views.may"),
    say("views.jun"),
    say("views.jul"),
    say("views.aug"),
    say("views.sep"),
    say("views.oct"),
    say("views.nov"),
    say("views.dec"),
)
_LONG = (
    say("views.january"),
    say("views.february"),
    say("views.march"),
    say("views.april"),
    say("views.may"),
    say("views.june"),
    say("views.july"),
    say("views.august"),
    say("views.september"),
)
_NAMES = (*_LONG, say("views.october"), say("views.november"), say("views.december"))


def short_day(day: date | None, nothing: str = "") -> str:
    """`2 Dec 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else nothing


def long_day(day: date) -> str:
    """`2 December 2026`."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def days(number: int) -> str:
    """`1 day`, `14 days`, whatever the sign."""
    return f"{abs(number)} day{'' if abs(number) == 1 else 's'}"
