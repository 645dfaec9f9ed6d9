"""Conditions as people say them in a sentence: days, shares, what is there, and comparisons in words.

Each has the name of its message, a pattern over an expression in which texts are blanked out, and what makes
the expression of its groups; nothing where it is not what it looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pmokit.rules.language.rewriting import OPPOSITE, Groups, days

QUOTE = "\x01"
"""A text is blanked out between two of these, so that what is left of quotes has no partner."""
NAME = r"[\w.]+(?:\([^()]*\))?"
X = rf"(?:{NAME}|{QUOTE}_*{QUOTE})"
"""One value: a name with its fields, a number, a text, a call."""
_VALUE = rf"(?<![\w.])(?!(?:and|or|not|in|is|if|else|for)\b)({X})"
_IS = r"(?:(?:is|are|was|were)\s+)?"
_TIME = r"(\d+)\s*(days?|weeks?|months?|years?)"
_HOW_MUCH = (
    r"(more\s+than|over|longer\s+than|at\s+least|no\s+less\s+than|less\s+than|fewer\s+than|under|at\s+most|"
    r"no\s+more\s+than|no\s+longer\s+than|up\s+to|exactly)"
)
_SIGNS = {
    "more than": ">", "over": ">", "longer than": ">", "at least": ">=", "no less than": ">=",
    "less than": "<", "fewer than": "<", "under": "<", "at most": "<=", "no more than": "<=",
    "no longer than": "<=", "up to": "<=", "exactly": "==",
}  # fmt: skip
_SHARE = r"(\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per\s+cent\b)"
_ABOVE = r"(more|higher|greater|larger|above|over|less|lower|smaller|below|under|fewer)(?:\s+than)?"
_DOWN = ("less", "lower", "smaller", "below", "under", "fewer")
_END = r"(?=\s*(?:$|[),;]|(?:and|or|if|else|for|AND|OR)\b))"
_BEEN = r"(?:(?:is|are|was|has\s+been)\s+)?"
_CALLED = r"(?:\(\s*\))?(?![\w.(])"
_THERE = (
    r"set|given|defined|filled(?:\s+(?:in|out))?|present|there|known|entered|provided|specified|stated|"
    r"available|named|recorded|supplied|chosen|selected|assigned|required|mandatory|complete|completed"
)
_ABSENT = r"unset|unknown|undefined|missing|empty|blank|absent|unspecified|unfilled"
_EARLIER = ("before", "ahead of", "earlier than")


def within(found: Groups) -> str | None:
    """`abs(x - today) <= 45`, for a day within 45 days; on one side of today where it is said which."""
    value, negated, word, side, relation = found[1], found[2], found[3], found[4], found[7]
    number, other = days(("", found[5], found[6])), found[8] or "today"
    if side in ("last", "past", "previous") or relation == "before":
        better = f"{other} - {number} <= {value} <= {other}"
    elif side or relation in ("after", "since"):
        better = f"{other} <= {value} <= {other} + {number}"
    elif word == "in":
        return None
    else:
        return f"abs({other} - {value}) {'>' if negated else '<='} {number}"
    return f"not {better}" if negated else better


def distance(found: Groups) -> str:
    """The days between a date and today, compared with a number: `more than 30 days ago`."""
    value, sign = found[1], _sign(found[3], found[2])
    is_past = found[6] in ("ago", "old", "in the past", "overdue", "late")
    days_between = f"today - {value}" if is_past else f"{value} - today"
    return f"{days_between} {sign} {days(('', found[4], found[5]))}"


def age(found: Groups) -> str:
    """The same for `older than` and `younger than`."""
    sign = ">" if found[3] == "older" else "<"
    return f"today - {found[1]} {OPPOSITE[sign] if found[2] else sign} {days(('', found[4], found[5]))}"


def apart(found: Groups) -> str:
    """The days between two dates, compared with a number: `more than 30 days after`."""
    one, two = (found[7], found[1]) if found[6] in _EARLIER else (found[1], found[7])
    return f"{one} - {two} {_sign(found[3], found[2])} {days(('', found[4], found[5]))}"


def later_by(found: Groups) -> str:
    """The same for `later than b by more than 30 days`."""
    one, two = (found[3], found[1]) if found[2].startswith(("earlier", "before")) else (found[1], found[3])
    return f"{one} - {two} {_sign(found[4] or 'more than', '')} {days(('', found[5], found[6]))}"


def shifted(found: Groups) -> str:
    """A day before or after another one."""
    number = days(("", found[1], found[2]))
    if not found[4]:
        return f"today {'-' if found[3] == 'ago' else '+'} {number}"
    return f"{found[4]} {'-' if found[3] == 'before' else '+'} {number}"


def past(found: Groups) -> str:
    """A comparison with today."""
    sign = ">" if found[3] == "future" else "<"
    return f"{found[1]} {OPPOSITE[sign] if found[2] else sign} today"


def above(found: Groups) -> str:
    """`a > b * 1.1`, for `a is more than 10% above b`."""
    return _beyond(found[1], found[3], found[4], found[2], found[5])


def exceeding(found: Groups) -> str:
    """The same for `a exceeds b by more than 10%`."""
    return _beyond(found[1], found[6], found[2], found[5] or "more than", found[4])


def _beyond(value: str, share: str, word: str, how_much: str, other: str) -> str:
    is_down = any(down in word for down in _DOWN)
    sign = _sign(how_much, "") if how_much else ">="
    turned = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "=="}[sign] if is_down else sign
    return f"{value} {turned} {other} * {_factor(share, -1 if is_down else 1)}"


def more_than_whole(found: Groups) -> str:
    """`b * 1.1`, for `10% more than b`."""
    return f"{found[3]} * {_factor(found[1], -1 if found[2] in _DOWN else 1)}"


def raised(found: Groups) -> str:
    """The same for `b + 10%`."""
    sign = "-" if found[2] in ("-", "minus") else "+"
    if found[1][0].isdigit():
        return f"{found[1]} {sign} {_factor(found[3])}"
    return f"{found[1]} * {_factor(found[3], int(f'{sign}1'))}"


def part_of(found: Groups) -> str:
    """`b * 0.9`, for `90% of b`; all of it is `b` itself."""
    factor = _factor(found[1])
    return found[2] if factor == "1" else f"{found[2]} * {factor}"


def factor(found: Groups) -> str:
    """A share as a number between 0 and 1."""
    return _factor(found[2])


def _factor(share: str, sign: int = 0) -> str:
    number = Decimal(share.replace(",", ".")) / 100
    return f"{(1 + sign * number if sign else number).normalize():f}"


def is_there(found: Groups) -> str:
    """A value that is said to be there."""
    return f"{found[1]} is {'' if found[2] else 'not '}None"


def is_missing(found: Groups) -> str:
    """A value that is said not to be there."""
    return f"{found[1]} is {'not ' if found[2] else ''}None"


def has_value(found: Groups) -> str:
    """The same for `has a value` and `has no value`."""
    return f"{found[1]} is {'' if found[2] or found[3] == 'no' else 'not '}None"


def words(found: Groups) -> str:
    """The number of words in a text, compared with a number."""
    return f"words({found[1]}) {_sign(found[3], found[2])} {found[4]}"


def entries(found: Groups) -> str:
    """The number of entries in a list, compared with a number."""
    number = "1" if found[4] == "one" else found[4]
    return f"count({found[1]}) {_sign(found[3] or 'exactly', found[2])} {number}"


def or_more(found: Groups) -> str:
    """`a >= 3`, for `a is 3 or more`."""
    sign = "<=" if found[3] in (*_DOWN, "earlier", "before") else ">="
    return f"{found[1]} {sign} {found[2]}"


def _sign(how_much: str, negated: str) -> str:
    sign = _SIGNS[" ".join(how_much.split())]
    return OPPOSITE[sign] if negated else sign


Sentence = tuple[str, str, Callable[[Groups], str | None] | str]
_NOT = r"((?:not|no)\s+)?"
SENTENCES: tuple[Sentence, ...] = (
    ("modal", r"\b(is|does|are|was|has|must|should|can)n['’]t\b", "{1} not"),
    ("modal", r"\b(?:must|should|shall|has\s+to|have\s+to|needs?\s+to|may|can)\s*(not\s+)?be\b",
     lambda g: "is not" if g[1] else "is"),
    ("modal", r"\b(?:must|should|shall|may|can)\s*not\b(?=\s+\w)", "does not"),
    ("modal", r"\b(?:must|should|shall)\b(?=\s+\w)", "does"),
    ("age", rf"{_VALUE}\s+{_IS}(not\s+)?(within|in)\s+(?:the\s+)?(?:(last|past|previous|next|coming)\s+)?"
     rf"{_TIME}\b(?:\s+(of|from|after|before|since)\s+({X}))?", within),
    ("age", rf"{_VALUE}\s+{_IS}(not\s+)?{_HOW_MUCH}\s+{_TIME}\s+"
     r"(ago|old|in\s+the\s+past|overdue|late|away|ahead|from\s+now|in\s+the\s+future)\b", distance),
    ("age", rf"{_VALUE}\s+{_IS}{_NOT}(older|younger|newer)\s+than\s+{_TIME}\b", age),
    ("age", rf"{_VALUE}\s+{_IS}(not\s+)?{_HOW_MUCH}\s+{_TIME}\s+"
     rf"(after|before|behind|ahead\s+of|later\s+than|earlier\s+than|past)\s+({X})", apart),
    ("age", rf"{_VALUE}\s+(?:is\s+)?(later\s+than|after|beyond|past|exceeds|earlier\s+than|before)\s+({X})"
     rf"\s+by\s+(?:{_HOW_MUCH}\s+)?{_TIME}\b", later_by),
    ("age", rf"(?<![\w.])days\s+since\s+({X})", "(today - {1})"),
    ("age", rf"(?<![\w.])days\s+(?:until|till|to)\s+({X})", "({1} - today)"),
    ("age", rf"(?<![\w.])(?:the\s+)?age(?:\s+of\s+|\()({X})\)?", "(today - {1})"),
    ("age", rf"(?<![\w.])(?:the\s+)?(?:days|difference)\s+between\s+({X})\s+and\s+({X})", "abs({1} - {2})"),
    ("loop", rf"(?<![\w.])(?:the\s+)?(?:number|count)\s+of\s+({X})", "count({1})"),
    ("loop", rf"(?<![\w.])(?:the\s+)?(sum|total)\s+of\s+({X})", "sum({2})"),
    ("age", rf"{_TIME}\s+(after|before|from)\s+(?!now\b)({X})", shifted),
    ("age", rf"{_TIME}\s+(ago|from\s+now)\b()", shifted),
    ("age", rf"{_VALUE}\s+{_IS}(not\s+)?in\s+the\s+(past|future)\b", past),
    ("age", rf"{_VALUE}\s+(?:has\s+|is\s+)(not\s+)?(passed|overdue)\b", past),
    ("search", rf"{_VALUE}\s+(?:(?:is|has)\s+)?(not\s+)?{_HOW_MUCH}\s+(\d+)\s+words?(?:\s+long)?\b", words),
    ("loop", rf"{_VALUE}\s+(?:has|have|contains?)\s+(not\s+)?(?:{_HOW_MUCH}\s+)?(\d+|one)"
     rf"(?:\s+(?:entry|entries|items?|lines?|values?))?{_END}", entries),
    ("share", rf"{_VALUE}\s+{_IS}(?:{_HOW_MUCH}\s+)?{_SHARE}\s+{_ABOVE}\s+({X})", above),
    ("share", rf"{_VALUE}\s+(exceeds|(?:is\s+)?{_ABOVE})\s+({X})\s+by\s+"
     rf"(?:{_HOW_MUCH}\s+)?{_SHARE}", exceeding),
    ("share", rf"{_SHARE}\s+{_ABOVE}\s+({X})", more_than_whole),
    ("share", rf"{_SHARE}\s+of\s+(?:the\s+)?({X})", part_of),
    ("share", rf"(?P<at>{_SHARE}\s+of)\s*(?=\()", lambda g: f"{_factor(g[2])} *"),
    ("share", rf"{_VALUE}\s*(\+|-|plus\b|minus\b)\s*{_SHARE}(?!\s*[*(\w])", raised),
    ("share", rf"\*\s*(?P<at>{_SHARE})", factor),
    ("share", rf"(?P<at>{_SHARE})\s*\*", factor),
    ("share", rf"/\s*{X}\s*(?:[<>]=?|==?|!=)\s*(?P<at>{_SHARE})", factor),
    ("share", rf"(?<![\w.])half\s+(?:of\s+)?(?:the\s+)?({X})", "{1} * 0.5"),
    ("share", rf"(?<![\w.])(?:twice|double)\s+(?:the\s+)?({X})", "{1} * 2"),
    ("presence", rf"{_VALUE}\s+(?:do(?:es)?\s+)?(not\s+)?exists?\b{_END}", is_there),
    ("presence", rf"{_VALUE}\s+{_BEEN}(not\s+)?(?:yet\s+)?(?:{_THERE})\b{_END}", is_there),
    ("presence", rf"{_VALUE}\s+{_BEEN}(not\s+)?(?:{_ABSENT})\b{_END}", is_missing),
    ("presence", rf"{_VALUE}\s+(?:do(?:es)?\s+)?(not\s+)?(?:has|have)\s+(?:(an?|any|no)\s+)?"
     rf"(?:values?|entry|entries)\b{_END}", has_value),
    ("presence", rf"(?<![\w.])([\w.]+)\.(?:exists|is_?set|has_?value|not_?empty|is_?defined){_CALLED}",
     "{1} is not None"),
    ("presence", rf"(?<![\w.])([\w.]+)\.(?:is_?empty|empty|is_?null|is_?none|is_?blank|missing){_CALLED}",
     "{1} is None"),
    ("in-words", rf"\bis\s+(not\s+)?({X}(?:\s*,\s*{X})+)\s+or\s+({X})",
     lambda g: f"{g[1]}in [{g[2]}, {g[3]}]"),
    ("in-words", rf"{_VALUE}\s+(?:is|are|==?)\s+(?!on\b)({X}(?:\s*\*\s*[\d.]+)?)\s+or\s+"
     r"(more|higher|above|greater|later|after|less|fewer|lower|below|earlier|before|under)\b", or_more),
    ("in-words", rf"{_VALUE}\s+(?:is\s+)?not\s+(?:between|from)\s+({X})\s+(?:and|to)\s+({X})",
     "not {2} <= {1} <= {3}"),
    ("in-words", rf"{_VALUE}\s+(?:is\s+)?(?:between\s+({X})\s+and|from\s+({X})\s+to)\s+({X})",
     lambda g: f"{g[2] or g[3]} <= {g[1]} <= {g[4]}"),
    ("in-words", rf"\bis\s+(not\s+)?either\s+({X})\s+or\s+({X})", lambda g: f"{g[1]}in [{g[2]}, {g[3]}]"),
    ("in-words", rf"\bis\s+neither\s+({X})\s+nor\s+({X})", "not in [{1}, {2}]"),
)  # fmt: skip
