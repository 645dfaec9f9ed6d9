"""Constants, names and fields: what they mean, and which record a reference leads to."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal

from pmokit.analytics.fact import AnyFact
from pmokit.load.lookups import LOCAL, SOURCES
from pmokit.load.shared import REQUIRED
from pmokit.load.suggest import nearest
from pmokit.model import anatomy, claims, kinds
from pmokit.model.anatomy import FLAG, NUMBER, TEXT, Type
from pmokit.model.extract import Outline
from pmokit.rules.language import corrections, unknown_names
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Parts, Value
from pmokit.words.catalogue import say


class Names(Parts):
    """Values that an expression names."""

    def _constant(self, node: ast.Constant, known: Known) -> Value:
        value = node.value
        if isinstance(value, bool):
            return Value(repr(value), FLAG)
        if isinstance(value, str):
            return Value(self._bind(value), replace(TEXT, choices=(value,)))
        if isinstance(value, int):
            return Value(repr(value), NUMBER)
        if isinstance(value, float):
            text = ast.get_source_segment(f"({self.expression.text}\n)", node) or repr(value)
            if claims.THOUSANDS.fullmatch(text):
                better = corrections.write(text.replace(".", ""))
                raise self._fail(node, say("language.thousand", found=text), better)
            return Value(self._bind(Decimal(text)), NUMBER)
        raise self._fail(node, say("language.none-alone"))

    def _name(self, node: ast.Name, known: Known) -> Value:
        value = self.names.get(node.id)
        if value is None:
            types = {name: known_value.type for name, known_value in self.names.items()}
            help = unknown_names.name(self.expression, node, types, self.scope.facts)
            raise self._fail(node, say("language.not-known-here", id=node.id), help)
        return value

    def _attribute(self, node: ast.Attribute, known: Known) -> Value:
        base = self._some(node.value, known)
        return self._field(node, self._record(node, base))

    def _record(self, node: ast.Attribute, base: Value) -> Value:
        """The record on which a field is asked for; a reference is followed."""
        kind = base.type.ref
        if not kind:
            return base
        if kind in LOCAL and not base.own:
            raise self._fail(node, say("language.other-project", kind=kind))
        record = kinds.all_kinds()[kind]
        self.scope.needs.add(SOURCES.get(kind, kind))
        other = kind in LOCAL or kind == "project"
        self.scope.others |= other
        code = f"follow(ws, {kind!r}, {base.code}, home)"
        fact = (kind, node.attr) in self.scope.facts
        if kind == "project" and node.attr in Outline.model_fields and not fact:
            # What a project's extract holds is asked of that, so that little rests on the whole folder.
            code = f"outlined(ws, {base.code})"
        return Value(code, Type("record", record=record), own=not other)

    def _field(self, node: ast.Attribute, base: Value) -> Value:
        name, type_ = node.attr, base.type
        if type_.base == "money" and name in ("amount", "currency"):
            return Value(f"{base.code}.{name}", NUMBER if name == "amount" else TEXT, base.own)
        if type_.base == "extra":
            return self._extra(node, base)
        if type_.base != "record" or type_.record is None:
            correction = unknown_names.field(self.expression, node, type_)
            raise self._wrong(say("language.no-fields", type=type_), correction)
        kind = type_.record.kind
        if (fact := self.scope.facts.get((kind, name))) is not None:
            return self._fact(node, base, f"fact_{kind}_{name}", fact)
        fields = anatomy.fields(type_.record)
        if name not in fields:
            facts = [fact for owner, fact in self.scope.facts if owner == kind]
            help = unknown_names.field_of_record(self.expression, node, type_.record, facts)
            raise self._fail(node, say("language.no-such-field", name=name, type=type_), help)
        if kind in ("project", "methodology", "portfolio"):
            self.scope.needs.add(name)
        type_ = fields[name]
        if name in REQUIRED.get(kind, ()):
            # Nobody judges while a part that is needed cannot be read, so it is there.
            type_ = replace(type_, optional=False)
        return Value(f"{base.code}.{name}", type_, base.own)

    def _fact(self, node: ast.Attribute, base: Value, function: str, fact: AnyFact) -> Value:
        self.scope.needs |= set(fact.needs)
        self.scope.named[function] = fact.key
        if not fact.of_project:
            return Value(f"ws.once({function}, {base.code})", fact.type, base.own)
        project = self.scope.names.get("project")
        if project is None or not base.own:
            raise self._fail(node, say("language.own-records-only", attr=node.attr))
        return Value(f"ws.once({function}, {base.code}, {project.code})", fact.type, base.own)

    def _extra(self, node: ast.Attribute, base: Value) -> Value:
        if node.attr not in self.scope.extra:
            raise self._fail(
                node,
                say("language.not-declared", attr=node.attr),
                nearest(node.attr, self.scope.extra),
            )
        self.scope.needs.add("fields")
        type_ = self.scope.extra[node.attr]
        return Value(f"extra_{type_.base}({base.code}.get({node.attr!r}))", type_, base.own)

    def _list(self, node: ast.List, known: Known) -> Value:
        if not node.elts:
            raise self._fail(node, say("language.empty-list"))
        values = [self._some(item, known) for item in node.elts]
        if len({value.type.base for value in values}) > 1:
            raise self._fail(node, say("language.mixed-list"))
        item = replace(values[0].type, choices=tuple(c for v in values for c in v.type.choices))
        return Value(f"({', '.join(value.code for value in values)},)", Type("list", item=item))
