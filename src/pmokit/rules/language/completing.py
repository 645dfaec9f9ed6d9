"""Advice that is complete: a person who follows it is not sent from one message to the next.

What is wrong with an expression is told one thing at a time. Here the advice is followed as a person would,
and where something else then turns out to be wrong, the advice becomes the whole expression as it is right.
"""

from __future__ import annotations

from collections.abc import Callable

from pmokit.rules.language.advice import Advice
from pmokit.rules.language.syntax import ExpressionError
from pmokit.words.catalogue import say

_MOST = 5
"""Corrections in a row that are tried."""


def complete(error: ExpressionError, text: str, compiled: Callable[[str], object]) -> ExpressionError:
    """The same error, with advice after which the expression compiles, if what it says so far is not enough.

    `compiled` compiles a text and raises ExpressionError. Where a choice remains that only a person can make,
    the advice is the last one, for the text as it is by then.
    """
    now = error
    for _ in range(_MOST):
        if not isinstance(now.help, Advice) or not now.help.better:
            break
        text = text[: now.start] + now.help.better + text[now.start + now.length :]
        try:
            compiled(text)
        except ExpressionError as next_one:
            now = next_one
        else:
            return error if now is error else _with(error, say("language.write-whole", better=text))
    return _with(error, now.help) if isinstance(now.help, Advice) and now is not error else error


def _with(error: ExpressionError, help: str) -> ExpressionError:
    return ExpressionError(error.message, help, error.start, error.length)
