"""What to write instead where a list is used like one record, or a record like a list."""

from __future__ import annotations

import ast

from pmokit.model import anatomy
from pmokit.model.anatomy import Type
from pmokit.rules.language.corrections import LOOPING, Correction, is_logic, path_to, write
from pmokit.rules.language.syntax import Expression
from pmokit.words.catalogue import say


def counted(expression: Expression, list_: ast.expr) -> str:
    """`count(...)` of a list or of a loop, whose own text has brackets already."""
    text = expression.part(list_)
    return f"count{text}" if isinstance(list_, ast.GeneratorExp) else f"count({text})"


def within_list(expression: Expression, node: ast.Attribute) -> Correction:
    """A loop, where a field is taken of a whole list: `any(x.state == "open" for x in project.issues)`."""
    text, path = expression.part(node.value), path_to(expression.tree, node)
    for above in path[:-1]:
        if isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id in LOOPING:
            argument = expression.part(above.args[0]).replace(text, "x")
            if above.func.id == "count":
                tested = isinstance(above.args[0], ast.Compare)
                better = f"count(x for x in {text} if {argument})" if tested else f"count({text})"
                return Correction(above, write(better))
            return Correction(above, write(f"{above.func.id}({argument} for x in {text})"))
    condition = next(above for above in path if not is_logic(above))
    argument = expression.part(condition).replace(text, "x")
    if condition is node:
        return Correction(node, say("language.loop-example.fix", text=text))
    return Correction(condition, write(f"any({argument} for x in {text})"))


def lists_of(type_: Type, text: str) -> str:
    """The lists that a record holds, where a list is expected."""
    if type_.base != "record" or type_.record is None:
        return ""
    lists = [
        f"`{text}.{name}`" for name, field in anatomy.fields(type_.record).items() if field.base == "list"
    ]
    return say("language.lists-of.fix", lists=", ".join(lists)) if lists else ""


def entries(expression: Expression, name: str, list_: ast.expr, item: Type, bases: tuple[str, ...]) -> str:
    """What to write where `any`, `all`, `sum`, `min` or `max` gets entries that it cannot take."""
    if name == "any":
        return write(f"{counted(expression, list_)} > 0")
    fields = anatomy.fields(item.record).items() if item.record else ()
    known = [field for field, type_ in fields if type_.base in bases]
    if not known or isinstance(list_, ast.GeneratorExp):
        return say("language.entries.fix", name=name, bases=" or ".join(bases))
    return write(f"{name}(x.{known[0]} for x in {expression.part(list_)})")
