"""Questions about the records of one kind: conditions and values in the language of rules.

A rule is kept and has examples; a question is asked once. What is wrong with it is told to whoever asks, so
it is an error and no finding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pmokit.model.anatomy import FLAG, Type
from pmokit.rules.language.compiling import Language, bind
from pmokit.rules.language.completing import complete
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import ExpressionError, read_expression
from pmokit.rules.language.translating import PROJECT_KINDS, SHARED_KINDS, names_of, translated_code
from pmokit.rules.language.typing import Compiler
from pmokit.words.catalogue import say

KINDS = tuple(sorted(PROJECT_KINDS | SHARED_KINDS))
"""The kinds of record that a question may be about."""


class Question(NamedTuple):
    """An expression as a function of a record, what it belongs to, the run, today and the id of the project;
    and the parts without which nobody knows its value."""

    value: Callable[[Any, Any, Any, Any, str], Any]
    needs: frozenset[str]


def condition(kind: str, text: str, words: Language) -> Question:
    """A condition on a record of a kind. Raises ExpressionError."""
    return _compile(kind, text, words, FLAG)


def value(kind: str, text: str, words: Language) -> Question:
    """A value of a record of a kind: an expression, or the name of a field or fact alone. Raises
    ExpressionError."""
    first = text.strip().split(".", 1)[0]
    is_own = text.strip().replace(".", "").isidentifier() and first not in (names_of(kind) or {})
    return _compile(kind, f"{kind}.{text.strip()}" if is_own else text, words, None)


def _compile(kind: str, text: str, words: Language, wanted: Type | None) -> Question:
    scope = Scope(names_of(kind) or {}, words.extra, facts=words.facts)

    def compiled(text: str) -> Value:
        found = Compiler(read_expression(text), scope).compile(Known())
        if wanted is not None and (found.type.base != wanted.base or found.type.optional):
            raise ExpressionError(
                say("language.not-a-flag", type=found.type), say("language.not-a-flag.fix"), 0, len(text)
            )
        if wanted is None and _is_many(found.type):
            raise ExpressionError(
                say("language.no-cell", type=found.type), say("language.no-cell.fix"), 0, len(text)
            )
        return found

    try:
        made = compiled(text)
    except ExpressionError as error:
        raise complete(error, text, compiled) from None
    code = translated_code(made.code, "question")
    return Question(eval(code, bind(scope.bound, scope.named, words.facts)), frozenset(scope.needs))


def _is_many(type_: Type) -> bool:
    """Whether a value is a record or a list of records, which no cell can hold."""
    return type_.base == "record" or (type_.item is not None and _is_many(type_.item))
