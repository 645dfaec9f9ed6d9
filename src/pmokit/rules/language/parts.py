"""What the rooms that give an expression its meaning share: a value, a scope, and the walk over the parts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact
from pmokit.analytics.facts import FACTS, Key
from pmokit.model.anatomy import Type
from pmokit.rules.language import corrections, establishing
from pmokit.rules.language.corrections import Correction
from pmokit.rules.language.narrowing import Known, text_of
from pmokit.rules.language.syntax import Expression, ExpressionError
from pmokit.words.catalogue import say


class Value(NamedTuple):
    """A compiled part: its Python, its type, and whether it belongs to the project at hand."""

    code: str
    type: Type
    own: bool = True


@dataclass
class Scope:
    """The names an expression may use, the constants it binds, and what it turned out to need."""

    names: Mapping[str, Value]
    extra: Mapping[str, Type] = field(default_factory=dict)
    facts: Mapping[tuple[str, str], AnyFact] = field(default_factory=lambda: FACTS)
    bound: dict[str, Any] = field(default_factory=dict)
    named: dict[str, Key] = field(default_factory=dict)
    """The facts that an expression names, by the name that their functions have in its Python."""
    needs: set[str] = field(default_factory=set)
    others: bool = False
    """Whether the expression reaches into other projects."""
    assumed: bool = False
    """Whether all values are taken to be there, because what establishes them is refused itself."""


class Unestablished(ExpressionError):
    """An expression that is refused because a value in it may be absent, or zero where it divides."""


class Parts:
    """The walk over the parts of one expression in a scope; a subclass has a method for each kind of part."""

    def __init__(self, expression: Expression, scope: Scope) -> None:
        self.expression = expression
        self.scope = scope
        self.names = dict(scope.names)

    def _value(self, node: ast.expr, known: Known) -> Value:
        handler: Callable[[Any, Known], Value] = getattr(self, f"_{type(node).__name__.lower()}")
        value = handler(node, known)
        if value.type.optional and text_of(node) in known.there:
            return value._replace(type=value.type.some())
        return value

    def _fail(self, node: ast.AST, message: str, help: str = "") -> ExpressionError:
        return self.expression.fail(node, message, help)

    def _wrong(self, message: str, correction: Correction) -> ExpressionError:
        return self._fail(correction.part, message, correction.help)

    def _some(self, node: ast.expr, known: Known) -> Value:
        """A value that must be there."""
        return self._there(node, self._value(node, known))

    def _there(self, node: ast.expr, value: Value) -> Value:
        if value.type.optional:
            if self.scope.assumed:
                return value._replace(type=value.type.some())
            help = establishing.narrowed(self.expression, node)
            raise self._unestablished(node, say("language.optional", text=text_of(node)), help)
        return value

    def _unestablished(self, node: ast.AST, message: str, help: str) -> ExpressionError:
        error = self._fail(node, message, help)
        return Unestablished(error.message, error.help, error.start, error.length)

    def _typed(self, node: ast.expr, known: Known, wanted: Type) -> Value:
        value = self._value(node, known)
        if value.type.base != wanted.base:
            if wanted.base == "flag":
                message = say("language.expected-condition", type=value.type.some())
                raise self._wrong(message, corrections.as_flag(self.expression, node, value.type))
            raise self._fail(node, say("language.expected-type", wanted=wanted, type=value.type.some()))
        return self._there(node, value)

    def _bind(self, value: Any) -> str:
        name = f"c{len(self.scope.bound)}"
        self.scope.bound[name] = value
        return name
