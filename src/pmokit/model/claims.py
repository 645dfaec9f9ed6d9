"""What text is accepted as a single value, and what the error says.

pydantic's own conversions are too generous for governance (`t` is true, `0` is 1970-01-01, `1_000` is
1000), so each kind has a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from pmokit.model.money import MINOR_UNITS, Money
from pmokit.model.time_zone import zone
from pmokit.words.catalogue import say, without_credentials

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{2}0")
"""A number that can be read in two ways: with a point behind its thousands, or with decimals."""
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_THREE = "|".join(name for name, digits in MINOR_UNITS.items() if digits == 3)
MONEY = re.compile(rf"([+-]?[0-9]{{1,15}}(?:\.[0-9]{{1,2}}|\.[0-9]{{3}}(?= (?:{_THREE})))?) ([A-Z]{{3}})")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REFERENCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*([:/.][a-z0-9]+(-[a-z0-9]+)*){0,3}")
CLAUSE = re.compile(r"[A-Z]{2,8}-[0-9]{1,3}(\.[0-9]{1,2})?")
# Before the @ whatever RFC 5322 allows without quotes: O'Neill has an address too.
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_NICK = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
HANDLE = re.compile(rf"@{_NICK}(/{_NICK}){{0,9}}|{EMAIL.pattern}")
PART = re.compile(
    r"project|schedule|finance|benefits|team|raid"
    r"|(gates|changes|baselines|reports|reviews)/[a-z0-9]+(-[a-z0-9]+)*"
)
TARGET = re.compile(rf"({PART.pattern})(\.[a-z][a-z0-9_]*)+")
FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}|[0-9A-F]{40}")
CURRENCY = re.compile(r"[A-Z]{3}")
FIELD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
URL = re.compile(r"""(https?://|mailto:)[^\s<>"'`\\]{3,2000}""")
# A host and a path and nothing else: an address of a repository has no credentials, query or fragment.
REPOSITORY = re.compile(
    r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%+-]{1,200}){1,20}/?"
)
BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}")
MAX_LINE = 300
MAX_PROSE = 20_000
MAX_MATCHED = 2_000
MAX_ID = 100
"""Characters of an id: it becomes the name of a file and of a page, with more around it."""
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2200, 12, 31)
UNSURE = "unsure"
"""The error of a value that was not accepted at first sight; the claim that it goes to next decides."""
CLAIMED = "[claim]"
"""The last part of the place that an error of such a claim names."""


def _refuse(rule: str, found: Any, expected: str) -> PydanticCustomError:
    shown = f"`{found}`" if isinstance(found, str) else _name(found)
    # pydantic formats the message itself, so the values stand in it already, braces and all.
    message = say("model.refused", expected=expected, found=shown)
    return PydanticCustomError(rule, "{message}", {"message": message})


def _name(found: Any) -> str:
    if isinstance(found, bool):
        return "true" if found else "false"
    return {dict: say("model.a-mapping"), list: say("model.a-list"), type(None): say("model.nothing")}.get(
        type(found), str(found)
    )


def _cut(found: str, length: int) -> str:
    return without_credentials(found)[:length]


def text(limit: int, one_line: bool) -> Callable[[Any], Any]:
    """A claim of a text of some length."""
    expected = say("model.expected.line" if one_line else "model.expected.text", limit=f"{limit:,}")

    def claim(value: Any) -> Any:
        if type(value) is not str or len(value) > limit or not value.strip():
            raise _refuse("bad-text", value if not isinstance(value, str) else _cut(value, 40), expected)
        if one_line and "\n" in value:
            raise _refuse("bad-text", _cut(value.splitlines()[0], 40) + "…", expected)
        return value

    return claim


def matching(
    pattern: re.Pattern[str], rule: str, expected: str, limit: int = MAX_MATCHED
) -> Callable[[Any], Any]:
    """A claim of a text of a pattern."""

    def claim(value: Any) -> Any:
        if type(value) is not str or len(value) > limit or not pattern.fullmatch(value):
            raise _refuse(rule, _cut(value, 80) if isinstance(value, str) else value, expected)
        return value

    return claim


# `index` is the address of lists on the site; Windows keeps the others for devices.
RESERVED = {
    "index",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)),
}
an_id = matching(
    re.compile(rf"(?!(?:{'|'.join(sorted(RESERVED))})$){ID.pattern}"),
    "bad-id",
    say("model.expected.id", limit=MAX_ID),
    MAX_ID,
)


def claim_day(value: Any) -> Any:
    """A day from its text; raises PydanticCustomError."""
    if type(value) is str and DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise _refuse("bad-date", value, say("model.expected.real-day")) from None
        if FIRST_DAY <= day <= LAST_DAY:
            return day
        raise _refuse("bad-date", value, say("model.expected.day-in-range"))
    if type(value) is date:
        return value
    raise _refuse("bad-date", value, say("model.expected.day"))


def number(low: int, high: int, expected: str) -> Callable[[Any], Any]:
    """A claim of a number in a range."""

    def claim(value: Any) -> Any:
        if type(value) is str and NUMBER.fullmatch(value):
            if THOUSANDS.fullmatch(value):
                one, two = value.replace(".", ""), value.rstrip("0").rstrip(".")
                raise _refuse("bad-number", value, say("model.expected.one-meaning", one=one, two=two))
            number = Decimal(value)
            if low <= number <= high:
                return number
        if type(value) is Decimal:
            return value
        raise _refuse("bad-number", value, expected)

    return claim


def whole(low: int, high: int) -> Callable[[Any], Any]:
    """A claim of a whole number in a range."""
    expected = say("model.expected.whole", low=f"{low:,}", high=f"{high:,}")

    def claim(value: Any) -> Any:
        if type(value) is str and WHOLE.fullmatch(value) and low <= int(value) <= high:
            return int(value)
        if type(value) is int:
            return value
        raise _refuse("bad-number", value, expected)

    return claim


def time_zone(value: Any) -> Any:
    """A name of the list of time zones; raises PydanticCustomError."""
    if type(value) is str and zone(value):
        return value
    raise _refuse("bad-text", value, say("model.expected.time-zone"))


def money(value: Any) -> Any:
    """An amount from its text; raises PydanticCustomError."""
    if type(value) is str and (match := MONEY.fullmatch(value)):
        return Money(Decimal(match[1]), match[2])
    if type(value) is Money:
        return value
    raise _refuse("bad-money", value, say("model.expected.money"))


def fits(claim: Callable[[Any], Any], value: Any) -> bool:
    """Whether a claim accepts a value."""
    try:
        claim(value)
    except PydanticCustomError:
        return False
    return True


def claim_flag(value: Any) -> Any:
    """A flag from its text; raises PydanticCustomError."""
    if value in ("true", True):
        return True
    if value in ("false", False):
        return False
    raise _refuse("bad-flag", value, say("model.expected.flag"))


HUGE = 10**15
claim_number = number(-HUGE, HUGE, say("model.expected.number"))
