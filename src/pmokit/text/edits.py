"""Changing values of a YAML file by their characters, so that all else stays byte for byte."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from typing import NamedTuple

from ruamel.yaml.nodes import ScalarNode

from pmokit.text import guard, places, yaml
from pmokit.text.emit import scalar
from pmokit.text.flaws import Route, Span

_FLOW = set(",[]{}")


class Edit(NamedTuple):
    """New characters for a place: from `start` up to `end` of the text, counted from 0."""

    start: int
    end: int
    text: str
    span: Span
    old: str
    """The characters that are there now."""


def edit(text: str, route: Route, value: str, key: bool = False) -> Edit | None:
    """The edit that writes a value (or the name of a key) at a route, in quotes as the old one was.

    None where there is no plain or quoted text on one line.
    """
    root, _flaws = yaml.compose(text)
    node = places.node_at(root, route, key) if root is not None else None
    if not isinstance(node, ScalarNode) or node.style in ("|", ">"):
        return None
    start, end = node.start_mark.index, node.end_mark.index
    old = text[start:end]
    if not old or "\n" in old:
        return None
    return Edit(start, end, _written(value, node), yaml.span_of(node), old)


def _written(value: str, node: ScalarNode) -> str:
    """A value in the quotes of the one it takes the place of."""
    if node.style == "'":
        return "'" + value.replace("'", "''") + "'"
    if node.style == '"' or _FLOW & set(value):
        return json.dumps(value, ensure_ascii=False)
    return scalar(value)


def applied(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file with some edits made; a byte order mark stays. Edits must not overlap."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text, _ = guard.decode(raw)
    assert text is not None, "an edit was made of a text that could be read"
    at, parts = 0, []
    for change in sorted(edits, key=lambda item: item.start):
        assert change.start >= at, "edits overlap"
        parts += [text[at : change.start], change.text]
        at = change.end
    return mark + "".join([*parts, text[at:]]).encode()
