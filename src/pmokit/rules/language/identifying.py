"""Comparisons of an id with something that is none, which are never true."""

from __future__ import annotations

import ast

from pmokit.model import anatomy, kinds
from pmokit.model.anatomy import Type
from pmokit.model.record import Record
from pmokit.rules.language.corrections import Correction, write
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Parts
from pmokit.words.catalogue import say


class Identities(Parts):
    """What an id may be compared with: another id of the same kind, or a text of which nothing is known."""

    def _check_identity(
        self, sides: tuple[ast.expr, ast.expr], types: tuple[Type, Type], known: Known
    ) -> None:
        for one, two in ((0, 1), (1, 0)):
            kind, other = types[one].ref, sides[two]
            if kind and isinstance(other, ast.List):
                for entry in other.elts:
                    entry_type = self._value(entry, known).type
                    self._check_identity((sides[one], entry), (types[one], entry_type), known)
            if not kind or not isinstance(other, ast.Attribute):
                continue
            if types[two].ref not in ("", kind):
                message = say("language.two-kinds", one=kind, two=types[two].ref)
                raise self._fail(other, message, say("language.two-kinds.fix", kind=kind))
            owner = self._value(other.value, known).type
            if not types[two].ref and self._is_plain_text(owner, other.attr):
                message = say(
                    "language.not-its-id",
                    kind=kind,
                    one=self.expression.part(sides[one]),
                    two=self.expression.part(other),
                )
                raise self._wrong(message, self._better_than(other, owner, kind))

    def _is_plain_text(self, owner: Type, name: str) -> bool:
        """Whether a name is a field with words for people, such as a title; facts may give ids."""
        record = _record_of(owner)
        if record is None or name in ("id", *record.from_name) or (record.kind, name) in self.scope.facts:
            return False
        type_ = anatomy.fields(record).get(name)
        return type_ is not None and type_.base == "text"

    def _better_than(self, node: ast.Attribute, owner: Type, kind: str) -> Correction:
        """The id that belongs in the place of a text."""
        text, record = self.expression.part(node.value), _record_of(owner)
        if owner.ref == kind:
            return Correction(node, write(text))
        if record is not None and record.kind == kind:
            return Correction(node, write(f"{text}.id"))
        fields = anatomy.fields(record).items() if record is not None else ()
        some = [f"`{text}.{name}`" for name, type_ in fields if type_.ref == kind]
        if some:
            return Correction(node, say("language.fields-with-id.fix", kind=kind, fields=", ".join(some)))
        return Correction(node, say("language.two-kinds.fix", kind=kind))


def _record_of(type_: Type) -> type[Record] | None:
    return kinds.all_kinds()[type_.ref] if type_.ref else type_.record
