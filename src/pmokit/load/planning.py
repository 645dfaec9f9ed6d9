"""What a foreign source says, held against the files as they are: the plan of an import.

A field that the files lack is added; one that says the same is passed over; one that says something
else is a conflict, and the files win unless the source is to replace them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.text import yaml
from pmokit.text.edits import Create, Edit, Insert, Set
from pmokit.text.emit import emit, simplify
from pmokit.text.flaws import Flaw, Route
from pmokit.text.plan import Refused
from pmokit.words.catalogue import say

_LISTS = {
    "workstream": ("portfolio/portfolio.yaml", "workstreams"),
    "person": ("portfolio/people.yaml", "people"),
    "field": ("methodology/fields.yaml", "fields"),
}
"""Kinds of records that are entries of a list, with its file and key."""


class Cell(NamedTuple):
    """A value of a foreign source as it stands there; cells and rows are counted from 1."""

    number: int
    row: int
    column: str
    text: str


class Field(NamedTuple):
    """One value and where it belongs.

    `kind` is `portfolio`, `workstream`, `person`, `field`, or a file of a project's folder such as
    `project` or `reviews/2021-03-31`; `id` the record's id, for a file of a project the project's.
    `cell` is where the source has it; None if the source does not.
    """

    kind: str
    id: str
    route: Route
    value: Any
    cell: Cell | None = None


class Conflict(NamedTuple):
    """A field that the files say otherwise."""

    field: Field
    path: str
    there: Any


class ImportPlan(NamedTuple):
    """The edits that bring fields in, the fields that have no place, and the conflicts."""

    edits: list[Edit]
    losses: list[tuple[Field, str]]
    conflicts: list[Conflict]


def plan(
    fields: Iterable[Field], files: Mapping[str, bytes], replace: bool = False, fresh: bool = False
) -> ImportPlan:
    """The plan that brings fields in.

    `replace`: the source wins every conflict; `fresh`: it wins those about the portfolio itself, whose
    file nobody has edited yet. Raises Refused, with each file in the way that cannot be read.
    """
    result = ImportPlan([], [], [])
    by_path: dict[str, list[Field]] = {}
    for field in fields:
        path = path_of(field)
        if layout.place(path) is None:
            result.losses.append((field, say("load.no-place-layout", path=path)))
        else:
            by_path.setdefault(path, []).append(field)
    flaws: list[tuple[str, Flaw]] = []
    for path, some in by_path.items():
        wins = replace or (fresh and some[0].kind == "portfolio")
        if path not in files:
            _new_file(path, some, result)
            continue
        parsed = yaml.parse(files[path])
        if parsed.flaws:
            flaws += [(path, flaw) for flaw in parsed.flaws]
        else:
            _into_file(path, parsed.data, some, wins, result)
    if flaws:
        raise Refused(flaws)
    return result


def path_of(field: Field) -> str:
    """The file in which a field belongs."""
    if field.kind == "portfolio":
        return "portfolio/portfolio.yaml"
    if field.kind in _LISTS:
        return _LISTS[field.kind][0]
    return f"{layout.folder_of(field.id)}/{field.kind}.yaml"


def _new_file(path: str, fields: list[Field], result: ImportPlan) -> None:
    data: dict[str, Any] = {}
    for field in fields:
        _grow(data, full_route(field), field.value)
    for _, key in _LISTS.values():
        if isinstance(data.get(key), dict):
            data[key] = list(data[key].values())
    result.edits.append(Create(path, emit(data).encode()))


def full_route(field: Field) -> Route:
    """The route from the top of the file, with the id for an entry of a list."""
    return (_LISTS[field.kind][1], field.id, *field.route) if field.kind in _LISTS else field.route


def is_of_project(field: Field) -> bool:
    """Whether a field belongs to a project."""
    return field.kind != "portfolio" and field.kind not in _LISTS


def named_route(path: str, route: Route, raw: bytes) -> Route:
    """A route in a file as `full_route` gives it: an entry of a list by its id instead of its place."""
    key = next((key for where, key in _LISTS.values() if where == path and route[:1] == (key,)), None)
    if key is None or len(route) < 2:
        return route
    entry = yaml.parse(raw).data[key][route[1]]
    return (key, entry.get("id", ""), *route[2:]) if isinstance(entry, dict) else route[:1]


def _grow(data: dict[str, Any], route: Route, value: Any) -> None:
    """Put a value at a route of mappings that are made on the way."""
    for key in route[:-1]:
        data = data.setdefault(str(key), {})
    data[str(route[-1])] = value


def _into_file(path: str, data: Any, fields: list[Field], wins: bool, result: ImportPlan) -> None:
    """Edits for what the file lacks, nested values in one; conflicts for what it says otherwise."""
    missing: dict[Route, Any] = {}
    for field in fields:
        where, there, rest = _follow(data, field)
        value = simplify(field.value)
        if not rest and (there == value or field.kind == "field"):
            continue  # a declared field belongs to the method, which names it as it likes
        if not rest or not isinstance(there, (dict, list, type(None))):
            result.conflicts.append(Conflict(field, path, there))
            if wins and not rest:
                result.edits.append(Set(path, where, value))
        elif len(rest) == 1:
            missing[(*where, rest[0])] = value
        else:
            _grow(missing.setdefault((*where, rest[0]), {}), rest[1:], value)
    for route, value in _entries_of_lists(data, missing):
        result.edits.append(Insert(path, route, value))


def _follow(data: Any, field: Field) -> tuple[Route, Any, Route]:
    """How far the file has a field: the route up to there, the value there, and the rest of the route."""
    where: list[str | int] = []
    there, rest = data, list(full_route(field))
    while rest:
        key = rest[0]
        if isinstance(there, list) and len(where) == 1 and field.kind in _LISTS:
            place = next((n for n, e in enumerate(there) if isinstance(e, dict) and e.get("id") == key), None)
            if place is None:
                break
            key = place
        elif not isinstance(there, dict) or key not in there:
            break
        there = there[key]
        where.append(key)
        rest.pop(0)
    return tuple(where), there, tuple(rest)


def _entries_of_lists(data: Any, missing: Mapping[Route, Any]) -> Iterable[tuple[Route, Any]]:
    """What is missing by its place: new entries get the positions behind the last one of their list."""
    counted: dict[Route, int] = {}
    for route, value in missing.items():
        parent = data if isinstance(data, dict) else {}
        for key in route[:-1]:
            parent = parent[key]
        if isinstance(parent, list):
            place = counted.get(route[:-1], len(parent))
            counted[route[:-1]] = place + 1
            yield (*route[:-1], place), value
        elif len(route) == 1 and route[0] in {key for _, key in _LISTS.values()} and isinstance(value, dict):
            yield route, list(value.values())
        else:
            yield route, value
