"""Typical mistakes in an expression: what people write who know spreadsheets, SQL or another language.

Asked only where an expression is refused anyway. Each mistake has a pattern, what to write instead, and
two messages: `language.<name>` says what is wrong, `language.<name>.fix` the one thing to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pmokit.rules.language.advice import Advice
from pmokit.rules.language.in_words import NAME as _NAME
from pmokit.rules.language.in_words import QUOTE as _QUOTE
from pmokit.rules.language.in_words import SENTENCES
from pmokit.rules.language.in_words import X as _X
from pmokit.rules.language.rewriting import (
    SIGNS,
    amount,
    day,
    day_first,
    days,
    digits,
    entry,
    inside,
    large_amount,
    listed_in_brackets,
    looped,
    looped_by_name,
    none_test,
    operator,
    part_of_text,
    presence,
    sheet_if,
    sheet_if_within,
    sheet_logic,
    sheet_loop,
    side_by_side,
    slashed_day,
)
from pmokit.words.catalogue import say

Groups = tuple[str, ...]


class Mistake(NamedTuple):
    """A pattern over an expression in which texts are blanked out; its group `at` is what is wrong, else all
    of it. `better` makes what to write instead of the groups, the first of them being the whole."""

    name: str
    pattern: re.Pattern[str]
    better: Callable[[Groups], str | None] | str = ""


class Spotted(NamedTuple):
    """A mistake that was found: the messages, and which characters are wrong."""

    message: str
    help: str
    start: int
    length: int


_TEXT = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'')
_WORDS = r"(?:and|or|not|in|is|if|else|for)\b"
_NOTHING = "(?:null|nil|none|None|NULL|Null|NONE|nothing|empty|blank|undefined|missing|absent|\x01\x01)"
_CODE = r"(?!AND|NOT)[A-Z]{3}\b"
_METHODS = r"(?:contains|includes|startswith|startsWith|endswith|endsWith|indexOf|find|match|matches)"
_LIKE = r"(?:contains?|includes?|like|LIKE|matches|starts with|startswith|ends with|endswith|CONTAINS|=~|~)"
_COMPARE = (
    r"(?:(?:is|are|was|do|does)\s+)?(?:(?:not|no|never)\s+)?(?:equal\s+to|equals?|(?:the\s+)?same\s+as|"
    r"different\s+(?:from|than|to)|differs?\s+from|(?:greater|more|larger|later|higher|bigger|longer|less|fewer|"
    r"smaller|lower|earlier|sooner|shorter)\s+than(?:\s+or\s+equal(?:\s+to)?)?|at\s+least|at\s+most|up\s+to|"
    r"exceeds?|on\s+or\s+(?:after|before)|after|before|above|below|over|under)"
)
_SIGN = r"[<>]=?|==|!="
_IS = r"==|!=|<>|=|is\s+not|is|IS NOT|IS"
_PRESENCE = (
    "is_?null|isNull|is_?none|is_?blank|isBlank|is_?empty|isEmpty|empty|missing|"
    "exists|has|defined|not_?null|notNull|not_?empty|filled"
)
_WHERE = r"(?:where|with|whose|having|if|,|:|=>|\|)"
_CAPITALS = "AND|OR|NOT|IN|IS|ELSE|FOR|And|Or|Not|In|Is|Else"
_MONEY = rf"{_CODE}|[€$£]|(?:euros?|Euros?|EURO|dollars?|pounds?)\b"
_TIMES = "k|K|m|M|mn|bn|mio|Mio|thousand|million|billion"
_ARGUMENTS = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
_CLAUSES = "if|IF|If|when|WHEN|require|unless"
_ANY = r"\b(any|all|exists)\b"
_EACH = r"(?:each\s+|every\s+)?"
_FOREIGN = r"===|!==|<>|=<|=>|=!|&&?|\|\|?|:=|~"


def _mistake(name: str, pattern: str, better: Callable[[Groups], str | None] | str = "") -> Mistake:
    return Mistake(name, re.compile(pattern), better)


MISTAKES = (
    _mistake(*SENTENCES[0]),
    _mistake("typographic-quote", "[“”„«»‘’‚`´]"),
    _mistake("open-quote", "[\"']"),
    _mistake("braces", r"\$?\{\{?\s*([\w.]+)\s*\}\}?|[$@]([a-z][\w.]*)", lambda g: g[1] or g[2]),
    *(_mistake(*sentence) for sentence in SENTENCES[1:]),
    _mistake("none", rf"({_X})\s*(?!is(?: not)? None)({_IS})\s*{_NOTHING}(?![\w.(])", none_test),
    _mistake("start-word", r"^\s*(?P<at>(?:return|assert|ensure|check|where)\b|=(?!=))"),
    _mistake("sign", r"(?<=\w)(?:->|::)(?=\w)|(?<=[a-z])\.\.(?=[a-z])", "."),
    _mistake("presence", rf"(?<![\w.])(!\s*|not\s+)?(?i:({_PRESENCE}))\(\s*([\w.]+)\s*\)", presence),
    _mistake("sheet-logic", rf"(?<![\w.])(AND|OR|And|Or)\(({_ARGUMENTS})\)", sheet_logic),
    _mistake("sheet-count", rf"(?<![\w.])(COUNTIFS?|SUMIFS?)\(\s*([\w.]+)\s*[;,]{_ARGUMENTS}\)", sheet_loop),
    _mistake("sheet-if", rf"^\s*(?:IF|IIF|If|if)\(({_ARGUMENTS})\)\s*$", sheet_if),
    _mistake("sheet-if", rf"(?<![\w.])(?:IF|IIF|If|if)\(({_ARGUMENTS})\)", sheet_if_within),
    _mistake("capital", r"(?<![\w.])(?:SUM|MIN|MAX|ANY|ALL|ABS|COUNT)(?=\()", lambda g: g[0].lower()),
    _mistake("no-if", rf"^\s*(?P<at>(?:{_CLAUSES})\b)|(?P<then>\b(?:then|THEN|implies)\b|->)"),
    _mistake("no-if", r"^(?!.*\belse\b)[^(]*\s(?P<at>if|when|unless)\s"),
    _mistake("choice", r"(?P<at>\?)"),
    _mistake("today", r"(?<![\w.])(?:(?:date|datetime)\.)(?:today|now)(?:\(\s*\))?(?![\w.(])", "today"),
    _mistake(
        "today",
        r"(?<![\w.])(?:now|today|NOW|TODAY|Today)\(\s*\)|\b(?:now|NOW|TODAY|Today)(?![\w.(])",
        "today",
    ),
    _mistake("day", r"(?<![\w.\x01])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w\x01])", day),
    _mistake("day", r"(?<![\w.\x01])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\w\x01])", day_first),
    _mistake("day", r"(?<![\w.\x01])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w\x01])", slashed_day),
    _mistake("day", r"(?<![\w.\x01])\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\w\x01])", lambda _: ""),
    _mistake("percent", r"(?<![\w.])(\d[\d.]*)\s*%(?!\s*[\w(*])", "{1}"),
    _mistake("amount", rf"(?<![\w.\x01])(\d+(?:[.,]\d+)?)\s*({_TIMES})\s*({_MONEY})", large_amount),
    _mistake("amount", rf"(?<![\w.\x01])(\d[\d.,' ]*?)\s*({_MONEY})", amount),
    _mistake("amount", rf"(?<![\w\x01])({_CODE}|[€$£])\s*(\d[\d.,']*)", lambda g: amount((g[0], g[2], g[1]))),
    _mistake("duration", r"(?<![\w.])(\d+)\s*(days?|d|weeks?|w|months?|years?|y)\b(?!\()", days),
    _mistake("duration", r"(\([^()]*\))\.days\b", "{1}"),
    _mistake("digits", r"(?<![\w.,])(\d{1,3})((?:[,' ]\d{3})+)(?![\d\w.])", digits),
    _mistake("digits", r"(?<![\w.])(\d+)\s*(k|K|m|M|mn|bn|mio|Mio|thousand|million|billion)\b", digits),
    _mistake("digits", r"(?<![\w.,\x01])(\d{1,3})((?:\.\d{3}){2,})(?![\w.])", digits),
    _mistake("sign", r"(?<=\d)\s+(?P<at>x|times)\s+(?=[\w(])", "*"),
    _mistake("comma", r"(?<=[<>=*/+\-])\s*(?P<at>(\d+),(\d{1,2}))(?![\d,])", "{2}.{3}"),
    _mistake("comma", r"(?<![\w.,\x01(\[])(?P<at>(\d+),(\d{1,2}))(?=\s*[<>=*/+\-])", "{2}.{3}"),
    _mistake("in-words", rf"([\w.]+)\.between\(\s*({_X})\s*,\s*({_X})\s*\)", "{2} <= {1} <= {3}"),
    _mistake("left-out", rf"({_X})\s*({_SIGN})\s*({_X})\s+(and|or)\s+({_SIGN})", "{1} {2} {3} {4} {1} {5}"),
    _mistake("in-words", rf"(?<![\w.])(?!{_WORDS})({_X})\s+not\s+(\x01_*\x01)", "{1} != {2}"),
    _mistake("in-words", r"\bis\s+(not\s+)?(?:in|(?:one|any)\s+of|among)\b|\b(?:one|any)\s+of\b", inside),
    _mistake("search", rf"({_X})\s+((?:does\s+)?not\s+)?{_LIKE}\s+({_X})", part_of_text),
    _mistake("search", rf"([\w.]+)()\.{_METHODS}\(\s*({_X})\s*\)", part_of_text),
    _mistake("loop", rf"{_ANY}\(?\s*(\w+)\s+in\s+([\w.]+)\s*{_WHERE}\s*([^()]*)\)?", looped_by_name),
    _mistake("loop", rf"\b(any|all|count)\(\s*([\w.]+)\s*{_WHERE}\s*([^()]*)\)", looped),
    _mistake(
        "loop",
        r"^\s*for\s+(?:each\s+|every\s+)?(\w+)\s+in\s+([\w.]+)\s*[:,]?\s*(.+)$",
        "all({3} for {1} in {2})",
    ),
    _mistake("in-words", rf"(?<=[\w\x01)])\s+(?P<at>{_COMPARE})\s+(?=[\w\x01(])", operator),
    _mistake("capital", rf"(?<![\w.])(?:{_CAPITALS})(?![\w.])", lambda g: g[0].lower()),
    _mistake("flag", r"(?<![\w.])(?:true|TRUE)(?![\w.(])", "True"),
    _mistake("flag", r"(?<![\w.])(?:false|FALSE)(?![\w.(])", "False"),
    _mistake("flag", r"(?:==|!=|=|\bis)\s*(?P<at>yes|Yes|YES|on)\b", "True"),
    _mistake("flag", r"(?:==|!=|=|\bis)\s*(?P<at>no|No|NO|off)\b", "False"),
    _mistake("sign", rf"[{''.join(SIGNS)}]|{_FOREIGN}|(?<!=)!(?!=)|\bxor\b|[<>=!] +=", operator),
    _mistake("equals", r"(?<![=<>!:])=(?![=<>!])", "=="),
    _mistake("list", rf"\bin\s*(?P<at>[({{]\s*({_X}(?:\s*,\s*{_X})+)\s*[)}}])", listed_in_brackets),
    _mistake("list", rf"\bin\s+(?P<at>({_X}(?:\s*,\s*{_X})+))", listed_in_brackets),
    _mistake("entry", r"([\w.]+)\[\s*(-?\d+|\x01_*\x01)\s*\]", entry),
    _mistake("semicolon", r"(?P<at>;)(?=\s*[^\s)])", ","),
    _mistake("ending", r"(?P<at>[;.,:?!])\s*$"),
    _mistake("too-early", r"(?P<at>(?:\b(?:and|or|not|is|in|if|else|for)|==|!=|[<>]=?|[+\-*/]))\s*$"),
    _mistake("too-late", r"^\s*(?P<at>(?:and|or|is|in|else|for)\b|==|!=|[<>]=?|[*/])"),
    _mistake("twice", r"(?P<at>\b(?:and|or)\s+(and|or)\b)", "{2}"),
    _mistake("twice", r"(?P<at>(?:[<>]=?|==|!=)\s+([<>]=?|==|!=))", "{2}"),
    _mistake("side-by-side", rf"(?<![\w.\x01])(?!{_WORDS})({_NAME})\s+(?P<at>(?!{_WORDS}){_X})"),
    _mistake("side-by-side", rf"(\x01_*\x01)\s+(?P<at>(?!{_WORDS}){_NAME})"),
)


def spot(text: str) -> Spotted | None:
    """The first typical mistake of an expression that is refused, by the order of the table."""
    blank = _TEXT.sub(lambda hit: f"{_QUOTE}{'_' * (len(hit[0]) - 2)}{_QUOTE}", text)
    for name, pattern, better in MISTAKES:
        if (hit := pattern.search(blank)) is not None:
            groups = tuple(
                text[slice(*hit.span(n))] if hit.start(n) >= 0 else "" for n in range(len(hit.groups()) + 1)
            )
            right = better(groups) if callable(better) else better.format(*groups)
            if right is None:
                continue
            return _spotted(name, text, hit, groups, right, bool(better))
    return _open_bracket(blank)


def _spotted(
    name: str, text: str, hit: re.Match[str], groups: Groups, right: str, has_better: bool
) -> Spotted:
    start, end = _place(hit)
    found, first = text[start:end], groups[1] if len(groups) > 1 else ""
    # Where it is not certain what was meant, an example does not pretend to be it.
    key = f"language.{name}.fix" if right or not has_better else f"language.{name}.example"
    help = Advice(say(key, better=right, found=found), "" if "..." in right else right)
    if name == "typographic-quote":
        help = Advice(help, re.sub("[“”„«»‘’‚`´]", '"', text), over=(0, len(text)))
    if name in _REMOVED:
        help = Advice(help, f"{text[:start]}{text[end:]}".strip(), over=(0, len(text)))
    if name == "side-by-side":
        help = Advice(help, over=hit.span(), tries=side_by_side(groups))
    return Spotted(say(f"language.{name}", found=found, first=first), help, start, end - start)


_REMOVED = ("start-word", "ending")


def _place(hit: re.Match[str]) -> tuple[int, int]:
    for name in hit.re.groupindex:
        if hit[name]:
            return hit.span(name)
    return hit.span()


def _open_bracket(blank: str) -> Spotted | None:
    """The innermost bracket that is not closed."""
    open_: list[int] = []
    for place, sign in enumerate(blank):
        if sign in "([":
            open_.append(place)
        elif sign in ")]" and open_:
            open_.pop()
    if not open_:
        return None
    sign = {"(": ")", "[": "]"}[blank[open_[-1]]]
    return Spotted(say("language.open-bracket"), say("language.open-bracket.fix", sign=sign), open_[-1], 1)
