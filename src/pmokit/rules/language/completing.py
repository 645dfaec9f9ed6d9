"""Advice that is complete: a person who follows it is not sent from one message to the next.

What is wrong with an expression is told one thing at a time. Here the advice is followed as a person would,
and where something else then turns out to be wrong, the advice becomes the whole expression as it is right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pmokit.rules.language.advice import Advice
from pmokit.rules.language.syntax import ExpressionError
from pmokit.words.catalogue import say

_MOST = 12
"""Corrections in a row that are tried."""
_TRIED = 2
"""Corrections that may follow a guess; with more of them it is none."""


class _End(NamedTuple):
    """Where advice led: the text, what is still wrong with it, and how many corrections it took."""

    text: str
    error: ExpressionError | None
    steps: int


def complete(error: ExpressionError, text: str, compiled: Callable[[str], object]) -> ExpressionError:
    """The same error, with advice after which the expression compiles, if what it says so far is not enough.

    `compiled` compiles a text and raises ExpressionError. Where a choice remains that only a person can make,
    the advice is both of what can be chosen, each as a whole.
    """
    advice = error.help if isinstance(error.help, Advice) else Advice("")
    for better in advice.tries:
        likely = ExpressionError(error.message, Advice("", better, over=advice.over), error.start)
        if (end := _follow(likely, text, compiled, False)).error is None and end.steps <= _TRIED:
            return _with(error, say("language.write-whole", better=end.text))
    end = _follow(error, text, compiled, False)
    if end.error is not None:
        return _with(error, end.error.help) if end.error.help else error
    if end.steps == 1 and _is_plain(error, text):
        return error
    other = _follow(error, text, compiled, True)
    if other.error is not None or other.text == end.text:
        return _with(error, say("language.write-whole", better=end.text))
    return _with(error, say("language.write-either", better=end.text, other=other.text))


def _is_plain(error: ExpressionError, text: str) -> bool:
    """Whether it is plain which characters the advice takes the place of: those that are wrong, or all."""
    over = error.help.over if isinstance(error.help, Advice) else None
    return over in (None, (error.start, error.length), (0, len(text)))


def _follow(error: ExpressionError, text: str, compiled: Callable[[str], object], is_other: bool) -> _End:
    """Where it leads to write what is advised, over and over; `is_other` takes the second of two choices."""
    now = error
    for step in range(_MOST):
        if not isinstance(now.help, Advice) or not now.help.better:
            return _End(text, now, step)
        start, length = now.help.over or (now.start, now.length)
        better = now.help.other if is_other and now.help.other else now.help.better
        text = text[:start] + better + text[start + length :]
        try:
            compiled(text)
        except ExpressionError as next_one:
            now = next_one
        else:
            return _End(text, None, step + 1)
    return _End(text, now, _MOST)


def _with(error: ExpressionError, help: str) -> ExpressionError:
    return ExpressionError(error.message, help, error.start, error.length)
