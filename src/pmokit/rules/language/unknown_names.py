"""What was meant by a name, a field or a function that does not exist."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from pmokit.load.suggest import close, nearest
from pmokit.model import anatomy, kinds
from pmokit.model.anatomy import Type
from pmokit.model.project import Project
from pmokit.model.record import Record
from pmokit.rules.language import corrected_loops
from pmokit.rules.language.advice import Advice
from pmokit.rules.language.corrections import Correction, path_to, write
from pmokit.rules.language.syntax import Expression
from pmokit.rules.language.vocabulary import FUNCTIONS, LOOPS, listed
from pmokit.words.catalogue import say

SIZES = frozenset(("len", "length", "size", "number", "count", "LEN", "COUNT", "Count", "cardinality"))
_PLAIN = frozenset(
    ("str", "int", "float", "round", "lower", "upper", "trim", "strip", "casefold", "text", "bool", "days")
)
_OWN = frozenset(("this", "self", "it", "record", "item", "row", "entry", "me"))
_QUANTIFIERS = {"every": "all", "each": "all", "some": "any"}
_BETWEEN = frozenset(("datediff", "DATEDIF", "DATEDIFF", "days_between", "date_diff", "networkdays", "DAYS"))


def name(
    expression: Expression, node: ast.Name, scope: Mapping[str, Type], facts: Iterable[tuple[str, str]]
) -> str:
    """What to write for a name that means nothing: a field, a list of the project, a text, a near name."""
    word = node.id
    if word.lower() in scope:
        return write(word.lower())
    if word in _OWN:
        return write(_own_first(scope)[0][0])
    for owner, type_ in _own_first(scope):
        record = type_.record
        for name in (word, word.lower()):
            if record and (name in anatomy.fields(record) or (record.kind, name) in facts):
                return write(f"{owner}.{name}")
    lists = {home.kind: ".".join(("project", *home.fields)) for home in kinds.homes(Project)}
    for kind, route in lists.items():
        plural = (f"{kind}s", route.rsplit(".")[-1])
        if kind not in scope and "project" in scope and word in (kind, *plural):
            return say("language.other-kind.fix", kind=kind, text=route)
    if close(word, scope):
        return nearest(word, scope)
    above = path_to(expression.tree, node)[-2:-1]
    if above and (isinstance(above[0], (ast.Compare, ast.List, ast.Call)) or _is_choice(above[0])):
        known = ", ".join(f"`{one}`" for one in sorted(scope))
        return Advice(say("language.text-or-name.fix", better=f'"{word}"', known=known), f'"{word}"')
    return nearest(word, scope)


def _is_choice(node: ast.AST) -> bool:
    """Whether a part is like `risk.state == "open" or closed`."""
    return isinstance(node, ast.BoolOp) and isinstance(node.values[0], ast.Compare)


def _own_first(scope: Mapping[str, Type]) -> list[tuple[str, Type]]:
    """The names of a scope that are records: that of the rule first, what all rules share last."""
    shared = ("project", "meeting", "portfolio", "methodology")
    records = [(owner, type_) for owner, type_ in scope.items() if type_.base == "record"]
    return sorted(records, key=lambda item: shared.index(item[0]) if item[0] in shared else -1)


def field(expression: Expression, node: ast.Attribute, type_: Type) -> Correction:
    """What to write for a field of something that has none."""
    text = expression.part(node.value)
    if type_.base == "list" and node.attr in SIZES:
        return Correction(node, write(f"count({text})"))
    if type_.base == "list" and type_.item and type_.item.record:
        return corrected_loops.within_list(expression, node)
    if type_.base == "text" and node.attr in SIZES:
        return Correction(node, write(f"words({text})"))
    if type_.base == "money":
        return Correction(node, say("language.money-fields.fix", text=text))
    if type_.base == "day":
        return Correction(node, say("language.date-fields.fix", text=text))
    return Correction(node, write(text))


def field_of_record(
    expression: Expression, node: ast.Attribute, record: type[Record], facts: list[str]
) -> str:
    """What to write for a field that a record does not have: one further in, of the same words, or near."""
    text, word, fields = expression.part(node.value), node.attr, anatomy.fields(record)
    names = [*fields, *facts]
    if word.lower() in names:
        return write(f"{text}.{word.lower()}")
    inner = [
        f"{text}.{name}.{word}"
        for name, type_ in fields.items()
        if type_.record is not None and word in anatomy.fields(type_.record)
    ]
    words = set(word.lower().split("_"))
    alike = [f"{text}.{name}" for name in names if (some := set(name.split("_"))) < words or some > words]
    for found in (inner, [] if close(word, names) else alike):
        if len(found) == 1:
            return write(found[0])
    return nearest(word, names) or say("language.fields.fix", fields=", ".join(names))


def function(expression: Expression, node: ast.Call) -> Correction:
    """What to write for a call of something that is none of the functions."""
    if isinstance(node.func, ast.Attribute):
        return Correction(node, _method(expression, node.func, node))
    if not isinstance(node.func, ast.Name) or node.keywords:
        return Correction(node, listed())
    word, arguments = node.func.id, [expression.part(part) for part in node.args]
    if word in ("min", "max") and len(arguments) > 1:
        return Correction(node, write(f"{word}([{', '.join(arguments)}])"))
    if word in _BETWEEN and len(arguments) == 2:
        return Correction(node, write(f"{arguments[0]} - {arguments[1]}"))
    if word.lower() in (*FUNCTIONS, *LOOPS, "date", "money") and word != word.lower():
        return Correction(node.func, write(word.lower()))
    if word in ("sum", "SUM") and len(arguments) > 1:
        return Correction(node, write(f"({' + '.join(arguments)})"))
    if word.lower() in _QUANTIFIERS:
        return Correction(node.func, write(_QUANTIFIERS[word.lower()]))
    if word.lower() in _PLAIN and arguments:
        return Correction(node, write(arguments[0]))
    if word == "date" and len(arguments) == 3:
        return Correction(node, write('date("' + "-".join(part.zfill(2) for part in arguments) + '")'))
    if word in LOOPS:
        return Correction(node, say("language.one-list.fix", name=word))
    return Correction(node, nearest(word, [*FUNCTIONS, *LOOPS, "date", "money"]) or listed())


def _method(expression: Expression, called: ast.Attribute, node: ast.Call) -> str:
    text, whole = expression.part(called.value), expression.part(node)
    if called.attr in SIZES:
        return write(f"count({text})")
    if not node.args and called.attr not in _PLAIN and isinstance(called.value, ast.Name):
        return write(f"{text}.{called.attr}")
    return say("language.method.fix", found=whole[len(text) :])
