"""What an expression means: the type of each part, and the Python that computes it.

An optional value must be narrowed before it is used (`x is None or x.date > today`), a divisor
must be known not to be zero, and a name must exist; all of that is settled here, before any
project is read. The generated Python uses nothing but the names bound in `functions`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact
from pmokit.analytics.facts import FACTS
from pmokit.load.lookups import LOCAL, SOURCES
from pmokit.load.shared import REQUIRED
from pmokit.load.suggest import nearest
from pmokit.model import anatomy, kinds
from pmokit.model.anatomy import DAY, FLAG, NUMBER, TEXT, Type
from pmokit.model.extract import Outline
from pmokit.rules.language.narrowing import Known, learned, text_of
from pmokit.rules.language.syntax import Expression, ExpressionError
from pmokit.rules.language.vocabulary import (
    ARITHMETIC,
    FUNCTIONS,
    LOOPS,
    SIGNS,
    listed,
)
from pmokit.words.catalogue import say


class Value(NamedTuple):
    """A compiled part: its Python, its type, and whether it belongs to the project at hand."""

    code: str
    type: Type
    own: bool = True


@dataclass
class Scope:
    """The names an expression may use, the constants it binds, and what it turned out to need."""

    names: Mapping[str, Value]
    extra: Mapping[str, Type] = field(default_factory=dict)
    facts: Mapping[tuple[str, str], AnyFact] = field(default_factory=lambda: FACTS)
    bound: dict[str, Any] = field(default_factory=dict)
    needs: set[str] = field(default_factory=set)
    others: bool = False
    """Whether the expression reaches into other projects."""


class Compiler:
    """Compiles one expression in a scope."""

    def __init__(self, expression: Expression, scope: Scope) -> None:
        self.expression = expression
        self.scope = scope
        self.names = dict(scope.names)

    def compile(self, known: Known) -> Value:
        """The expression's Python and type; raises ExpressionError."""
        return self._value(self.expression.tree, known)

    def _value(self, node: ast.expr, known: Known) -> Value:
        handler: Callable[[Any, Known], Value] = getattr(self, f"_{type(node).__name__.lower()}")
        value = handler(node, known)
        if value.type.optional and text_of(node) in known.there:
            return value._replace(type=value.type.some())
        return value

    def _fail(self, node: ast.AST, message: str, help: str = "") -> ExpressionError:
        return self.expression.fail(node, message, help)

    def _some(self, node: ast.expr, known: Known) -> Value:
        """A value that must be there."""
        value = self._value(node, known)
        if value.type.optional:
            text = text_of(node)
            raise self._fail(
                node, say("language.optional", text=text), say("language.optional.fix", text=text)
            )
        return value

    def _typed(self, node: ast.expr, known: Known, wanted: Type) -> Value:
        value = self._some(node, known)
        if value.type.base != wanted.base:
            raise self._fail(node, say("language.expected-type", wanted=wanted, type=value.type))
        return value

    def _bind(self, value: Any) -> str:
        name = f"c{len(self.scope.bound)}"
        self.scope.bound[name] = value
        return name

    # --- values ---

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
            return Value(self._bind(Decimal(text)), NUMBER)
        raise self._fail(node, say("language.none-alone"))

    def _name(self, node: ast.Name, known: Known) -> Value:
        value = self.names.get(node.id)
        if value is None:
            raise self._fail(node, say("language.not-known-here", id=node.id), nearest(node.id, self.names))
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
            raise self._fail(node, say("language.no-fields", type=type_))
        kind = type_.record.kind
        if (fact := self.scope.facts.get((kind, name))) is not None:
            return self._fact(node, base, f"fact_{kind}_{name}", fact)
        fields = anatomy.fields(type_.record)
        if name not in fields:
            facts = [fact for owner, fact in self.scope.facts if owner == kind]
            raise self._fail(
                node, say("language.no-such-field", name=name, type=type_), nearest(name, [*fields, *facts])
            )
        if kind in ("project", "methodology", "portfolio"):
            self.scope.needs.add(name)
        type_ = fields[name]
        if name in REQUIRED.get(kind, ()):
            # Nobody judges while a part that is needed cannot be read, so it is there.
            type_ = replace(type_, optional=False)
        return Value(f"{base.code}.{name}", type_, base.own)

    def _fact(self, node: ast.Attribute, base: Value, function: str, fact: AnyFact) -> Value:
        self.scope.needs |= set(fact.needs)
        self.scope.bound[function] = fact.function
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

    # --- logic ---

    def _boolop(self, node: ast.BoolOp, known: Known) -> Value:
        is_and = isinstance(node.op, ast.And)
        codes: list[str] = []
        for part in node.values:
            codes.append(self._typed(part, known, FLAG).code)
            known = known.with_(learned(part, is_and))
        return Value("(" + (" and " if is_and else " or ").join(codes) + ")", FLAG)

    def _unaryop(self, node: ast.UnaryOp, known: Known) -> Value:
        if isinstance(node.op, ast.Not):
            return Value(f"(not {self._typed(node.operand, known, FLAG).code})", FLAG)
        return Value(f"(-{self._typed(node.operand, known, NUMBER).code})", NUMBER)

    def _ifexp(self, node: ast.IfExp, known: Known) -> Value:
        test = self._typed(node.test, known, FLAG)
        there = known.with_(learned(node.test, True))
        if isinstance(node.orelse, ast.Constant) and node.orelse.value is None:  # nothing is known otherwise
            only = self._value(node.body, there)
            return Value(f"({only.code} if {test.code} else None)", replace(only.type.maybe(), choices=()))
        yes = self._some(node.body, there)
        no = self._some(node.orelse, known.with_(learned(node.test, False)))
        if yes.type.base != no.type.base:
            raise self._fail(node, say("language.branches", one=yes.type, two=no.type))
        return Value(f"({yes.code} if {test.code} else {no.code})", replace(yes.type, choices=()))

    def _compare(self, node: ast.Compare, known: Known) -> Value:
        left, parts = node.left, []
        for op, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._comparison(node, left, op, right, known))
            left = right
        return Value("(" + " and ".join(parts) + ")", FLAG)

    def _comparison(
        self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr, known: Known
    ) -> str:
        if isinstance(op, (ast.Is, ast.IsNot)):
            return self._is_none(node, left, op, right, known)
        one = self._some(left, known)
        two = self._some(right, known)
        if isinstance(op, (ast.In, ast.NotIn)):
            return self._membership(right, one, op, two)
        self._comparable(node, one, op, two)
        if one.type.base == "money":
            return f"({one.code}.compared({two.code}) {SIGNS[type(op)]} 0)"
        return f"({one.code} {SIGNS[type(op)]} {two.code})"

    def _is_none(
        self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr, known: Known
    ) -> str:
        if not (isinstance(right, ast.Constant) and right.value is None):
            raise self._fail(node, say("language.is-none-only"), say("language.is-none-only.fix"))
        value = self._value(left, known)
        if not value.type.optional and text_of(left) not in known.there:
            raise self._fail(
                left, say("language.never-absent", left=text_of(left)), say("language.never-absent.fix")
            )
        return f"({value.code} {'is' if isinstance(op, ast.Is) else 'is not'} None)"

    def _membership(self, node: ast.expr, one: Value, op: ast.cmpop, two: Value) -> str:
        item = two.type.item
        if two.type.base != "list" or item is None:
            raise self._fail(
                node, say("language.in-list-only", type=two.type), say("language.in-list-only.fix")
            )
        self._same_base(node, one.type, item)
        if item.base == "reason":
            raise self._fail(
                node, say("language.not-comparable", type=item), say("language.not-comparable.fix")
            )
        self._known_words(node, one.type, item)
        return f"({one.code} {'in' if isinstance(op, ast.In) else 'not in'} {two.code})"

    def _comparable(self, node: ast.Compare, one: Value, op: ast.cmpop, two: Value) -> None:
        self._same_base(node, one.type, two.type)
        if one.type.base in ("record", "list", "extra", "reason", "any"):
            raise self._fail(
                node, say("language.not-comparable", type=one.type), say("language.not-comparable.fix")
            )
        ordered = isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
        if ordered and one.type.base in ("text", "flag"):
            raise self._fail(node, say("language.no-order", type=one.type), say("language.types-differ.fix"))
        self._known_words(node, one.type, two.type)
        self._known_words(node, two.type, one.type)

    def _same_base(self, node: ast.AST, one: Type, two: Type) -> None:
        if one.base != two.base:
            raise self._fail(node, say("language.types-differ", one=one, two=two))

    def _known_words(self, node: ast.AST, one: Type, two: Type) -> None:
        """A word compared with a choice must be one of the choices."""
        if one.base == "text" and len(one.choices) > 1:
            for word in two.choices:
                if word not in one.choices:
                    raise self._fail(
                        node, say("language.not-a-choice", word=word), nearest(word, one.choices)
                    )

    # --- arithmetic ---

    def _binop(self, node: ast.BinOp, known: Known) -> Value:
        one, two = self._some(node.left, known), self._some(node.right, known)
        if isinstance(node.op, ast.Div):
            self._check_divisor(node.right, two, known)
        case = ARITHMETIC.get((type(node.op), one.type.base, two.type.base))
        if case is None:
            sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(node.op)]
            raise self._fail(node, say("language.no-meaning", type=one.type, sign=sign, two=two.type))
        return Value(case[0].format(one.code, two.code), case[1])

    def _check_divisor(self, node: ast.expr, value: Value, known: Known) -> None:
        text = text_of(node) + (".amount" if value.type.base == "money" else "")
        constant = isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value
        if not constant and text not in known.nonzero:
            raise self._fail(node, say("language.divisor", text=text), say("language.divisor.fix", text=text))

    # --- calls and loops ---

    def _call(self, node: ast.Call, known: Known) -> Value:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._fail(node, say("language.call"), listed())
        name = node.func.id
        if name in LOOPS and len(node.args) == 1:
            return self._over_list(name, node, node.args[0], known)
        if name == "date" and len(node.args) == 1:
            return self._date(node, node.args[0])
        case = FUNCTIONS.get(name)
        if case is None:
            raise self._fail(
                node, say("language.no-function", name=name), nearest(name, [*FUNCTIONS, *LOOPS])
            )
        wanted, result, code = case
        if len(node.args) != len(wanted):
            raise self._fail(
                node, say("language.arguments", name=name, wanted=len(wanted), found=len(node.args))
            )
        args = [self._typed(arg, known, type_) for arg, type_ in zip(node.args, wanted, strict=True)]
        return Value(code.format(*(arg.code for arg in args)), result)

    def _date(self, node: ast.Call, arg: ast.expr) -> Value:
        try:
            day = date.fromisoformat(str(arg.value) if isinstance(arg, ast.Constant) else "")
        except ValueError:
            raise self._fail(node, say("language.date-text"), say("language.date-text.fix")) from None
        return Value(self._bind(day), DAY)

    def _over_list(self, name: str, node: ast.Call, arg: ast.expr, known: Known) -> Value:
        values = self._value(arg, known)
        item = values.type.item
        if values.type.base != "list" or item is None:
            raise self._fail(arg, say("language.takes-list", name=name, type=values.type))
        if name in ("first", "last"):
            if isinstance(arg, ast.GeneratorExp):
                raise self._fail(arg, say("language.takes-no-loop", name=name))
            return Value(f"{name}({values.code})", item.maybe(), values.own)
        if name == "count":
            plain = not isinstance(arg, ast.GeneratorExp)
            return Value(f"len({values.code})" if plain else f"counted({values.code})", NUMBER)
        if name in ("any", "all"):
            self._wants(arg, item, ("flag",), name)
            return Value(f"{name}({values.code})", FLAG)
        if name == "sum":
            self._wants(arg, item, ("number", "money"), name)
            function = "total_money" if item.base == "money" else "total"
            return Value(f"{function}({values.code})", Type(item.base))
        self._wants(arg, item, ("number", "day"), name)
        return Value(f"{'smallest' if name == 'min' else 'largest'}({values.code})", Type(item.base, True))

    def _wants(self, node: ast.expr, item: Type, bases: tuple[str, ...], name: str) -> None:
        if item.base not in bases or item.optional:
            raise self._fail(
                node, say("language.takes-types", name=name, bases=" or ".join(bases), item=item)
            )

    def _generatorexp(self, node: ast.GeneratorExp, known: Known) -> Value:
        loop = node.generators[0]
        assert isinstance(loop.target, ast.Name)  # settled by the syntax
        name = loop.target.id
        source = self._some(loop.iter, known)
        if source.type.base != "list" or source.type.item is None:
            raise self._fail(loop.iter, say("language.loop-over-list", type=source.type))
        if name in self.names or name in FUNCTIONS or name in LOOPS:
            raise self._fail(
                loop.target, say("language.name-taken", name=name), say("language.name-taken.fix")
            )
        self.names[name] = Value(f"v_{name}", source.type.item, source.own)
        conditions: list[str] = []
        for condition in loop.ifs:
            conditions.append(self._typed(condition, known, FLAG).code)
            known = known.with_(learned(condition, True))
        element = self._some(node.elt, known)
        del self.names[name]
        ifs = "".join(f" if {condition}" for condition in conditions)
        code = f"({element.code} for v_{name} in {source.code}{ifs})"
        return Value(code, Type("list", item=element.type), source.own and element.own)
