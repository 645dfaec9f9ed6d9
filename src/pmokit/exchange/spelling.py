"""How a source spells numbers, amounts and days, and the one value that a cell then says.

Nothing is guessed: a sign that the mapping does not explain, a second amount, a unit that nobody stated or
a day that two forms read differently makes a cell unclear, and whoever asked learns why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from pmokit.model.money import minor_units
from pmokit.words.catalogue import say

_MINUS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_APOSTROPHES = "'\u2019\u02bc\uff07"
_SIGNS = {"EUR": "€"}
"""Signs that stand for one currency alone; `$` and `£` do not."""
_MOST = 10**15


class Unclear(ValueError):
    """A cell that does not plainly say one value; the text says why."""


class Spelling(NamedTuple):
    """How numbers are written: the sign before the decimals, the one between thousands, and the unit
    beside the number. An empty one does not occur."""

    decimal: str = ""
    thousands: str = ""
    unit: str = ""


def number(text: str, spelling: Spelling, units: Iterable[str] = ()) -> Decimal:
    """The number that a text says. `units` are further texts that may stand beside it. Raises Unclear."""
    rest, negative = _without_sign(" ".join(text.split()), {spelling.unit, *units})
    digits, exponent = rest, 0
    if power := re.fullmatch(r"(.*\d)[eE]([+-]?[0-9]{1,2})", rest):
        digits, exponent = power[1], int(power[2])
    before, sign, after = digits.partition(spelling.decimal) if spelling.decimal else (digits, "", "")
    whole = _joined(before, spelling.thousands)
    if sign and not before:
        whole = "0"
    if not whole.isdecimal() or (sign and not after.isdecimal()):
        raise _unclear(text, rest, spelling)
    value = Decimal(f"{_plain(whole)}{sign and '.'}{_plain(after)}").scaleb(exponent)
    return -value if negative else value


def amount(text: str, spelling: Spelling, currency: str, scale: Decimal) -> str:
    """The amount that a text says, in digits and rounded to the currency's minor units: `1200.50 EUR`.

    Raises Unclear.
    """
    value = number(text, spelling, (currency, _SIGNS.get(currency, ""))) * scale
    if abs(value) >= _MOST:
        raise Unclear(say("import.amount-too-large"))
    return f"{value.quantize(Decimal(1).scaleb(-minor_units(currency)), ROUND_HALF_EVEN):f} {currency}"


def day(text: str, forms: Iterable[str], language: str) -> date:
    """The day that a text says by forms such as `%d.%m.%Y`; names of months are those of a language, by its
    code. Raises Unclear."""
    found: set[date] = set()
    plain = " ".join(_plain(text).split())
    for form in forms:
        named = "%b" in form or "%B" in form
        for spelt in _in_english(plain, language) if named else (plain,):
            try:
                found.add(datetime.strptime(spelt, form).date())
            except ValueError:
                continue
    if len(found) > 1:
        raise Unclear(say("import.two-days", days=" or ".join(sorted(map(str, found)))))
    if not found:
        raise Unclear(say("import.bad-date"))
    return found.pop()


def _in_english(text: str, language: str) -> Iterator[str]:
    """A text with the names of months as Python's own forms know them: whole for `%B`, short for `%b`."""
    from babel.core import Locale

    locale = Locale.parse(language, sep="-")
    numbers = {
        name.casefold().rstrip("."): number
        for names in locale.months.values()
        for width in ("wide", "abbreviated")
        for number, name in names[width].items()
    }
    for width in ("wide", "abbreviated"):
        english = Locale("en").months["format"][width]

        def translated(word: re.Match[str], english: Mapping[int, str] = english) -> str:
            number = numbers.get(word[1].casefold())
            return word[0] if number is None else english[number]

        yield re.sub(r"([^\W\d_]+)\.?", translated, text)


def _without_sign(text: str, units: set[str]) -> tuple[str, bool]:
    """A text without its unit and sign, and whether it is below zero; each stands there once at most."""
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    signed = negative
    left = sorted(filter(None, units), key=len, reverse=True)
    while text:
        unit = next((unit for unit in left if text.startswith(unit) or text.endswith(unit)), None)
        if unit is not None:
            text = (text[len(unit) :] if text.startswith(unit) else text[: -len(unit)]).strip()
            left = []
        elif not signed and text[0] in _MINUS + "+":
            negative, signed, text = text[0] != "+", True, text[1:].strip()
        # As accounting systems write it. A plus at the end means "and more".
        elif not signed and text[-1] in _MINUS:
            negative, signed, text = True, True, text[:-1].strip()
        else:
            break
    return text, negative


def _joined(text: str, thousands: str) -> str:
    """The digits of a whole number whose groups are parted by a sign; the text itself if they are not."""
    if not thousands:
        return text
    if thousands in _APOSTROPHES:
        text = re.sub(f"[{_APOSTROPHES}]", thousands, text)
    elif thousands.isspace():
        thousands = " "
    first, *groups = text.split(thousands)
    # Groups of three; in India, with commas, the last one has three digits and each before it two.
    if groups and len(groups[-1]) == 3 and 1 <= len(first) <= 3:
        sizes = {len(group) for group in groups[:-1]}
        if sizes <= {3} or (sizes == {2} and len(first) <= 2 and thousands == ","):
            return "".join((first, *groups))
    return text


def _plain(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _unclear(text: str, rest: str, spelling: Spelling) -> Unclear:
    known = (spelling.decimal, spelling.thousands)
    strange = [sign for sign in rest if not sign.isdecimal() and sign not in known]
    if strange and set(strange) <= {".", ",", " ", *_APOSTROPHES} and rest[0].isdecimal():
        return Unclear(say("import.sign-unexplained", sign=strange[0]))
    if "%" in text and spelling.unit != "%":
        return Unclear(say("import.percent-unexplained"))
    return Unclear(say("import.bad-number"))
