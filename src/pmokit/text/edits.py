"""Edits of a repository as values: what is to change and where, apart from how it is written.

An address is the path of a file and the route of keys to a value in it. Addresses speak of the
files as they are before any edit of the same plan, so the order of edits hardly matters: entries
inserted into one list or mapping keep theirs. Values are data as the reader of YAML gives it: texts,
lists and mappings. Edits pickle and compare.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Set(NamedTuple):
    """Another value for a key or an entry that is there."""

    path: str
    route: Route
    value: Any


class Insert(NamedTuple):
    """A new value: of a key that its mapping lacks, or an entry at the end of a list.

    An entry's position is the length of the list; several entries count on from there.
    """

    path: str
    route: Route
    value: Any


class Remove(NamedTuple):
    """A key or an entry goes, or, without a route, the whole file."""

    path: str
    route: Route = ()


class Create(NamedTuple):
    """A new file; together with Remove of the same path it takes the place of the old one."""

    path: str
    content: bytes


class Move(NamedTuple):
    """A file gets another path (`to_path`), or a key another name in its mapping (`to_key`)."""

    path: str
    route: Route = ()
    to_path: str = ""
    to_key: str = ""


Within = Set | Insert | Remove | Move
"""Edits of what stands in a file."""
Edit = Within | Create


class Change(NamedTuple):
    """New characters for a place: from `start` up to `end` of a text, counted from 0."""

    start: int
    end: int
    text: str


def amend(data: Any, edits: list[Edit]) -> Any:
    """The data of one file with edits made. Raises LookupError or TypeError where they do not fit."""
    top = [_copy(data)]
    for edit in edits:
        if isinstance(edit, Set):
            parent, key = _parent(top, edit.route)
            parent[key] = _copy(edit.value)
    for edit in edits:
        if isinstance(edit, Insert):
            _insert(top, edit)
    for edit in sorted((e for e in edits if isinstance(e, (Remove, Move))), key=_order, reverse=True):
        parent, key = _parent(top, edit.route)
        if isinstance(edit, Remove):
            del parent[key]
            continue
        if edit.to_key in parent:
            raise KeyError(say("edit.key-exists"))
        parent[edit.to_key] = parent.pop(key)
    return top[0]


def _order(edit: Remove | Move) -> tuple[int, bool, list[tuple[bool, int, str]]]:
    """Deep routes and late entries of lists come last, and what goes after what only gets another name."""
    keys = [(isinstance(key, int), key if isinstance(key, int) else 0, str(key)) for key in edit.route]
    return len(keys), isinstance(edit, Remove), keys


def _insert(top: list[Any], edit: Insert) -> None:
    if not edit.route:
        raise KeyError(say("edit.no-key"))
    if top[0] is None:
        top[0] = {}
    parent, key = _parent(top, edit.route)
    if isinstance(parent, list):
        if key != len(parent):
            raise IndexError(say("edit.not-at-end"))
        parent.append(_copy(edit.value))
    elif key in parent:
        raise KeyError(say("edit.key-exists"))
    else:
        parent[key] = _copy(edit.value)


def _parent(top: list[Any], route: Route) -> tuple[Any, Any]:
    """The mapping or list that holds a value, and its key there."""
    place: Any = top
    key: Any = 0
    for step in route:
        place, key = place[key], step
        if isinstance(place, dict) is isinstance(step, int) or not isinstance(place, (dict, list)):
            raise TypeError(say("edit.wrong-kind"))
    return place, key


def _copy(data: Any) -> Any:
    """A copy without keys that say nothing, as the reader of YAML gives it."""
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items() if value is not None}
    return [_copy(value) for value in data] if isinstance(data, list) else data
