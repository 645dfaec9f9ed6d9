"""The files of a portfolio at one point of its past, which is reached backwards, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.load.differing import differences
from pmokit.text.plan import edited
from pmokit.text.yaml import parse

FOLDER = "portfolio/"
NAMES = ("id", "artefact", "milestone", "as_on", "what", "person")
"""Keys by which the entries of lists are told apart; a route names an entry by the value of one of them."""


class Unfit(Exception):
    """The list of what happened does not fit the records; the text says where."""


class State:
    """Files by path, and the data of those that are being changed.

    A change of data becomes bytes with `settle`, by the fewest edits: comments and order stay.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self._read: dict[str, Any] = {}
        self._touched: dict[str, Any] = {}

    def look(self, path: str) -> Any:
        """The data of a file, not to be changed."""
        if path in self._touched:
            return self._touched[path]
        if path not in self._read:
            self._read[path] = parse(self.files[path]).data
        return self._read[path]

    def edit(self, path: str) -> Any:
        """The data of a file, to be changed in place."""
        if path not in self.files:
            raise Unfit(path)
        return self._touched.setdefault(path, deepcopy(self.look(path)))

    def remove(self, path: str) -> None:
        """The file was not there yet; one that a later step brought with its folder is gone already."""
        self.files.pop(path, None)
        self._touched.pop(path, None)
        self._read.pop(path, None)

    def settle(self) -> None:
        """Write what was changed into the files."""
        for path, data in self._touched.items():
            edits = differences(path, self.look_settled(path), data, NAMES)
            if edits:
                self.files[path] = edited(path, self.files[path], edits)
            self._read[path] = data
        self._touched = {}

    def look_settled(self, path: str) -> Any:
        """The data that the bytes of a file hold."""
        return self._read[path] if path in self._read else parse(self.files[path]).data


class Place(NamedTuple):
    """A value within a file: what holds it, and its key there."""

    parent: Any
    key: Any

    @property
    def there(self) -> bool:
        """Whether it holds one."""
        if isinstance(self.parent, dict):
            return self.key in self.parent
        return isinstance(self.key, int) and self.key < len(self.parent)


def find(data: Any, route: str, path: str) -> Place:
    """The place that a route with dots names; the last step may be a key or an entry that is not there.

    Raises Unfit where the way to it is not there.
    """
    steps = route.split(".")
    for step in steps[:-1]:
        place = _within(data, step)
        if not place.there:
            raise Unfit(f"{path}: {route}")
        data = place.parent[place.key]
    return _within(data, steps[-1])


def _within(data: Any, step: str) -> Place:
    if isinstance(data, list):
        numbers = [at for at, one in enumerate(data) if any(one.get(name) == step for name in NAMES)]
        return Place(data, numbers[0] if numbers else len(data))
    return Place(data, step)


def drop(place: Place, route: str, data: Any) -> None:
    """Take a value away; a list that holds nothing then goes with its last entry."""
    del place.parent[place.key]
    if place.parent == [] and isinstance(data, dict):
        data.pop(route.partition(".")[0], None)


def charter_of(path: str, state: State) -> Mapping[str, Any]:
    """The charter of the project to which a file belongs; nothing for files of the portfolio."""
    project = layout.project_of(path)
    charter = f"{layout.folder_of(project)}/project.yaml" if project else ""
    return state.look(charter) if charter in state.files else {}
