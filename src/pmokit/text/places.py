"""From routes of keys to lines and columns: a text composed a second time, for what has findings."""

from __future__ import annotations

from collections.abc import Iterable

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pmokit.text.composing import NULLS
from pmokit.text.flaws import TOP, Key, Route, Span
from pmokit.text.guard import span_at
from pmokit.text.yaml import compose, span_of

Composed = Node | None
"""A text as nodes with their places; None of an empty one."""


def locate(text: str, routes: Iterable[tuple[Route, bool]]) -> list[Span]:
    """The place of each route in a text; `True` with a route asks for its key, not its value.

    A route that the text does not hold (a missing key) gives the place of its deepest part that is
    there: its key if it has one. The result is in the order of the routes.
    """
    root = nodes_of(text)
    return [place_in(root, route, key) for route, key in routes]


def nodes_of(text: str) -> Composed:
    """A text composed, for whoever asks for several places one by one; None without any node."""
    return compose(text)[0]


def place_in(root: Composed, route: Route, key: bool = False) -> Span:
    """The place of a route in a composed text, as `locate` gives it."""
    return TOP if root is None else _find(root, route, key)


def locate_part(text: str, route: Route, offset: int, length: int) -> Span:
    """The place of some characters inside a scalar: `length` of them from `offset` of its value.

    Found by counting the characters that are not blank, which folding and indenting keep.
    """
    root, _flaws = compose(text)
    node: Node | None = root
    for part in route:
        step = _step(node, part) if node is not None else None
        node = step[1] if step else None
    if not isinstance(node, ScalarNode):
        return TOP if root is None else _find(root, route, False)
    start, value = node.start_mark.index, node.value
    if node.style in ("|", ">"):
        start = text.index("\n", start) + 1
    elif node.style:
        start += 1
    skipped = sum(not character.isspace() for character in value[:offset])
    for index in range(start, len(text)):
        if not text[index].isspace():
            if skipped == 0:
                return span_at(text, index, length)
            skipped -= 1
    return span_of(node)


def _find(root: Node, route: Route, want_key: bool) -> Span:
    node, found = root, span_of(root)
    for position, part in enumerate(route):
        step = _step(node, part)
        if step is None:
            return found
        key, node = step
        last = position == len(route) - 1
        key_span = span_of(key) if key is not None else span_of(node)
        nothing = isinstance(node, ScalarNode) and not node.style and node.value in NULLS
        if last and not want_key and isinstance(node, ScalarNode) and not nothing:
            return span_of(node)
        found = key_span
    return found


def node_at(root: Node, route: Route, key: bool = False) -> Node | None:
    """The node of a value, or of its key; None if the route leads nowhere."""
    node: Node | None = root
    name: Node | None = None
    for part in route:
        step = _step(node, part) if node is not None else None
        if step is None:
            return None
        name, node = step
    return name if key else node


def _step(node: Node, part: Key) -> tuple[ScalarNode | None, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == part:
                return key, value
    elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None
