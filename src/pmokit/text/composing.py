"""The two ways in which ruamel's C composer is used: to nodes with their places, and to data alone.

The composer makes of each value what stands under `ScalarNode`, `SequenceNode` and `MappingNode` in its own
module. To make a node with two marks in Python for each of the million values of a large portfolio costs
three times as much as to parse it, and a walk over the nodes as much again. So these
names are replaced by functions that make a node only where nodes are wanted; it takes 40 percent off the
reading of YAML. Which of the two is wanted, the tag tells that the resolver of each parser gives.
"""

from __future__ import annotations

import sys
from operator import is_
from typing import Any

from ruamel.yaml.cyaml import CParser
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tag import Tag

from pmokit.text.guard import MAX_DEPTH

MAX_ITEMS = 10_000
NULLS = frozenset(("", "~", "null"))
# One object for all nodes without a tag: to make one for each, and to ask each for its text, costs as
# much as reading.
UNTAGGED = Tag(suffix="untagged")
_DATA = object()


class Unclear(Exception):
    """There is something in a text that only its nodes can tell, such as a tag or a key that stands twice."""


class Composer(CParser):  # type: ignore[misc]  # compiled class without types
    """ruamel's C composer with a resolver that leaves every scalar as text."""

    # Called before and behind each value to no purpose; functions in C cost least.
    descend_resolver = staticmethod(is_)
    ascend_resolver = tuple

    # Static, because to bind a method for each value costs three percent of the reading.
    @staticmethod
    def resolve(_kind: object, _value: object, _implicit: object) -> object:
        """The tag of a value that has none."""
        return UNTAGGED


class _DataComposer(Composer):
    @staticmethod
    def resolve(_kind: object, _value: object, _implicit: object) -> object:
        return _DATA


def compose_data(text: str) -> Any:
    """The data of a text, nothing where it is empty. Raises Unclear where its nodes have to be looked at."""
    try:
        return _data(_DataComposer(text).get_single_node(), 0)
    except (YAMLError, AttributeError) as error:  # the composer asks a second document for its mark
        raise Unclear from error


class _Sequence:
    __slots__ = ("end_mark", "value")

    def __init__(self, value: list[Any]) -> None:
        self.value = value


class _Mapping:
    __slots__ = ("end_mark", "value")

    def __init__(self, value: list[tuple[Any, Any]]) -> None:
        self.value = value


def _scalar(tag: object, value: str, start: Any, end: Any, style: str) -> str | Node | None:
    if tag is not _DATA:
        return ScalarNode(tag, value, start, end, style)
    if not style:
        return None if value in NULLS else value
    if style == '"' and not value.isprintable():  # only here, characters may be written as escapes
        return ScalarNode(UNTAGGED, value, start, end, style)
    return value


def _sequence(tag: object, value: list[Any], start: Any, end: Any, flow: bool) -> _Sequence | Node:
    return _Sequence(value) if tag is _DATA else SequenceNode(tag, value, start, end, flow)


def _mapping(tag: object, value: list[Any], start: Any, end: Any, flow: bool) -> _Mapping | Node:
    return _Mapping(value) if tag is _DATA else MappingNode(tag, value, start, end, flow)


_module: Any = sys.modules[CParser.__module__]
_module.ScalarNode, _module.SequenceNode, _module.MappingNode = _scalar, _sequence, _mapping


def _data(made: Any, depth: int) -> Any:
    kind = type(made)
    if made is None or kind is str:
        return made
    if kind not in (_Mapping, _Sequence) or depth >= MAX_DEPTH or len(made.value) > MAX_ITEMS:
        raise Unclear
    entries = made.value
    if kind is _Sequence:
        return [item if type(item) is str else _data(item, depth + 1) for item in entries]
    result: dict[str, Any] = dict(entries)
    if len(result) != len(entries) or "<<" in result:
        raise Unclear
    empty = False
    for name, value in entries:
        if type(name) is not str:
            raise Unclear
        # Most values are texts, and are in the result already.
        if type(value) is not str:
            result[name] = value = _data(value, depth + 1)
            empty = empty or value is None
    return {name: value for name, value in result.items() if value is not None} if empty else result
