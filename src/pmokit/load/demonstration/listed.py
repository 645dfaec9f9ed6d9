"""Steps that no record tells: what the list of what happened says of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from pmokit.load.demonstration.dated import without
from pmokit.load.demonstration.state import FOLDER, State, Unfit, drop, find
from pmokit.load.demonstration.step import Step


def listed(some: list[Mapping[str, Any]], rank: int) -> Iterator[Step]:
    """The steps of a list, each a commit of its own."""
    for number, entry in enumerate(some):
        day = date.fromisoformat(entry["day"])
        yield Step(day, rank + number, entry["by"], entry["message"], f"{rank + number}", _undo(entry))


def _undo(entry: Mapping[str, Any]) -> Callable[[State], None]:
    def undo(state: State) -> None:
        for path in entry.get("created", ()):
            if FOLDER + path not in state.files:
                raise Unfit(path)
            without(FOLDER + path)(state)
        for path, content in entry.get("removed", {}).items():
            state.files[FOLDER + path] = content.encode()
        for path, routes in entry.get("added", {}).items():
            _take(routes, FOLDER + path, state)
        for path, values in entry.get("before", {}).items():
            _put(values, FOLDER + path, state)

    return undo


def _take(routes: list[str], path: str, state: State) -> None:
    data = state.edit(path)
    for route in routes:
        place = find(data, route, path)
        if not place.there:
            raise Unfit(f"{path}: {route}")
        drop(place, route, data)


def _put(values: Mapping[str, Any], path: str, state: State) -> None:
    data = state.edit(path)
    for route, value in values.items():
        place = find(data, route, path)
        if place.there and place.parent[place.key] == value:
            raise Unfit(f"{path}: {route}")
        if isinstance(place.parent, list) and not place.there:
            place.parent.append(deepcopy(value))
        else:
            place.parent[place.key] = deepcopy(value)
