"""The opposite of a condition, as it would be written."""

from __future__ import annotations

import ast

from pmokit.rules.language.rewriting import OPPOSITE
from pmokit.rules.language.syntax import read_expression

_WORDS = {"is": "is not", "is not": "is", "in": "not in", "not in": "in"}


def opposite(text: str) -> str:
    """What is true where a well-formed condition is false."""
    expression = read_expression(text)
    tree = expression.tree
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return expression.part(tree.operand)
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        left, right = expression.part(tree.left), expression.part(tree.comparators[0])
        between = " ".join(expression.between(tree.left, tree.comparators[0]).split())
        if sign := {**OPPOSITE, **_WORDS}.get(between):
            return f"{left} {sign} {right}"
    return f"not ({text.strip()})"
