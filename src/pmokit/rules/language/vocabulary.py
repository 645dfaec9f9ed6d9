"""The words of the language: operators, functions and loops, what they take and what they give."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Any

from pmokit.model.anatomy import DAY, FLAG, MONEY, NUMBER, TEXT, Type
from pmokit.rules.language import functions

SIGNS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
ARITHMETIC: dict[tuple[type, str, str], tuple[str, Type]] = {
    (ast.Add, "number", "number"): ("({} + {})", NUMBER),
    (ast.Sub, "number", "number"): ("({} - {})", NUMBER),
    (ast.Mult, "number", "number"): ("({} * {})", NUMBER),
    (ast.Div, "number", "number"): ("(Decimal({}) / {})", NUMBER),
    (ast.Sub, "day", "day"): ("days_between({}, {})", NUMBER),
    (ast.Add, "day", "number"): ("shifted({}, {})", DAY),
    (ast.Sub, "day", "number"): ("shifted({}, -({}))", DAY),
    (ast.Add, "money", "money"): ("{}.plus({})", MONEY),
    (ast.Sub, "money", "money"): ("{}.minus({})", MONEY),
    (ast.Mult, "money", "number"): ("{}.times({})", MONEY),
    (ast.Mult, "number", "money"): ("{1}.times({0})", MONEY),
    (ast.Div, "money", "money"): ("{}.over({})", NUMBER),
}
LOOPS = ("any", "all", "count", "sum", "min", "max", "first", "last")
FUNCTIONS: dict[str, tuple[tuple[Type, ...], Type, str]] = {
    "abs": ((NUMBER,), NUMBER, "abs({})"),
    "words": ((TEXT,), NUMBER, "words(ws.weigh({}))"),
    "contains": ((TEXT, TEXT), FLAG, "contains(ws.weigh({}), {})"),
}


def listed() -> str:
    """All functions by name, for an error message."""
    return "Functions: " + ", ".join(sorted([*FUNCTIONS, *LOOPS, "date", "money"])) + "."


NAMESPACE: dict[str, Any] = {
    "__builtins__": {"abs": abs, "any": any, "all": all, "len": len},
    "Decimal": Decimal,
    **{
        function.__name__: function
        for function in (
            functions.follow,
            functions.outlined,
            functions.days_between,
            functions.shifted,
            functions.total,
            functions.total_money,
            functions.smallest,
            functions.largest,
            functions.counted,
            functions.extra_text,
            functions.extra_day,
            functions.extra_number,
            functions.extra_flag,
            functions.words,
            functions.contains,
            functions.first,
            functions.last,
            functions.format_value,
            functions.join,
        )
    },
}
