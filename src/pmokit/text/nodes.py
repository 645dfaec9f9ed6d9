"""A composed YAML text: which characters belong to which value, key and entry of a list."""

from __future__ import annotations

import re

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pmokit.text import places
from pmokit.text.composing import NULLS
from pmokit.text.edits import Change
from pmokit.text.flaws import Key, Route
from pmokit.words.catalogue import say

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_REMARK = re.compile(rf"[ \t#]|(?:[ \t]*(?:{_BREAK.pattern}))+[ \t]+(?:#|{_BREAK.pattern}|\Z)")
_LAST_BREAK = re.compile(rf"(?:{_BREAK.pattern})\Z")


def is_nothing(node: Node) -> bool:
    """Whether a value says nothing: it is empty, `~` or `null` without quotes."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


def is_flow(node: Node) -> bool:
    """Whether a value is a list or mapping between brackets."""
    return isinstance(node, (MappingNode, SequenceNode)) and bool(node.flow_style)


def is_block(node: Node) -> bool:
    """Whether a value is a list or mapping with a line for each entry."""
    return isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style


class Page:
    """A text and its nodes, in characters counted from 0. `blocks`: long texts get lines of their own."""

    def __init__(self, text: str, root: Node | None, blocks: bool = True) -> None:
        self.text, self.root, self.blocks = text, root, blocks
        self.break_ = "\r\n" if "\r\n" in text else "\n"

    def lines(self, lines: list[str]) -> str:
        """Lines with the line ends of the file between them."""
        return self.break_.join(lines)

    def append(self, lines: list[str]) -> Change:
        """Lines at the end of the text."""
        end = len(self.text)
        if end and not _LAST_BREAK.search(self.text):
            return Change(end, end, self.break_ + self.lines(lines))
        return Change(end, end, self.lines(lines) + self.break_)

    def node_at(self, route: Route) -> Node | None:
        """The node of a value, None if there is none."""
        return places.node_at(self.root, route) if self.root is not None else None

    def key_at(self, route: Route) -> ScalarNode:
        """The node of a key. Raises LookupError."""
        key = places.node_at(self.root, route, key=True) if self.root is not None else None
        if not isinstance(key, ScalarNode):
            raise LookupError(say("edit.no-such-key"))
        return key

    def key_end(self, route: Route) -> int:
        """Where the key of a value ends; the start of the text if it has none."""
        return self.key_at(route).end_mark.index if route and isinstance(route[-1], str) else 0

    def keys(self, node: Node) -> list[Key]:
        """The keys of a mapping, or the positions of a list."""
        if isinstance(node, MappingNode):
            return [key.value for key, _ in node.value]
        return list(range(len(node.value)))

    def in_flow(self, route: Route) -> bool:
        """Whether a value stands between brackets."""
        above = [self.node_at(route[:depth]) for depth in range(len(route))]
        return any(node is not None and is_flow(node) for node in above)

    def parent_column(self, route: Route) -> int:
        """The column of the keys or dashes among which a value stands; below 0 for the whole text."""
        parent = self.node_at(route[:-1]) if route else None
        return parent.start_mark.column if parent is not None else -2

    def column_for(self, route: Route, old: Node, as_list: bool) -> int:
        """The column for a block in the place of another one: its own if that is deep enough."""
        column = int(old.start_mark.column)
        above = self.parent_column(route)
        flush = as_list and bool(route) and isinstance(route[-1], str)
        return column if column > above or (flush and column == above) else above + 2

    def end_of(self, node: Node) -> int:
        """Where a value ends, without a comment or line break behind it."""
        end: int = node.end_mark.index
        if is_block(node):
            return self.end_of_last(node)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return self.before_break(end)
        return end

    def end_of_last(self, node: Node) -> int:
        """Where the last entry of a list or mapping that is not empty ends."""
        last = node.value[-1]
        return self._end(last)

    def _end(self, entry: Node | tuple[Node, Node]) -> int:
        if isinstance(entry, tuple):
            return max(int(entry[0].end_mark.index), self.end_of(entry[1]))
        return self.end_of(entry)

    def entries(self, node: Node) -> tuple[list[int], list[int]]:
        """Where each key or dash of a list or mapping starts, and where its value ends."""
        ends = [self._end(entry) for entry in node.value]
        if isinstance(node, MappingNode):
            return [key.start_mark.index for key, _ in node.value], ends
        if is_flow(node):
            return [item.start_mark.index for item in node.value], ends
        dash = re.compile(rf"(?:{_BREAK.pattern}) {{{node.start_mark.column}}}(?=-)")
        starts = [node.start_mark.index]
        for end in ends[:-1]:
            match = dash.search(self.text, self.line_end(end))
            if match is None:
                raise LookupError(say("edit.flow-list"))
            starts.append(match.end())
        return starts, ends

    def line_start(self, index: int) -> int:
        """Where the line of a character starts."""
        last = 0
        for match in _BREAK.finditer(self.text, 0, index):
            last = match.end()
        return last

    def line_end(self, index: int) -> int:
        """Where the line of a character ends, before its line break."""
        match = _BREAK.search(self.text, index)
        return match.start() if match else len(self.text)

    def takes_long(self, index: int) -> bool:
        """Whether a block of lines may end here: no blanks or comment follow that would join it."""
        return self.blocks and _REMARK.match(self.text, index) is None

    def before_break(self, line: int) -> int:
        """Where the line before one that starts at `line` ends; `line` if it is the first."""
        match = _LAST_BREAK.search(self.text[max(line - 2, 0) : line])
        return max(line - 2, 0) + match.start() if match else line
