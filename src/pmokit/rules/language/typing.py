"""What an expression means: the type of each part, and the Python that computes it.

An optional value must be narrowed before it is used (`x is None or x.date > today`), a divisor
must be known not to be zero, and a name must exist; all of that is settled here, before any
project is read. The generated Python uses nothing but the names bound in `functions`.
"""

from __future__ import annotations

import ast
from dataclasses import replace

from pmokit.model import claims
from pmokit.model.anatomy import FLAG, NUMBER
from pmokit.rules.language import corrections, establishing
from pmokit.rules.language.calling import Calls
from pmokit.rules.language.comparing import Comparisons
from pmokit.rules.language.named_values import Names
from pmokit.rules.language.narrowing import Known, learned, text_of
from pmokit.rules.language.parts import Unestablished, Value
from pmokit.rules.language.vocabulary import ARITHMETIC
from pmokit.words.catalogue import say


class Compiler(Names, Comparisons, Calls):
    """Compiles one expression in a scope."""

    def compile(self, known: Known) -> Value:
        """The expression's Python and type; raises ExpressionError."""
        with self.expression.explained():
            try:
                return self._value(self.expression.tree, known)
            except Unestablished:
                # Said last: it is no use to establish a value where something else is wrong.
                apart = Compiler(self.expression, replace(self.scope, assumed=True))
                apart._value(self.expression.tree, known)
                raise

    def _boolop(self, node: ast.BoolOp, known: Known) -> Value:
        is_and = isinstance(node.op, ast.And)
        codes: list[str] = []
        for part in node.values:
            codes.append(self._typed(part, known, FLAG).code)
            known = known.with_(learned(part, is_and))
        return Value("(" + (" and " if is_and else " or ").join(codes) + ")", FLAG)

    def _unaryop(self, node: ast.UnaryOp, known: Known) -> Value:
        if isinstance(node.op, ast.Not):
            return Value(f"(not {self._typed(node.operand, known, FLAG).code})", FLAG)
        return Value(f"(-{self._typed(node.operand, known, NUMBER).code})", NUMBER)

    def _ifexp(self, node: ast.IfExp, known: Known) -> Value:
        test = self._typed(node.test, known, FLAG)
        there = known.with_(learned(node.test, True))
        if isinstance(node.orelse, ast.Constant) and node.orelse.value is None:  # nothing is known otherwise
            only = self._value(node.body, there)
            return Value(f"({only.code} if {test.code} else None)", replace(only.type.maybe(), choices=()))
        yes = self._some(node.body, there)
        no = self._some(node.orelse, known.with_(learned(node.test, False)))
        if yes.type.base != no.type.base:
            raise self._fail(node, say("language.branches", one=yes.type, two=no.type))
        return Value(f"({yes.code} if {test.code} else {no.code})", replace(yes.type, choices=()))

    def _binop(self, node: ast.BinOp, known: Known) -> Value:
        one, two = self._value(node.left, known), self._value(node.right, known)
        case = ARITHMETIC.get((type(node.op), one.type.base, two.type.base))
        if case is None:
            sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(node.op)]
            message = say("language.no-meaning", type=one.type.some(), sign=sign, two=two.type.some())
            raise self._wrong(message, corrections.calculated(self.expression, node, (one.type, two.type)))
        self._there(node.left, one)
        self._there(node.right, two)
        if isinstance(node.op, ast.Div):
            self._check_divisor(node.right, two, known)
        return Value(case[0].format(one.code, two.code), case[1])

    def _check_divisor(self, node: ast.expr, value: Value, known: Known) -> None:
        text = text_of(node) + (".amount" if value.type.base == "money" else "")
        if text not in known.nonzero and not _is_amount(node) and not self.scope.assumed:
            help = establishing.not_zero(self.expression, node, text)
            raise self._unestablished(node, say("language.divisor", text=text), help)


def _is_amount(node: ast.expr) -> bool:
    """Whether a part is a number or a sum of money that is written there, and not zero."""
    if isinstance(node, ast.Attribute):
        return node.attr == "amount" and _is_amount(node.value)
    if isinstance(node, ast.Call):
        written = node.args[0] if node.args else None
        is_money = isinstance(node.func, ast.Name) and node.func.id == "money"
        return is_money and isinstance(written, ast.Constant) and bool(claims.money(written.value).amount)
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and bool(node.value)
