"""Data to YAML as a person would write it: whole files, values in block style, and values in flow style."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pmokit.text.composing import NULLS

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<][^\n]*")
_TELLING = re.compile(r": |:$| #|^\s|\s$")
_FLOW = re.compile(r"[,\[\]{}?:]")


def scalar(text: str) -> str:
    """A text as a YAML scalar on one line: plain where that is safe, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and not _TELLING.search(text) and text.isprintable()
    return text if plain and text.lower() not in NULLS else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes on one line."""
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    """A character that YAML would fold or nobody can see as an escape."""
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def written(text: str, between_brackets: bool) -> str:
    """A text on one line, fit for its place."""
    return flow(text) if between_brackets else scalar(text)


def flow(value: Any) -> str:
    """A value on one line, fit to stand between brackets: `{id: a, days: ["1", b]}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None:
        return "null"
    return quoted(value) if _FLOW.search(value) else scalar(value)


def block(value: Any, indent: int, long: bool = True) -> list[str]:
    """The lines of a mapping or list that is not empty, from a column on; `long` as for `entry`."""
    pad = " " * indent
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in entry(key, item, indent, long)]
    lines: list[str] = []
    for item in value:
        if isinstance(item, dict) and item:
            first, *rest = block(item, indent + 2, long)
            lines += [f"{pad}- {first.lstrip(' ')}", *rest]
        else:
            lines.append(f"{pad}- {_inline(item)}")
    return lines


def entry(key: str, value: Any, indent: int, long: bool = True) -> list[str]:
    """The lines of a key with its value, from a column on.

    `long`: a text of several lines may be a block of lines.
    """
    pad = " " * indent
    if isinstance(value, (dict, list)) and value:
        return [f"{pad}{scalar(key)}:", *block(value, indent + 2, long)]
    if long and fits_block(value):
        return [f"{pad}{scalar(key)}: |-", *literal(value, indent + 2)]
    return [f"{pad}{scalar(key)}: {_inline(value)}"]


def _inline(value: Any) -> str:
    return scalar(value) if isinstance(value, str) else flow(value)


def literal(text: str, indent: int) -> list[str]:
    """The lines below `|-` of a text that fits there."""
    return [(" " * indent + line).rstrip() for line in text.split("\n")]


def fits_block(value: Any) -> bool:
    """Whether a text of several lines can stand as a literal block and come back the same."""
    return (
        isinstance(value, str)
        and "\n" in value
        and not value.startswith((" ", "\n", "\t"))
        and all(line == line.rstrip() and line.isprintable() for line in value.split("\n"))
        and not value.endswith("\n")
    )


def emit(data: Mapping[str, Any]) -> str:
    """A mapping as a whole file. Values are texts, lists and mappings; what is empty is left out."""
    return "".join(f"{line}\n" for line in block(simplify(data), 0))


def simplify(value: Any) -> Any:
    """Data without what says nothing, and with every scalar as text: as the reader gives it."""
    if isinstance(value, Mapping):
        some = ((key, simplify(item)) for key, item in value.items())
        return {key: item for key, item in some if item is not None and item not in ([], {})}
    if isinstance(value, (list, tuple)):
        some_items = [simplify(item) for item in value]
        return [item for item in some_items if item is not None and item != {}]
    return value if value is None or isinstance(value, str) else str(value)
