"""What a new version of the method that is extended changes, and which own entries stand on that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from pmokit.load import layout, records
from pmokit.load.composition import Difference
from pmokit.load.shared import load_shared
from pmokit.model.record import Record


class MethodChange(NamedTuple):
    """An entry that is new, gone or another one, by kind and id."""

    what: Literal["added", "removed", "changed"]
    kind: str
    id: str


def method_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[MethodChange]:
    """The entries in which two methods differ, each given by its files (path to bytes)."""
    old, new = _entries(before), _entries(after)
    found: list[MethodChange] = []
    for kind, name in sorted(old.keys() | new.keys()):
        one, other = old.get((kind, name)), new.get((kind, name))
        if one is None or other is None:
            found.append(MethodChange("added" if one is None else "removed", kind, name))
        elif _demands(one) != _demands(other):
            found.append(MethodChange("changed", kind, name))
    return found


def affected(changes: Iterable[MethodChange], differences: Iterable[Difference]) -> Iterator[Difference]:
    """The department's own entries that stand on an entry that has changed or is gone."""
    touched = {(change.kind, change.id) for change in changes if change.what != "added"}
    return (entry for entry in differences if entry.layer == 0 and (entry.kind, entry.id) in touched)


def parent_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the method that is extended, under the paths that they have in a repository of its own."""
    return {
        "methodology/" + path.removeprefix(layout.PARENT): raw
        for path, raw in files.items()
        if path.startswith(layout.PARENT)
    }


def _entries(files: Mapping[str, bytes]) -> dict[tuple[str, str], Record]:
    method = load_shared({path: raw for path, raw in files.items() if not layout.is_unread(path)}).methodology
    items = records.of_owner(method, (*layout.METHODOLOGY, layout.STANDARD))
    return {(item.kind, item.record.id): item.record for item in items if getattr(item.record, "id", "")}


def _demands(record: Record) -> dict[str, object]:
    """What an entry says; where it stands in its file is no part of it."""
    return {name: value for name, value in record if name != "line"}
