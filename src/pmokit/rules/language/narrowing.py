"""What a condition establishes: which values are there, and which are not zero.

`risk.owner is not None and ...` lets the rest rely on the owner; `not (a or b)` establishes what
both being false does. Parts are told apart by their text.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What has been established so far: texts of parts that are there, or are not zero."""

    there: frozenset[str] = frozenset()
    nonzero: frozenset[str] = frozenset()

    def with_(self, other: Known) -> Known:
        """Both."""
        return Known(self.there | other.there, self.nonzero | other.nonzero)

    def both(self, other: Known) -> Known:
        """What holds in either case."""
        return Known(self.there & other.there, self.nonzero & other.nonzero)


def learned(node: ast.expr, truth: bool) -> Known:
    """What follows from a condition being true, or from its being false."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return learned(node.operand, not truth)
    if isinstance(node, ast.BoolOp):
        parts = [learned(value, truth) for value in node.values]
        certain = isinstance(node.op, ast.And) == truth
        result = parts[0]
        for part in parts[1:]:
            result = result.with_(part) if certain else result.both(part)
        return result
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _learned_comparison(node.left, node.ops[0], node.comparators[0], truth)
    return Known()


def text_of(node: ast.expr) -> str:
    """The text of a part, by which parts are told apart."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
        return f"{text_of(node.value)}.{node.attr}"
    return ast.unparse(node)


def _learned_comparison(left: ast.expr, op: ast.cmpop, right: ast.expr, truth: bool) -> Known:
    if not isinstance(right, ast.Constant):
        return Known()
    text = text_of(left)
    if right.value is None and isinstance(op, ast.IsNot if truth else ast.Is):
        return Known(there=frozenset((text,)))
    zero = isinstance(right.value, (int, float)) and right.value == 0
    if zero and isinstance(op, (ast.NotEq, ast.Gt, ast.Lt) if truth else (ast.Eq, ast.LtE, ast.GtE)):
        return Known(nonzero=frozenset((text,)))
    return Known()
