"""What an example changes in the sound portfolio: its keys as files, and what is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pmokit.load import layout
from pmokit.text import yaml

PROJECT = "example"
ABSENT = "(absent)"


def changes_of(
    given: Mapping[str, Any], portfolio: Mapping[str, bytes], method: Mapping[str, bytes]
) -> dict[str, bytes | None]:
    """The files that an example changes, None where it removes one. Raises KeyError for what is no file."""
    changes: dict[str, bytes | None] = {}
    for key, change in given.items():
        path = path_of_key(key)
        if change == ABSENT:
            changes[path] = None
            continue
        before = yaml.parse(portfolio.get(path) or method.get(path) or b"").data or {}
        changes[path] = json.dumps(_merged(before, change), ensure_ascii=False).encode()
    return changes


def path_of_key(key: str) -> str:
    """The file that a key of an example names."""
    for path in (
        f"{layout.folder_of(PROJECT)}/{key}.yaml",
        f"portfolio/{key}.yaml",
        f"methodology/{key}.yaml",
        f"portfolio/{key}/programme.yaml",
        f"{key}.yaml",
    ):
        if layout.place(path) is not None:
            return path
    raise KeyError(key)


def _merged(before: Any, change: Any) -> Any:
    if isinstance(change, dict):
        result = dict(before) if isinstance(before, dict) else {}
        for name, value in change.items():
            if value == ABSENT:
                result.pop(name, None)
            else:
                result[name] = _merged(result.get(name), value)
        return result
    if isinstance(change, list):
        return [_merged(_prototype(before, entry), entry) for entry in change]
    return change


def _prototype(before: Any, entry: Any) -> Any:
    """The entry of the same id in the sound list, else its first entry."""
    if not isinstance(before, list) or not isinstance(entry, dict):
        return None
    for candidate in before:
        if isinstance(candidate, dict) and "id" in entry and candidate.get("id") == entry["id"]:
            return candidate
    return before[0] if before else None
