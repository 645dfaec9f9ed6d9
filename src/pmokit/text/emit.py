"""Data to YAML as a person would write it: for files that pmokit writes for somebody."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pmokit.text.yaml import NULLS

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<][^\n]*")
_TELLING = re.compile(r": |:$| #|^\s|\s$")


def scalar(text: str) -> str:
    """A text as a YAML scalar on one line: plain where that is safe, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and not _TELLING.search(text) and text.isprintable()
    if plain and text.lower() not in NULLS:
        return text
    return "".join(map(_escaped, json.dumps(text, ensure_ascii=False)))


def _escaped(character: str) -> str:
    """A character that YAML would fold or nobody can see as an escape."""
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def emit(data: Mapping[str, Any]) -> str:
    """A mapping as YAML. Values are texts, lists and mappings; None is left out."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, value in data.items():
        if value is not None and value != [] and value != {}:
            lines += _entry(f"{' ' * indent}{scalar(key)}:", value, indent)
    return lines


def _entry(head: str, value: Any, indent: int) -> list[str]:
    if isinstance(value, Mapping):
        return [head, *_mapping(value, indent + 2)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [head, *(line for item in value for line in _item(item, indent + 2))]
    if _fits_block(value):
        pad = " " * (indent + 2)
        return [f"{head} |-", *(f"{pad}{line}".rstrip() for line in value.split("\n"))]
    return [f"{head} {scalar(str(value))}"]


def _fits_block(value: Any) -> bool:
    """Whether a text of several lines can stand as a literal block and come back the same."""
    return (
        isinstance(value, str)
        and "\n" in value
        and not value.startswith((" ", "\n", "\t"))
        and all(line == line.rstrip() and line.isprintable() for line in value.split("\n"))
        and not value.endswith("\n")
    )


def _item(value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        lines = _mapping(value, indent + 2)
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]] if lines else []
    return [f"{pad}- {scalar(str(value))}"]
