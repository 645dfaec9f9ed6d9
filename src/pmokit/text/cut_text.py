"""Texts that end earlier than their author sees: YAML takes ` #` and all that follows for a comment.

`message: Risk #{risk.id} has no owner` says `Risk`. A real comment has a blank after the sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml.nodes import Node, ScalarNode

from pmokit.text import yaml
from pmokit.text.emit import quoted
from pmokit.text.flaws import Flaw, Span
from pmokit.words.catalogue import say

_LIKELY = re.compile(rb"\S[ \t]+#[^\s#]")
_SWALLOWED = re.compile(r"[ \t]+#[^\s#].*")


def cut_texts(raw: bytes) -> list[Flaw]:
    """The texts of a file that such a sign cuts off, and values that it takes away as a whole."""
    if _LIKELY.search(raw) is None:  # the nodes of a file take ten times as long as its data
        return []
    text = raw.decode("utf-8-sig", errors="replace")
    node, _ = yaml.compose(text)
    lines = text.split("\n")
    return [flaw for some in _plain(node) for flaw in _cut(some, lines)] if node is not None else []


def _plain(node: Node) -> Iterator[ScalarNode]:
    """All values without quotes, from the top to the bottom."""
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, ScalarNode):
            if not here.style:
                yield here
        else:
            stack += reversed(
                [part for some in here.value for part in (some if isinstance(some, tuple) else (some,))]
            )


def _cut(node: ScalarNode, lines: list[str]) -> Iterator[Flaw]:
    start, end = node.start_mark, node.end_mark
    line = lines[end.line].rstrip("\r")
    hit = _SWALLOWED.fullmatch(line, end.column)
    if hit is None:
        return
    sign = line.index("#", end.column)
    whole = line[start.column :] if start.line == end.line else f"{node.value}{line[end.column :]}"
    span = Span(end.line + 1, sign + 1, end.line + 1, len(line) + 1)
    yield Flaw("text-cut", say("text.cut"), say("text.cut.fix", quoted=quoted(whole.strip())), span)
