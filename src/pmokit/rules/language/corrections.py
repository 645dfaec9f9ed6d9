"""What to write instead of a part that is well formed and means nothing: made of the expression's own text.

Each function gives the part that is wrong and what to do; an empty text where nothing can be proposed.
"""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from pmokit.model import claims
from pmokit.model.anatomy import Type
from pmokit.rules.language.advice import Advice
from pmokit.rules.language.rewriting import amount, day_text
from pmokit.rules.language.syntax import Expression
from pmokit.words.catalogue import say


class Correction(NamedTuple):
    """The part of an expression that is wrong, and what to do."""

    part: ast.AST
    help: str


_LOGIC = (ast.BoolOp, ast.UnaryOp, ast.IfExp, ast.GeneratorExp, ast.Call, ast.comprehension)
LOOPING = ("any", "all", "count", "sum", "min", "max", "first", "last")
_FLAGS = {"true": "True", "yes": "True", "on": "True", "false": "False", "no": "False", "off": "False"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write(better: str) -> Advice:
    """The advice to write something in the place of what is wrong."""
    return Advice(say("language.write", better=better), better)


def path_to(tree: ast.AST, wanted: ast.AST) -> list[ast.AST]:
    """The parts from the whole down to a part, both included."""
    if tree is wanted:
        return [tree]
    for child in ast.iter_child_nodes(tree):
        if below := path_to(child, wanted):
            return [tree, *below]
    return []


def is_logic(node: ast.AST) -> bool:
    """Whether a part joins conditions, and is no comparison itself."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in LOOPING
    return isinstance(node, _LOGIC)


def as_flag(expression: Expression, part: ast.expr, type_: Type) -> Correction:
    """What to write where a part that is neither true nor false is used as if it were."""
    path = path_to(expression.tree, part)
    above = path[-2] if len(path) > 1 else None
    text = expression.part(part)
    if isinstance(above, ast.BoolOp) and isinstance(part, ast.Constant):
        return _one_of(expression, above) or Correction(part, say("language.expected-flag.fix"))
    negated = isinstance(above, ast.UnaryOp)
    better = _tested(text, type_, negated)
    return Correction(above if negated and above else part, write(better))


def _tested(text: str, type_: Type, negated: bool) -> str:
    if type_.base == "list":
        return f"count({text}) {'==' if negated else '>'} 0"
    if type_.optional:
        return f"{text} is {'' if negated else 'not '}None"
    if type_.base == "number":
        return f"{text} {'==' if negated else '>'} 0"
    if type_.base == "day":
        return f"{text} {'>' if negated else '<='} today"
    if type_.base == "money":
        return f"{text}.amount {'==' if negated else '>'} 0"
    choice = type_.choices[0] if type_.choices else "..."
    return f'{text} {"!=" if negated else "=="} "{choice}"'


def _one_of(expression: Expression, logic: ast.BoolOp) -> Correction | None:
    """`risk.state in ["open", "closed"]` for `risk.state == "open" or "closed"`."""
    first = logic.values[0]
    others = [value for value in logic.values[1:] if isinstance(value, ast.Constant)]
    if not isinstance(first, ast.Compare) or not isinstance(first.ops[-1], (ast.Eq, ast.NotEq)):
        return None
    if len(others) != len(logic.values) - 1:
        return None
    words = ", ".join(expression.part(value) for value in (first.comparators[-1], *others))
    sign = "in" if isinstance(first.ops[0], ast.Eq) else "not in"
    return Correction(logic, write(f"{expression.part(first.left)} {sign} [{words}]"))


def compared(
    expression: Expression, node: ast.Compare, sides: tuple[ast.expr, ast.expr], types: tuple[Type, Type]
) -> Correction:
    """What to write where two values of different types are compared."""
    for constant, other in ((sides[1], types[0]), (sides[0], types[1])):
        if isinstance(constant, ast.Constant):
            if better := _constant(expression, constant, other):
                return Correction(constant, write(better))
            if isinstance(constant.value, str) and other.base in _EXAMPLES:
                return Correction(constant, say(_EXAMPLES[other.base]))
    left, right = (expression.part(side) for side in sides)
    bases = (types[0].base, types[1].base)
    between = expression.between(*sides)
    if bases[1] == "list":
        return Correction(node, write(f"{left} {'not in' if between == '!=' else 'in'} {right}"))
    if bases == ("list", "number"):
        return Correction(sides[0], write(f"count({left})"))
    if bases == ("list", "text"):
        return Correction(node, write(f"{right} {'not in' if between == '!=' else 'in'} {left}"))
    if bases == ("day", "number"):
        return Correction(node, say("language.days.fix", better=f"today - {left} {between} {right}"))
    if bases == ("number", "day"):
        return Correction(node, say("language.days.fix", better=f"{left} {between} today - {right}"))
    if bases == ("flag", "number") and (counting := _counting(expression, sides[0])):
        return Correction(sides[0], write(counting))
    if types[0].base == "record":
        return Correction(node, say("language.not-comparable.fix"))
    return Correction(node, say("language.same-type.fix", one=types[0].some(), two=types[1].some()))


_EXAMPLES = {"day": "language.day.example", "money": "language.amount.example"}


def _constant(expression: Expression, constant: ast.Constant, other: Type) -> str:
    """A constant as it must be written to fit a type."""
    value, text = constant.value, expression.part(constant)
    if other.base == "money" and not isinstance(value, bool):
        if isinstance(value, str):
            return f'money("{value}")' if claims.MONEY.fullmatch(value) else ""
        return f'money("{text} EUR")'
    if other.base == "flag" and value in (0, 1):
        return str(bool(value))
    if not isinstance(value, str):
        return f'"{text}"' if other.base == "text" and not isinstance(value, bool) else ""
    if other.base == "day":
        return day_text(value)
    if other.base == "number":
        plain = re.sub(r"[ %]|days?", "", value)
        return plain if _NUMBER.fullmatch(plain) else ""
    if other.base == "flag":
        return _FLAGS.get(value.casefold(), "True")
    return ""


def _counting(expression: Expression, part: ast.expr) -> str:
    """`count(...)` for an `any(...)` or `all(...)` that is used as a number."""
    if not isinstance(part, ast.Call) or not isinstance(part.args[0], ast.GeneratorExp):
        return ""
    return counted_loop(expression, part.args[0])


def counted_loop(expression: Expression, loop: ast.GeneratorExp) -> str:
    """`count(x for x in list if condition)` for a loop over conditions."""
    generator = loop.generators[0]
    conditions = " and ".join(expression.part(part) for part in (*generator.ifs, loop.elt))
    name = expression.part(generator.target)
    return f"count({name} for {name} in {expression.part(generator.iter)} if {conditions})"


def calculated(expression: Expression, node: ast.BinOp, types: tuple[Type, Type]) -> Correction:
    """What to write where two values cannot be added, subtracted, multiplied or divided."""
    if (types[0].base, types[1].base) == ("money", "number") and isinstance(node.op, ast.Div):
        return Correction(node, write(_divided(expression, node)))
    for constant, other in ((node.right, types[0]), (node.left, types[1])):
        if isinstance(constant, ast.Constant):
            wanted = Type("number") if other.base == "day" else other
            if better := _constant(expression, constant, wanted):
                return Correction(constant, write(better))
    if types[0].base == types[1].base == "text":
        return Correction(node, say("language.joined.fix"))
    if types[0].base == types[1].base == "day":
        return Correction(node, say("language.two-days.fix"))
    return Correction(node, say("language.same-type.fix", one=types[0].some(), two=types[1].some()))


def _divided(expression: Expression, node: ast.BinOp) -> str:
    """A sum of money divided by a number: a number, or a part of the sum where it is compared with one."""
    left, right = expression.part(node.left), expression.part(node.right)
    above = path_to(expression.tree, node)[-2:-1]
    compared = above[0] if above and isinstance(above[0], ast.Compare) else None
    sides = [compared.left, *compared.comparators] if compared is not None else []
    is_part = any(side is not node and not isinstance(side, ast.Constant) for side in sides)
    factor = _FACTORS.get(right)
    return f"{left} * {factor}" if is_part and factor else f"{left}.amount / {right}"


_FACTORS = {"2": "0.5", "4": "0.25", "5": "0.2", "10": "0.1", "20": "0.05", "100": "0.01"}


def membership(
    expression: Expression, node: ast.Compare, sides: tuple[ast.expr, ast.expr], two: Type
) -> Correction:
    """What to write where `in` is followed by something else than a list."""
    left, right = (expression.part(side) for side in sides)
    negated = "not " if isinstance(node.ops[0], ast.NotIn) else ""
    if two.base == "text" and isinstance(sides[1], ast.Constant):
        words = re.findall(r"[\w-]+", str(sides[1].value))
        if len(words) > 1:
            return Correction(sides[1], write("[" + ", ".join(f'"{word}"' for word in words) + "]"))
        return Correction(node, write(f"{negated}contains({left}, {right})"))
    if two.base == "text":
        return Correction(node, write(f"{negated}contains({right}, {left})"))
    return Correction(node, say("language.in-list-only.fix"))


def money_text(written: str) -> str:
    """An amount in whatever form, as money() takes it."""
    hit = re.fullmatch(r"([\d.,' ]*\d) ?([A-Z]{3}|[€$£])", written) or re.fullmatch(
        r"(?P<code>[A-Z]{3}|[€$£]) ?([\d.,' ]*\d)", written
    )
    found = sorted((hit[1], hit[2]), key=lambda part: not part[0].isdigit()) if hit else ()
    better = amount(("", *found)) if found else ""
    return write(better) if better else say("language.amount.example")


def date_text(written: str) -> str:
    """A date that is written with its day first, in the form of expressions."""
    better = day_text(written)
    return write(better) if better else say("language.day.example")
