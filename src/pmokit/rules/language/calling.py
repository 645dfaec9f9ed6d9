"""Functions and loops: what they take and what they give."""

from __future__ import annotations

import ast

from pmokit.model import claims
from pmokit.model.anatomy import DAY, FLAG, MONEY, NUMBER, Type
from pmokit.rules.language import corrected_loops, corrections, establishing, unknown_names
from pmokit.rules.language.narrowing import Known, learned
from pmokit.rules.language.parts import Parts, Value
from pmokit.rules.language.syntax import ExpressionError
from pmokit.rules.language.vocabulary import FUNCTIONS, LOOPS
from pmokit.words.catalogue import say


class Calls(Parts):
    """Calls of functions, and the loops in them."""

    def _call(self, node: ast.Call, known: Known) -> Value:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._wrong(say("language.call"), unknown_names.function(self.expression, node))
        name = node.func.id
        if name in LOOPS and len(node.args) == 1:
            return self._over_list(name, node, node.args[0], known)
        if name in ("date", "money") and len(node.args) == 1:
            return self._date(node, node.args[0]) if name == "date" else self._money(node, node.args[0])
        if name == "abs" and len(node.args) == 1:
            value = self._some(node.args[0], known)
            if value.type.base == "money":
                return Value(f"{value.code}.absolute()", MONEY, value.own)
        case = FUNCTIONS.get(name)
        if case is None:
            raise self._unknown(name, node, known)
        wanted, result, code = case
        if len(node.args) != len(wanted):
            raise self._fail(
                node, say("language.arguments", name=name, wanted=len(wanted), found=len(node.args))
            )
        if name == "contains":
            self._check_search(node, known)
        args = [self._typed(arg, known, type_) for arg, type_ in zip(node.args, wanted, strict=True)]
        return Value(code.format(*(arg.code for arg in args)), result)

    def _unknown(self, name: str, node: ast.Call, known: Known) -> ExpressionError:
        if name in LOOPS or name in ("date", "money"):
            message = say("language.arguments", name=name, wanted=1, found=len(node.args))
            return self._wrong(message, unknown_names.function(self.expression, node))
        message = say("language.no-function", name=name)
        if name in unknown_names.SIZES and len(node.args) == 1:
            size = "words" if self._value(node.args[0], known).type.base == "text" else "count"
            better = corrections.write(f"{size}({self.expression.part(node.args[0])})")
            return self._fail(node, message, better)
        return self._wrong(message, unknown_names.function(self.expression, node))

    def _check_search(self, node: ast.Call, known: Known) -> None:
        """The text that is searched comes first; a list is not searched."""
        text, part = node.args
        one, two = self.expression.part(text), self.expression.part(part)
        searched = self._value(text, known).type
        if searched.item and searched.base == "list":
            in_loop = searched.item.record is not None
            help = (
                say("language.loop-example.fix", text=one)
                if in_loop
                else corrections.write(f"{two} in {one}")
            )
            raise self._fail(node, say("language.search-in-list"), help)
        if isinstance(text, ast.Constant) and not isinstance(part, ast.Constant):
            raise self._fail(node, say("language.search-order"), corrections.write(f"contains({two}, {one})"))

    def _date(self, node: ast.Call, arg: ast.expr) -> Value:
        if not isinstance(arg, ast.Constant) and self._value(arg, Known()).type.base == "day":
            raise self._fail(node, say("language.date-text"), corrections.write(self.expression.part(arg)))
        written = arg.value if isinstance(arg, ast.Constant) else ""
        if not claims.fits(claims.claim_day, written):
            raise self._fail(node, say("language.date-text"), corrections.date_text(str(written)))
        return Value(self._bind(claims.claim_day(written)), DAY)

    def _money(self, node: ast.Call, arg: ast.expr) -> Value:
        written = arg.value if isinstance(arg, ast.Constant) else ""
        if not claims.fits(claims.money, written):
            raise self._fail(node, say("language.money-text"), corrections.money_text(str(written)))
        return Value(self._bind(claims.money(written)), MONEY)

    def _over_list(self, name: str, node: ast.Call, arg: ast.expr, known: Known) -> Value:
        values = self._value(arg, known)
        item, loop = values.type.item, isinstance(arg, ast.GeneratorExp)
        if values.type.base != "list" or item is None:
            raise self._no_list(name, node, arg, values.type)
        if name in ("first", "last"):
            if loop:
                raise self._fail(arg, say("language.takes-no-loop", name=name))
            return Value(f"{name}({values.code})", item.maybe(), values.own)
        if name == "count":
            if isinstance(arg, ast.GeneratorExp) and item.base == "flag":
                better = corrections.write(corrections.counted_loop(self.expression, arg))
                raise self._fail(node, say("language.count-of-flags"), better)
            return Value(f"counted({values.code})" if loop else f"len({values.code})", NUMBER)
        if not loop:
            values = values._replace(code=f"ws.spend({values.code})")
        if name in ("any", "all"):
            self._check_items(node, arg, item, ("flag",), name)
            return Value(f"{name}({values.code})", FLAG)
        if name == "sum":
            self._check_items(node, arg, item, ("number", "money"), name)
            function = "total_money" if item.base == "money" else "total"
            return Value(f"{function}({values.code})", Type(item.base))
        self._check_items(node, arg, item, ("number", "day"), name)
        return Value(f"{'smallest' if name == 'min' else 'largest'}({values.code})", Type(item.base, True))

    def _no_list(self, name: str, node: ast.Call, arg: ast.expr, type_: Type) -> ExpressionError:
        text = self.expression.part(arg)
        message = say("language.takes-list", name=name, type=type_)
        if name == "count" and type_.base == "text":
            return self._fail(node, message, corrections.write(f"words({text})"))
        if name in ("any", "all") and type_.base == "flag":
            return self._fail(node, message, corrections.write(text))
        return self._fail(arg, message, corrected_loops.lists_of(type_, text))

    def _check_items(
        self, node: ast.Call, arg: ast.expr, item: Type, bases: tuple[str, ...], name: str
    ) -> None:
        message = say("language.takes-types", name=name, bases=" or ".join(bases), item=item)
        if item.base not in bases:
            raise self._fail(node, message, corrected_loops.entries(self.expression, name, arg, item, bases))
        if item.optional and not self.scope.assumed:
            if isinstance(arg, ast.GeneratorExp):
                raise self._unestablished(arg, message, establishing.in_loop(self.expression, arg, arg.elt))
            raise self._fail(arg, message, say("language.optional.loop", text="x"))

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
        # What a loop inside goes over has been counted there.
        over = source.code if isinstance(loop.iter, ast.GeneratorExp) else f"ws.spend({source.code})"
        code = f"({element.code} for v_{name} in {over}{ifs})"
        return Value(code, Type("list", item=element.type), source.own and element.own)
