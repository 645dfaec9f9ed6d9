"""What to write instead of a typical mistake, made of the parts that were found."""

from __future__ import annotations

import re
from decimal import Decimal

Groups = tuple[str, ...]
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_TIMES = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "–": "-", "—": "-", "−": "-", "×": "*", "÷": "/", "·": "*"}
_FOREIGN = {
    "===": "==", "!==": "!=", "<>": "!=", "=<": "<=", "=>": ">=", "=!": "!=", ":=": "==", "xor": "!=",
    "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "~": "not",
}  # fmt: skip
_LESS = re.compile(r"\b(?:less|fewer|smaller|lower|earlier|sooner|shorter|before|below|under|most|up)\b")
_EQUAL = re.compile(r"\b(?:or equal|on or|at least|at most|up to)\b")
OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def operator(found: Groups) -> str:
    """The operator for a sign or for words."""
    plain = " ".join(next(part for part in reversed(found) if part).split())
    if better := {**SIGNS, **_FOREIGN}.get(plain):
        return better
    if plain[0] in "<>=!":
        return plain.replace(" ", "")
    if re.search(r"\b(?:equals?(?: to)?|same as)$", plain) and "or equal" not in plain:
        sign = "=="
    elif "differ" in plain:
        sign = "!="
    else:
        sign = ("<" if _LESS.search(plain) else ">") + ("=" if _EQUAL.search(plain) else "")
    return OPPOSITE[sign] if re.search(r"\b(?:not|no|never)\b", plain) else sign


def none_test(found: Groups) -> str:
    """`risk.owner is None`, for a comparison with whatever other languages call nothing."""
    value, sign = found[1], found[2].lower()
    return f"{value} is not None" if "not" in sign or sign in ("!=", "<>") else f"{value} is None"


def inside(found: Groups) -> str:
    """`in` or `not in`, for `is in`, `is not in` and `one of`."""
    return "not in" if found[1] else "in"


def presence(found: Groups) -> str:
    """The same for a function that asks whether there is a value."""
    there = found[2].lower().startswith(("exists", "has", "defined", "not", "filled"))
    return f"{found[3]} is {'not ' if there != bool(found[1]) else ''}None"


def day(found: Groups) -> str:
    """A date in the form of expressions."""
    return f'date("{found[1]}-{found[2]:0>2}-{found[3]:0>2}")'


def day_first(found: Groups) -> str:
    """The same for a date that begins with its day."""
    return day((found[0], *reversed(found[1:])))


def slashed_day(found: Groups) -> str:
    """A date with its year last; nothing where day and month could be confused."""
    one, two, year = (int(part) for part in found[1:])
    if max(one, two) > 12 >= min(one, two):
        return f'date("{year}-{min(one, two):0>2}-{max(one, two):0>2}")'
    return ""


def day_text(written: str) -> str:
    """A date in whatever form, as an expression has it; nothing where it is not certain what is meant."""
    if (hit := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written)) is not None:
        return day((hit[0], hit[1], hit[2], hit[3]))
    if (hit := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written)) is not None:
        return day_first((hit[0], hit[1], hit[2], hit[3]))
    if (hit := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written)) is not None:
        return slashed_day((hit[0], hit[1], hit[2], hit[3]))
    return ""


def amount(found: Groups) -> str:
    """An amount in the form of expressions; nothing where its digits or its currency are not plain.

    A group of three digits behind a comma or a point is thousands: no amount has three decimals.
    """
    number = re.sub(r"[ ']", "", found[1])
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d+,\d{1,2}", number):
        number = number.replace(".", "").replace(",", ".")
    number = re.sub(r",(?=\d{3}(?:\D|$))", "", number)
    code = _CODES.get(found[2].lower().rstrip("s"), found[2])
    return f'money("{number} {code}")' if re.fullmatch(r"\d+(\.\d{1,2})?", number) else ""


_CODES = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "dollar": "USD", "pound": "GBP"}


def large_amount(found: Groups) -> str:
    """The same for thousands, millions and billions in words."""
    number = Decimal(found[1].replace(",", ".")) * _TIMES[found[2].lower()]
    return amount((found[0], f"{number.normalize():f}", found[3]))


def days(found: Groups) -> str:
    """A duration as a number of days."""
    return str(int(found[1]) * _DAYS[found[2][0]])


def digits(found: Groups) -> str:
    """A number with all its digits, and nothing between them."""
    if found[2].lower() in _TIMES:
        return str(int(found[1]) * _TIMES[found[2].lower()])
    return found[1] + re.sub(r"\D", "", found[2])


def part_of_text(found: Groups) -> str:
    """A search in a text."""
    part = found[3].replace("%", "").replace("*", "")
    return f"{'not ' if found[2] else ''}contains({found[1]}, {part})"


def looped(found: Groups) -> str:
    """A loop over a list with a condition on its entries."""
    condition = re.sub(r"^(?:each|every|\w+\s*(?:->|=>|:))\s*", "", found[3].strip())
    if re.fullmatch(r"[\"'][\w.]+[\"']", condition):
        condition = f"x.{condition[1:-1]} is not None"
    if not condition.startswith("x."):
        condition = f"x.{condition}"
    if found[1] == "count":
        return f"count(x for x in {found[2]} if {condition})"
    return f"{found[1]}({condition} for x in {found[2]})"


def looped_by_name(found: Groups) -> str:
    """A loop whose entries have a name already."""
    function = "any" if found[1] == "exists" else found[1]
    return f"{function}({found[4].strip()} for {found[2]} in {found[3]})"


def listed_in_brackets(found: Groups) -> str:
    """A list."""
    return f"[{found[-1]}]"


def entry(found: Groups) -> str:
    """A field by its name; an entry by its position, of which only the first and the last have a function."""
    position = found[2].strip("\"'")
    if position == found[2]:
        return f"{'last' if position == '-1' else 'first'}({found[1]})"
    return f"{found[1]}.{position}"


def side_by_side(found: Groups) -> tuple[str, ...]:
    """What two parts without a sign between them may have been meant to be, the likeliest first."""
    one, two = found[1], found[2]
    return f"{one}.{two}", f"{one} == {two}", f'{one} == "{two}"', f"{one} and {two}"


def sheet_logic(found: Groups) -> str:
    """`a and b`, for the functions AND and OR of spreadsheets."""
    joined = f" {found[1].lower()} ".join(_arguments(found[2]))
    return f"({joined})"


def sheet_if(found: Groups) -> str | None:
    """`a and b`, for `IF(a, b, FALSE)` and its like; `b if a else c` where both are values."""
    parts = _arguments(found[1])
    if not 1 < len(parts) < 4:
        return None
    test, yes, no = [*parts, "FALSE"][:3]
    if yes.upper() in _FLAGS and no.upper() in _FLAGS:
        return f"not ({test})" if yes.upper() == "FALSE" else test
    if no.upper() == "FALSE":
        return f"{_bracketed(test)} and {_bracketed(yes)}"
    if yes.upper() == "TRUE":
        return f"{test} or {no}"
    if no.upper() == "TRUE":
        return f"not ({test}) or {yes}"
    if yes.upper() == "FALSE":
        return f"not ({test}) and {_bracketed(no)}"
    return f"{yes} if {test} else {no}"


_FLAGS = ("TRUE", "FALSE")


def sheet_if_within(found: Groups) -> str | None:
    """The same in brackets, inside of a larger expression."""
    better = sheet_if(found)
    return None if better is None else f"({better})"


def _bracketed(condition: str) -> str:
    is_loose = re.search(r"\b(?:or|if)\b", condition, re.IGNORECASE)
    return f"({condition})" if is_loose and not re.fullmatch(r"\([^()]*\)", condition) else condition


def _arguments(text: str) -> list[str]:
    """What is between the commas or semicolons that are not in brackets or quotes."""
    parts, depth, quote = [""], 0, ""
    for sign in text:
        quote = ("" if sign == quote else quote) if quote else sign if sign in "\"'" else ""
        depth += (sign in "([") - (sign in ")]")
        if sign in ",;" and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def sheet_loop(found: Groups) -> str:
    """A loop, for the functions of spreadsheets that count or add what meets a condition."""
    if found[1].startswith("COUNT"):
        return f"count(x for x in {found[2]} if ...)"
    return f"sum(... for x in {found[2]} if ...)"
