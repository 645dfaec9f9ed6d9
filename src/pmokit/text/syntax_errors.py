"""What a YAML parser means when it gives up, in words that lead to the correction."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError

from pmokit.text.flaws import TOP, Flaw, Span
from pmokit.words.catalogue import say

_LINE = re.compile(r"\s*(?:- )*[\w.-]+:[ \t]+(?P<value>\S.*?)[ \t]*")
# A list, a mapping or a quoted text that is closed, and something behind it; or a sign that begins no text.
_TEXT = re.compile(r"""(?:\[[^\[\]]*\]|\{[^{}]*\}|"[^"]*"|'[^']*')\s*[^\s#,].*|[*&!%@`].*""")


class _Problem(NamedTuple):
    """A part of what the parser says, the keys of what to say; whether it began earlier."""

    said: str
    message: str
    help: str
    at_start: bool = False


# In this order: the first that is part of what the parser says.
_PROBLEMS = (
    _Problem("found unexpected end of stream", "text.open-quote", "text.open-quote.fix", at_start=True),
    _Problem("another document", "text.second-document", "text.second-document.fix"),
    _Problem("could not find expected ':'", "text.no-colon", "text.no-colon.fix", at_start=True),
    _Problem("mapping values are not allowed", "text.colon", "text.colon.fix"),
    _Problem("expected ',' or", "text.open-bracket", "text.open-bracket.fix", at_start=True),
    _Problem("unknown escape", "text.backslash", "text.backslash.fix"),
    _Problem("cannot start any token", "text.first-character", "text.first-character.fix"),
    _Problem("alphabetic or numeric", "text.first-character", "text.first-character.fix"),
    _Problem("expected <block end>", "text.indentation", "text.indentation.fix"),
    _Problem("did not find expected", "text.indentation", "text.indentation.fix"),
    _Problem("block sequence entries are not allowed", "text.dash", "text.dash.fix"),
    _Problem("", "text.not-yaml", "text.not-yaml.fix"),
)


def flaw(error: MarkedYAMLError, text: str) -> Flaw:
    """The flaw of a text that is not YAML: what it is, where, and the one thing to do."""
    said, mark = error.problem or "", error.problem_mark or error.context_mark
    if "tab" in said.split() or (mark and text[mark.index : mark.index + 1] == "\t"):
        return Flaw("yaml-tab", say("text.tab"), say("text.tab.fix"), _span(mark))
    if mark and (found := _unquoted(text, mark.line, mark.column, said)):
        return found
    problem = next(problem for problem in _PROBLEMS if problem.said in said)
    if problem.at_start and error.context_mark:
        mark = error.context_mark
    rule = "several-documents" if problem.message == "text.second-document" else "yaml-syntax"
    return Flaw(rule, say(problem.message), say(problem.help), _span(mark))


def _span(mark: Any) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else TOP


def _unquoted(text: str, line: int, column: int, said: str) -> Flaw | None:
    """The flaw of a text on one line that needs quotes, with the text as it must be written."""
    lines = text.split("\n")
    hit = _LINE.fullmatch(lines[line].rstrip("\r")) if line < len(lines) else None
    if hit is None or column < hit.start("value"):
        return None
    value, start = hit["value"], hit.start("value")
    if value[0] not in "[{\"'" and "mapping values" in said:
        message = say("text.colon-in-text")
    elif _TEXT.fullmatch(value):
        message = say("text.starts-with", sign=value[0])
    else:
        return None
    span = Span(line + 1, start + 1, line + 1, start + 1 + len(value))
    return Flaw("yaml-syntax", message, say("text.in-quotes", better=_in_quotes(value)), span)


def _in_quotes(value: str) -> str:
    if len(value) > 2 and value[0] == value[-1] == '"':
        value = value[1:-1]
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"
