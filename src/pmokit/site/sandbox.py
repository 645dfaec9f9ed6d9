"""Where templates run: they reach fields of records and nothing else, and what they may do is counted.

Counted and not timed, so that a template that goes on for ever, or fills the memory, is the same fault on
every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pmokit.model.record import Record
from pmokit.site.template_sizes import MOST_REPEATED, NO_METHODS, bounded, weigh
from pmokit.words.catalogue import say

STEPS = 2_000_000
"""Rounds of loops and calls of one page."""
CHARACTERS = 200_000_000
"""Characters that one page goes through: each as often as it is joined, printed or handed on."""
LONGEST_TEXT = 10_000_000
"""Characters of one text."""
LONGEST = 10**15
"""The largest factor."""


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which a record is its fields, and nothing else of its class can be reached."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self, finalize: Callable[[Any], Any], **options: Any) -> None:
        def printed(value: Any) -> Any:
            self._spend_text(weigh(value))
            return finalize(value)

        super().__init__(finalize=printed, **options)
        # What may be read depends on the type alone, and is asked half a million times a build.
        self._known: dict[tuple[type, str], bool] = {}
        self._literals: dict[str | None, int] = {}
        self.renew()
        self.filters = bounded(self.filters, self._spend_text)
        self.filters.update(counted=self._count, weighed=self._weigh)
        self.globals.pop("lipsum")

    def renew(self) -> None:
        """Begin to count for a page."""
        self.steps, self.characters = STEPS, CHARACTERS

    @property
    def exhausted(self) -> bool:
        """Whether a page used up most of what it may."""
        return self.steps < 0 or self.characters < LONGEST_TEXT

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._literals[name] = _literal(tree)
        for loop in tree.find_all(nodes.For):
            text: list[nodes.Expr] = [nodes.Const(_literal(loop))]
            loop.iter = nodes.Filter(loop.iter, "counted", text, [], None, None, lineno=loop.iter.lineno)
        for joined in tree.find_all(nodes.Concat):
            joined.nodes = [
                nodes.Filter(part, "weighed", [], [], None, None, lineno=part.lineno) for part in joined.nodes
            ]
        return tree

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """A template, whose own text counts as often as it is included."""
        found = super().get_template(name, parent, globals)
        self._spend_text(self._literals.get(found.name, 0))
        return found

    def _count(self, values: Any, text: int) -> Any:
        """What a loop goes through, counted before it does, with the text that it repeats."""
        some = values if isinstance(values, Sized) else list(values)
        self._spend(len(some))
        if len(some) * text > self.characters:
            raise SecurityError(say("build.template-too-large"))
        self.characters -= len(some) * text
        return some

    def _weigh(self, value: Any) -> Any:
        self._spend_text(weigh(value))
        return value

    def _spend(self, number: int) -> None:
        self.steps -= number
        if self.steps < 0:
            raise SecurityError(say("build.template-steps", steps=f"{STEPS:,}"))

    def _spend_text(self, number: int) -> None:
        if number > LONGEST_TEXT or number > self.characters:
            raise SecurityError(say("build.template-too-large"))
        self.characters -= number

    def call(self, context: Any, obj: Any, /, *args: Any, **options: Any) -> Any:
        """Call what a template may call."""
        self._spend(1)
        result = super().call(context, obj, *args, **options)
        self._spend_text(weigh(result))
        return result

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply, add, or the rest of a division; there is no power, and no text is formatted."""
        if operator == "+":
            self._spend_text(weigh(left) + weigh(right))
        elif operator == "*":
            sizes = [len(part) if isinstance(part, Sized) else abs(part) for part in (left, right)]
            repeats = any(isinstance(part, Sized) for part in (left, right))
            if max(sizes) > LONGEST or (repeats and sizes[0] * sizes[1] > MOST_REPEATED):
                raise SecurityError(say("build.template-too-large"))
        elif operator == "**" or isinstance(left, str):
            raise SecurityError(say("build.template-too-large"))
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: a template formats no text, which could make it as wide as it likes."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        key = (type(obj), attr)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._is_safe(obj, attr, value)
        return known

    def _is_safe(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, Record):
            return attr in type(obj).model_fields
        if isinstance(obj, type) or (isinstance(obj, str) and attr in NO_METHODS):
            return False
        return super().is_safe_attribute(obj, attr, value)


def _literal(node: nodes.Node) -> int:
    """The characters of the text in a part of a template."""
    return sum(len(text.data) for text in node.find_all(nodes.TemplateData))
