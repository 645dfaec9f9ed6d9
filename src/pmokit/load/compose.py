"""One method out of several layers: the eldest first, each younger one adding, tightening, replacing.

Everything is settled on plain data, entry by entry, and for each entry it is known from which file
of which layer it comes. A younger layer that relaxes what an elder one has locked is refused: the
elder entry stays in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmokit.load.arranging import CONSUMED, put, unset, without_place
from pmokit.load.composition import Composed, Composition, Difference, Part, Place
from pmokit.load.relaxing import refusal
from pmokit.load.shape import attempt
from pmokit.load.stricter import LOOSER, Change, Verdict, changes, gravest
from pmokit.model import anatomy
from pmokit.model.record import Entry, Record
from pmokit.text.flaws import Route


def begin(data: dict[str, Any], path: str) -> Composed:
    """The eldest layer's file."""
    return Composed(data, {(): (path, ())})


def overlay(
    below: Composed, data: dict[str, Any], path: str, model: type[Record], layer: int, notes: Composition
) -> Composed:
    """A younger layer's file on top of what is there."""
    if issubclass(model, Entry) and "id" in model.from_name:
        entry_id = path.rpartition("/")[2].removesuffix(".yaml")
        merged, places = _entry(below.data, below.places, (), data, (path, ()), model, entry_id, layer, notes)
        return Composed(merged, places) if merged is not None else Composed({}, {})
    result = Composed(dict(below.data), dict(below.places))
    lists = _entry_lists(model)
    plain = {key: value for key, value in data.items() if key not in lists}
    if plain:
        _plain_keys(result, plain, path, model, layer, notes)
    for key, kind in lists.items():
        if isinstance(data.get(key), list):
            _list(result, key, data[key], path, kind, layer, notes)
    return result


def _entry_lists(model: type[Record]) -> dict[str, type[Entry]]:
    """The keys of a file that hold lists of entries with ids."""
    return {
        name: type_.item.record
        for name, type_ in anatomy.fields(model).items()
        if type_.item
        and type_.item.record
        and issubclass(type_.item.record, Entry)
        and "id" in type_.item.record.model_fields
    }


def _plain_keys(
    result: Composed, data: dict[str, Any], path: str, model: type[Record], layer: int, notes: Composition
) -> None:
    if issubclass(model, Entry):
        kind = model.__name__.lower()
        merged, places = _entry(
            result.data, result.places, (), data, (path, ()), model, kind, layer, notes, kind
        )
        result.data, result.places = merged or {}, places
        return
    for key, value in data.items():
        result.data[key] = value
        result.places[(key,)] = (path, (key,))


def _list(
    result: Composed,
    key: str,
    entries: list[Any],
    path: str,
    model: type[Entry],
    layer: int,
    notes: Composition,
) -> None:
    have = result.data.get(key)
    old = list(have) if isinstance(have, list) else []
    by_id = {entry.get("id"): place for place, entry in enumerate(old) if isinstance(entry, dict)}
    parts: list[Part] = [
        (entry, _below(result.places, (key, place)), _inside(result.places, (key, place)))
        for place, entry in enumerate(old)
    ]
    for number, entry in enumerate(entries):
        here = (path, (key, number))
        at = by_id.get(entry.get("id")) if isinstance(entry, dict) else None
        if at is None:
            parts.append((without_place(entry), here, {}))
            if isinstance(entry, dict):
                _note(notes, layer, model.kind, str(entry.get("id", "")), "added", (), "", here, None)
            continue
        before, before_place, inside = parts[at]
        merged, places = _entry(
            before, {(): before_place, **inside}, (), entry, here, model, str(entry["id"]), layer, notes
        )
        parts[at] = (merged, places.pop((), here), places)
    kept = [part for part in parts if part[0] is not None]
    for number, entry in enumerate(entries):
        put(kept, entry, (path, (key, number)), notes)
    result.data[key] = [entry for entry, _, _ in kept]
    result.places = {route: p for route, p in result.places.items() if route[:1] != (key,)}
    for number, (_, place, inside) in enumerate(kept):
        result.places[(key, number)] = place
        result.places |= {(key, number, *route): p for route, p in inside.items()}


def _entry(
    before: dict[str, Any],
    places: Mapping[Route, Place],
    route: Route,
    entry: dict[str, Any],
    here: Place,
    model: type[Entry],
    entry_id: str,
    layer: int,
    notes: Composition,
    kind: str = "",
) -> tuple[dict[str, Any] | None, dict[Route, Place]]:
    """An entry and the one it takes the place of: what is in force, and where its parts come from."""
    kind = kind or model.kind
    below = _below(places, route)
    reason = str(entry.get("reason") or "").strip()
    over = {key: value for key, value in entry.items() if key not in CONSUMED}
    gone = unset(entry, before, here, notes)
    if entry.get("dropped") not in (None, "true", "false"):
        over["dropped"] = entry["dropped"]  # no flag: whoever reads the whole says so
    merged = {key: value for key, value in before.items() if key not in gone} | over
    if entry.get("dropped") == "true":
        verdict: Verdict = "dropped"
        some: list[Change] = []
    else:
        some = _changes(model, before, merged, entry_id)
        verdict = gravest(some)
    if verdict in LOOSER and (before.get("locked") == "true" or not reason):
        lock = _below(places, (*route, "locked")) if before.get("locked") == "true" else None
        looser = next((change.field for change in some if change.verdict in LOOSER), None)
        there = _below(places, (*route, looser)) if looser else below
        notes.findings.append(refusal(kind, entry_id, verdict, some, here, there, lock, notes))
        return before, dict(places)
    _note(notes, layer, kind, entry_id, verdict, tuple(some), reason, here, below)
    if verdict == "dropped":
        return None, {}
    if before.get("locked") == "true":
        # A lock holds for all layers above; none of them opens it, nor is named as the one that set it.
        merged["locked"] = "true"
        over.pop("locked", None)
    keys = {key: key for key in over} | dict.fromkeys(gone - over.keys(), "unset")
    return merged, {**places, **{(*route, key): (here[0], (*here[1], at)) for key, at in keys.items()}}


def _changes(model: type[Entry], before: Any, after: Any, entry_id: str) -> list[Change]:
    names = dict.fromkeys(model.from_name, entry_id)
    old, new = attempt(model, {**before, **names}), attempt(model, {**after, **names})
    if old is None or new is None:
        return []  # what is wrong with it is said when the whole is read
    return changes(old, new)


def _note(
    notes: Composition,
    layer: int,
    kind: str,
    entry_id: str,
    verdict: Verdict,
    some: tuple[Change, ...],
    reason: str,
    here: Place,
    below: Place | None,
) -> None:
    notes.differences.append(Difference(layer, kind, entry_id, verdict, some, reason, here, below))
    notes.owners[(kind, entry_id)] = here


def _below(places: Mapping[Route, Place], route: Route) -> Place:
    """Where a part comes from: named itself, or as the rest of a part above it."""
    for length in range(len(route), -1, -1):
        found = places.get(route[:length])
        if found is not None:
            return (found[0], (*found[1], *route[length:]))
    raise KeyError(route)


def _inside(places: Mapping[Route, Place], route: Route) -> dict[Route, Place]:
    """Named parts below a route, seen from it."""
    return {
        path[len(route) :]: place
        for path, place in places.items()
        if path[: len(route)] == route and len(path) > len(route)
    }


def origin(places: Mapping[Route, Place], route: Route) -> Place:
    """The file and route that a route of the composed file stands for."""
    return _below(places, route)


def note_added(notes: Composition, kind: str, entry_id: str, path: str) -> None:
    """Note a whole file that only the youngest layer has."""
    _note(notes, 0, kind, entry_id, "added", (), "", (path, ()), None)
