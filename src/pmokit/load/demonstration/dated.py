"""Steps that records tell by their own dates: files and entries that came, fields that were filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pmokit.load import layout
from pmokit.load.demonstration.state import NAMES, State
from pmokit.load.demonstration.step import Rule, Step, dated, paths


def arrivals(rule: Rule, rank: int, state: State) -> Iterator[Step]:
    """Projects that came with all of their files."""
    for path in paths("projects/*/project.yaml", state):
        yield from dated(rule, rank, path, state, state.look(path), _without_folder(f"{path[:-12]}"))


def _without_folder(folder: str) -> Callable[[State], None]:
    def undo(state: State) -> None:
        for path in [path for path in state.files if path.startswith(folder)]:
            state.remove(path)

    return undo


def files(rules: list[Rule], rank: int, state: State) -> Iterator[Step]:
    """Files that came on the day that they name."""
    for number, rule in enumerate(rules):
        for path in paths(rule["path"], state):
            for data in _chosen(rule, state.look(path)):
                yield from dated(rule, rank + number, path, state, data, without(path))


def without(path: str) -> Callable[[State], None]:
    """Undo that a file came."""
    return lambda state: state.remove(path)


def entries(rules: list[Rule], rank: int, state: State) -> Iterator[Step]:
    """Entries that came on the day that they name, and fields of them."""
    for number, rule in enumerate(rules):
        for path in paths(rule["path"], state):
            data = state.look(path)
            for entry in _chosen(rule, data):
                yield from dated(rule, rank + number, path, state, entry, _without(rule, path, entry))


def _chosen(rule: Rule, data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    some = data.get(rule["list"], []) if "list" in rule else [data]
    wanted = rule.get("where", {}).items()
    return [entry for entry in some if all(entry.get(key) == value for key, value in wanted)]


def _without(rule: Rule, path: str, entry: Mapping[str, Any]) -> Callable[[State], None]:
    def undo(state: State) -> None:
        if path not in state.files:
            return
        data = state.edit(path)
        some = data.get(rule["list"], []) if "list" in rule else [data]
        same = next((one for one in some if _is_same(one, entry)), None)
        if same is None:
            return
        if "fields" in rule or "before" in rule:
            for field in rule.get("fields", ()):
                same.pop(field, None)
            same.update(rule.get("before", {}))
            return
        some.remove(same)
        if not some:
            del data[rule["list"]]

    return undo


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether an entry is the one that is meant, by the name that it has among the others."""
    name = next((name for name in NAMES if name in other), None)
    return one.get(name) == other[name] if name is not None else one == other


def project_of(path: str) -> str:
    """The id of the project of a file that is one of a project's."""
    return layout.project_of(path) or ""
