"""What to write instead of a typical mistake, made of the parts that were found."""

from __future__ import annotations

import re

Groups = tuple[str, ...]
EXAMPLE_DAY, EXAMPLE_AMOUNT = 'date("2026-01-31")', 'money("50000 EUR")'
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_TIMES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9}
SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "–": "-", "—": "-", "−": "-", "×": "*", "÷": "/", "·": "*"}
_FOREIGN = {
    "===": "==", "!==": "!=", "<>": "!=", "=<": "<=", "=>": ">=", "=!": "!=", ":=": "==", "xor": "!=",
    "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "~": "not",
}  # fmt: skip
_WORDS = (
    ("not equal", "!="),
    ("at least", ">="),
    ("at most", "<="),
    ("equal", "=="),
    *((word, "<") for word in ("less", "fewer", "smaller", "lower", "earlier", "before", "below", "under")),
)


def operator(found: Groups) -> str:
    """The operator for a sign or for words."""
    plain = " ".join(next(part for part in reversed(found) if part).split())
    if better := {**SIGNS, **_FOREIGN}.get(plain):
        return better
    if plain[0] in "<>=!":
        return plain.replace(" ", "")
    return next((sign for words, sign in _WORDS if words in plain), ">")


def none_test(found: Groups) -> str:
    """`risk.owner is None`, for a comparison with whatever other languages call nothing."""
    value, sign = found[1], found[2].lower()
    return f"{value} is not None" if "not" in sign or sign in ("!=", "<>") else f"{value} is None"


def set_test(found: Groups) -> str:
    """The same for `is set` and `is not set`."""
    return f"{found[1]} is {'' if found[2] else 'not '}None"


def inside(found: Groups) -> str:
    """`in` or `not in`, for `is in`, `is not in` and `one of`."""
    return "not in" if found[1] else "in"


def age(found: Groups) -> str:
    """The days since a date, compared with a number."""
    return f"today - {found[1]} > {days(('', found[2], found[3]))}"


def share(found: Groups) -> str:
    """A percentage as a factor."""
    return f"{int(found[2]) / 100:g}"


def presence(found: Groups) -> str:
    """The same for a function that asks whether there is a value."""
    there = found[2].lower().startswith(("exists", "has", "defined", "not", "filled"))
    return f"{found[3]} is {'not ' if there != bool(found[1]) else ''}None"


def day(found: Groups) -> str:
    """A date in the form of expressions; an example where day and month could be confused."""
    if len(found) == 4:
        return f'date("{found[1]}-{found[2]:0>2}-{found[3]:0>2}")'
    return EXAMPLE_DAY


def day_first(found: Groups) -> str:
    """The same for a date that begins with its day."""
    return day((found[0], *reversed(found[1:])))


def amount(found: Groups) -> str:
    """An amount in the form of expressions; an example where its digits or its currency are not plain."""
    number = re.sub(r"[ ']|,(?=\d{3}(?:\D|$))", "", found[1])
    code = {"€": "EUR", "$": "USD", "£": "GBP"}.get(found[2], found[2])
    return f'money("{number} {code}")' if re.fullmatch(r"\d+(\.\d{1,2})?", number) else EXAMPLE_AMOUNT


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
