"""How to establish that a value is there, or is not zero, before it is used."""

from __future__ import annotations

import ast

from pmokit.rules.language.advice import Advice
from pmokit.rules.language.corrections import is_logic, path_to, write
from pmokit.rules.language.syntax import Expression
from pmokit.words.catalogue import say


def narrowed(expression: Expression, part: ast.AST) -> str:
    """How to establish that a part has a value before it is used."""
    path, text = path_to(expression.tree, part), expression.part(part)
    loops = [place for place, node in enumerate(path) if _is_loop_of(node, path[place + 1 :])]
    condition, above = _condition_of(path, loops[-1] + 1 if loops else 0)
    whole = expression.part(condition)
    is_flag = isinstance(condition, (ast.Compare, ast.Call)) or isinstance(above, (ast.BoolOp, ast.UnaryOp))
    if is_flag and condition is not part:
        better = _joined(expression, condition, above, f"{text} is not None and {whole}", is_either=False)
        other = _joined(expression, condition, above, f"{text} is None or {whole}", is_either=True)
        shown = say("language.optional.fix", better=better, other=other)
        return Advice(shown, better, other, _place(expression, condition))
    if loops and isinstance(loop := path[loops[-1]], ast.GeneratorExp):
        return in_loop(expression, loop, part)
    if condition is part:
        return write(f"{text} is not None")
    better = f"{whole} if {text} is not None else None"
    return Advice(say("language.write", better=better), better, over=_place(expression, condition))


def in_loop(expression: Expression, loop: ast.GeneratorExp, part: ast.AST) -> str:
    """How to pass over the entries of a loop that lack a value."""
    text, whole = expression.part(part), expression.part(loop)
    inner = whole[1:-1] if whole.startswith("(") else whole
    ifs = loop.generators[0].ifs
    sign = "and" if ifs and not isinstance(ifs[-1], (ast.BoolOp, ast.IfExp)) else "if"
    better = f"{inner} {sign} {text} is not None"
    shown = say("language.optional.loop", text=text)
    return Advice(shown, whole.replace(inner, better), over=_place(expression, loop))


def not_zero(expression: Expression, part: ast.AST, text: str) -> str:
    """How to establish that a divisor is not zero."""
    path = path_to(expression.tree, part)
    loops = [place for place, node in enumerate(path) if _is_loop_of(node, path[place + 1 :])]
    condition, above = _condition_of(path, loops[-1] + 1 if loops else 0)
    whole = expression.part(condition)
    better = f"{whole} if {text} > 0 else None"
    if isinstance(condition, (ast.Compare, ast.Call)) or isinstance(above, (ast.BoolOp, ast.UnaryOp)):
        better = _joined(expression, condition, above, f"{text} > 0 and {whole}", is_either=False)
    return Advice(say("language.write", better=better), better, over=_place(expression, condition))


def _condition_of(path: list[ast.AST], start: int) -> tuple[ast.AST, ast.AST | None]:
    """The smallest condition around the last part of a path, and what it stands in."""
    for place in range(start, len(path)):
        if not is_logic(path[place]):
            return path[place], path[place - 1] if place else None
    return path[-1], path[-2] if len(path) > 1 else None


def _joined(
    expression: Expression, condition: ast.AST, above: ast.AST | None, text: str, is_either: bool
) -> str:
    """A longer condition in the place of one, in brackets where what stands around it binds tighter."""
    tight = isinstance(above, ast.UnaryOp)
    tight |= is_either and isinstance(above, ast.BoolOp) and isinstance(above.op, ast.And)
    start, length = _place(expression, condition)
    before, behind = expression.text[:start].rstrip(), expression.text[start + length :].lstrip()
    return f"({text})" if tight and not (before.endswith("(") and behind.startswith(")")) else text


def _place(expression: Expression, part: ast.AST) -> tuple[int, int]:
    found = expression.fail(part, "")
    return found.start, found.length


def _is_loop_of(node: ast.AST, below: list[ast.AST]) -> bool:
    """Whether a node is a loop in which the parts below it are computed for each entry."""
    if not isinstance(node, ast.GeneratorExp) or not below:
        return False
    return not (isinstance(below[0], ast.comprehension) and below[1] is below[0].iter)
