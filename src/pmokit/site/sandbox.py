"""Where templates run: they reach fields of records and nothing else, and what they may do is counted.

Counted and not timed, so that a template that goes on for ever is the same fault on every machine.
"""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from pmokit.model.record import Record
from pmokit.words.catalogue import say

STEPS = 2_000_000
"""Rounds of loops and calls of one page."""
LONGEST = 10**15
"""The largest factor."""
MOST_REPEATED = 1_000_000
"""Characters or entries that a multiplication repeats."""
# They fill pages with blanks and words that nobody needs, a thousand million of them if asked.
_FILLERS = ("indent", "wordwrap", "center", "format", "pprint", "random")


class Sandbox(SandboxedEnvironment):
    """A sandbox in which a record is its fields, and nothing else of its class can be reached."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # What may be read depends on the type alone, and is asked half a million times a build.
        self._known: dict[tuple[type, str], bool] = {}
        self.steps = STEPS
        self.filters["counted"] = self._count
        self.globals.pop("lipsum")
        for name in _FILLERS:
            del self.filters[name]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.iter.lineno)
        return tree

    def _count(self, values: Any) -> Any:
        """What a loop goes through, counted before it does."""
        some = values if isinstance(values, Sized) else list(values)
        self._spend(len(some))
        return some

    def _spend(self, number: int) -> None:
        self.steps -= number
        if self.steps < 0:
            raise SecurityError(say("build.template-steps", steps=f"{STEPS:,}"))

    def call(self, context: Any, obj: Any, /, *args: Any, **options: Any) -> Any:
        """Call what a template may call."""
        self._spend(1)
        return super().call(context, obj, *args, **options)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply; there is no power."""
        sizes = [len(part) if isinstance(part, Sized) else abs(part) for part in (left, right)]
        repeats = any(isinstance(part, Sized) for part in (left, right))
        if operator == "**" or max(sizes) > LONGEST or (repeats and sizes[0] * sizes[1] > MOST_REPEATED):
            raise SecurityError(say("build.template-too-large"))
        return super().call_binop(context, operator, left, right)

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
        if isinstance(obj, type):
            return False
        return super().is_safe_attribute(obj, attr, value)
