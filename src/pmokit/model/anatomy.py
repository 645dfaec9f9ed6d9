"""What a record type consists of: read once from its annotations, for loading and for rules.

The loader asks which fields are references; the rule compiler asks what type a field has. Both
get the same answer, from the same annotations that validate the data.
"""

from __future__ import annotations

import re
import types
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pmokit.model.money import Money
from pmokit.model.record import Record
from pmokit.model.scalars import Ref
from pmokit.words.catalogue import say

Base = Literal[
    "text", "day", "number", "flag", "money", "record", "list", "extra", "reason", "nothing", "any"
]


@dataclass(frozen=True)
class Type:
    """The type of a value in a record or an expression.

    `record` names the class of a record; `ref` the kind that a text, or each key of a mapping, refers to;
    `item` what a list holds; `choices` the words that a text may be.
    """

    base: Base
    optional: bool = False
    record: type[Record] | None = None
    ref: str = ""
    item: Type | None = None
    choices: tuple[str, ...] = ()

    def some(self) -> Type:
        """The same type once it is known to be there."""
        return replace(self, optional=False)

    def maybe(self) -> Type:
        """The same type, possibly absent."""
        return replace(self, optional=True)

    def __str__(self) -> str:
        if self.base == "record" and self.record:
            name = self.record.kind or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.record.__name__).lower()
        elif self.base == "list":
            name = say("model.list-of", item=self.item)
        else:
            name = {"day": "date", "money": say("model.sum-of-money")}.get(self.base, self.base)
        return say("model.optional", type=name) if self.optional else name


FLAG, NUMBER, TEXT, DAY, MONEY = Type("flag"), Type("number"), Type("text"), Type("day"), Type("money")
REASON = Type("reason")
TEXTS, REASONS = Type("list", item=TEXT), Type("list", item=REASON)
_SCALARS: dict[type, Type] = {str: TEXT, bool: FLAG, int: NUMBER, Decimal: NUMBER, date: DAY, Money: MONEY}


# Record classes never change in a process.
@cache
def fields(record: type[Record]) -> dict[str, Type]:
    """The fields of a record class and their types."""
    return {
        name: _with_ref(of_annotation(field.annotation), field.metadata)
        for name, field in record.model_fields.items()
    }


def of_annotation(annotation: Any) -> Type:
    """The type that an annotation of a model field stands for."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        return of_annotation(inner[0]).maybe()
    if origin is Literal:
        return Type("text", choices=get_args(annotation))
    if origin is tuple:
        return Type("list", item=of_annotation(get_args(annotation)[0]))
    if origin is dict:
        return Type("extra", ref=of_annotation(get_args(annotation)[0]).ref)
    if hasattr(annotation, "__metadata__"):
        return _with_ref(of_annotation(annotation.__origin__), annotation.__metadata__)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Type("record", record=annotation)
    return _SCALARS.get(annotation, Type("any"))


def _with_ref(found: Type, metadata: Any) -> Type:
    for mark in metadata:
        if isinstance(mark, Ref):
            return replace(found, ref=mark.kind)
    return found
