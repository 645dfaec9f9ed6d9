"""Comparisons: which values may be compared, and with what."""

from __future__ import annotations

import ast
import re

from pmokit.load.suggest import close, nearest
from pmokit.model import claims
from pmokit.model.anatomy import FLAG, Type
from pmokit.rules.language import corrections
from pmokit.rules.language.advice import Advice
from pmokit.rules.language.identifying import Identities
from pmokit.rules.language.narrowing import Known, text_of
from pmokit.rules.language.parts import Value
from pmokit.rules.language.vocabulary import SIGNS
from pmokit.words.catalogue import say


class Comparisons(Identities):
    """Comparisons of two values, of a value with a list, and of a value with nothing."""

    def _compare(self, node: ast.Compare, known: Known) -> Value:
        left, parts = node.left, []
        for op, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._comparison(node, left, op, right, known))
            left = right
        return Value("(" + " and ".join(parts) + ")", FLAG)

    def _comparison(
        self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr, known: Known
    ) -> str:
        if isinstance(op, (ast.Is, ast.IsNot)):
            return self._is_none(node, left, op, right, known)
        one, two = self._value(left, known), self._value(right, known)
        if isinstance(op, (ast.In, ast.NotIn)):
            self._check_membership(node, left, right, one, two)
            self._check_identity((left, right), (one.type, two.type.item or two.type), known)
            listed = isinstance(right, (ast.List, ast.GeneratorExp))
            over = two.code if listed else f"ws.spend({two.code})"
            code = f"({one.code} {'in' if isinstance(op, ast.In) else 'not in'} {over})"
        else:
            self._check_comparable(node, op, (left, right), (one.type, two.type))
            self._check_identity((left, right), (one.type, two.type), known)
            code = f"({one.code} {SIGNS[type(op)]} {two.code})"
            if one.type.base == "money":
                code = f"({one.code}.compared({two.code}) {SIGNS[type(op)]} 0)"
        # Said last: it is no use to establish a value that is compared with the wrong thing.
        self._there(left, one)
        self._there(right, two)
        return code

    def _is_none(
        self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr, known: Known
    ) -> str:
        text, sign = self.expression.part(left), "==" if isinstance(op, ast.Is) else "!="
        if not (isinstance(right, ast.Constant) and right.value is None):
            better = f"{text} {sign} {self.expression.part(right)}"
            raise self._fail(node, say("language.is-none-only"), corrections.write(better))
        value = self._value(left, known)
        if value.type.base == "list":
            better = f"count({text}) {'==' if isinstance(op, ast.Is) else '>'} 0"
            raise self._fail(node, say("language.never-absent.list", left=text), corrections.write(better))
        if not (value.type.optional or text_of(left) in known.there or self.scope.assumed):
            if value.type.base == "text" and not value.type.ref and not value.type.choices:
                better = corrections.write(f'{text} {sign} ""')
                raise self._fail(node, say("language.never-absent.text", left=text), better)
            raise self._fail(left, say("language.never-absent", left=text), say("language.never-absent.fix"))
        return f"({value.code} {'is' if isinstance(op, ast.Is) else 'is not'} None)"

    def _check_membership(
        self, node: ast.Compare, left: ast.expr, right: ast.expr, one: Value, two: Value
    ) -> None:
        item = two.type.item
        if two.type.base != "list" or item is None:
            correction = corrections.membership(self.expression, node, (left, right), two.type)
            raise self._wrong(say("language.in-list-only", type=two.type.some()), correction)
        if one.type.base != item.base:
            correction = corrections.compared(self.expression, node, (left, right), (one.type, item))
            raise self._wrong(say("language.types-differ", one=one.type.some(), two=item), correction)
        if item.base in ("reason", "record"):
            raise self._fail(
                node, say("language.not-comparable", type=item), say("language.not-comparable.fix")
            )
        self._check_words(right, one.type, item)

    def _check_comparable(
        self,
        node: ast.Compare,
        op: ast.cmpop,
        sides: tuple[ast.expr, ast.expr],
        types: tuple[Type, Type],
    ) -> None:
        one, two = types
        if one.base != two.base:
            message = say("language.types-differ", one=one.some(), two=two.some())
            raise self._wrong(message, corrections.compared(self.expression, node, sides, types))
        if one.base in ("record", "list", "extra", "reason", "any"):
            raise self._fail(
                node, say("language.not-comparable", type=one), say("language.not-comparable.fix")
            )
        ordered = isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
        if ordered and one.base in ("text", "flag"):
            raise self._fail(
                node, say("language.no-order", type=one.some()), say("language.types-differ.fix")
            )
        self._check_words(sides[1], one, two)
        self._check_words(sides[0], two, one)

    def _check_words(self, node: ast.AST, one: Type, two: Type) -> None:
        """A word compared with a choice must be one of the choices; one compared with an id must be an id."""
        if one.base != "text":
            return
        whole = node
        for word in two.choices:
            if isinstance(whole, ast.List):
                words = [entry for entry in whole.elts if isinstance(entry, ast.Constant)]
                node = next((entry for entry in words if entry.value == word), whole)
            if one.ref and not claims.REFERENCE.fullmatch(word):
                likely = "-".join(re.findall(r"[a-z0-9]+", word.casefold())) or "an-id"
                text = say("language.not-an-id", kind=one.ref, found=f"“{word}”")
                help = Advice(say("language.not-an-id.fix", better=likely), f'"{likely}"')
                raise self._fail(node, text, help if isinstance(node, ast.Constant) else str(help))
            if len(one.choices) > 1 and word not in one.choices:
                raise self._fail(node, say("language.not-a-choice", word=word), self._choice(node, word, one))

    def _choice(self, node: ast.AST, word: str, type_: Type) -> str:
        likely = close(word.casefold(), type_.choices)[:1]
        if likely and isinstance(node, ast.Constant):
            return corrections.write(f'"{likely[0]}"')
        return nearest(word, type_.choices)
