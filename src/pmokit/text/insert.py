"""Adding an entry to a list of a YAML file by characters, so that all else stays byte for byte."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.nodes import MappingNode, SequenceNode

from pmokit.text import yaml


class CannotInsert(Exception):
    """The file is not written in a way that an entry can be added to; the text says why."""


def append_entry(text: str, key: str, entry: str) -> str:
    """The text with an entry (YAML lines without indentation) added to the list under a key.

    A missing key is added at the end of the file. Raises CannotInsert.
    """
    root, flaws = yaml.compose(text)
    if flaws:
        raise CannotInsert(f"line {flaws[0].span.line}: {flaws[0].message}")
    if re.search(r"^\.\.\.", text, re.MULTILINE):
        raise CannotInsert("a line `...` ends the document; remove it")
    end = "\r\n" if "\r\n" in text else "\n"
    if root is None:
        return text + _indented(f"{key}:", entry, 2, end)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise CannotInsert("the file is not a plain mapping of `key: value` lines")
    node = next((value for name, value in root.value if name.value == key), None)
    start = text if text.endswith("\n") else text + end
    if node is None:
        return start + _indented(f"{key}:", entry, 2, end)
    if not isinstance(node, SequenceNode) or node.flow_style or not node.value:
        raise CannotInsert(f"`{key}` is not a list with a line `- ` for each entry")
    after = _last_line(node)
    lines = start.splitlines(keepends=True)
    added = _indented("", entry, node.start_mark.column, end)
    return "".join([*lines[:after], added, *lines[after:]])


def _last_line(node: Any) -> int:
    """The number of lines up to the end of a value, without what follows it."""
    if isinstance(node.value, list) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    mark = node.end_mark
    return int(mark.line) + (1 if mark.column else 0)


def _indented(head: str, entry: str, column: int, end: str) -> str:
    pad = " " * column
    lines = entry.strip("\n").split("\n")
    body = [f"{pad}- {lines[0]}", *(f"{pad}  {line}" if line else "" for line in lines[1:])]
    return end.join([*([head] if head else []), *body]) + end
