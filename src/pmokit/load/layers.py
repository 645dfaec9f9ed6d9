"""The effective method: this department's own files on top of those of the method it extends.

The method that is extended lies in `methodology/parent/`, as `pmokit methodology update` copied it;
that one's own parent lies below it in turn. Files are named by the path that they would have in a
method of their own; where each part really stands is kept, so that findings lead there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pmokit.load import compose, composition, layout
from pmokit.load.composition import Composition, Difference, Place
from pmokit.load.folder import read_of_method, stray
from pmokit.load.integrity import of_flaw
from pmokit.load.layered_standards import compose_standard
from pmokit.load.lock_file import LOCK
from pmokit.load.locking import ABOUT, Layer, lock_findings
from pmokit.load.shape import claim
from pmokit.load.standard_text import load_standard
from pmokit.model.finding import CONSEQUENCES, Finding
from pmokit.model.methodology.standards import Clause
from pmokit.model.record import Record
from pmokit.text import guard, places, yaml
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

ABOUT_THE_COPY = ("parent-changed", "parent-missing", "locked-relaxed", "relaxed-without-reason")
"""What is said of the copy of the method that is extended, and of own entries, is in its place."""


class Method(NamedTuple):
    """The effective method and how it came about."""

    records: list[tuple[layout.Located, Record | None]]
    findings: list[Finding]
    layers: tuple[Layer, ...]
    """The youngest first."""
    differences: tuple[Difference, ...]
    origins: dict[str, dict[Route, Place]]


def load_method(files: Mapping[str, bytes]) -> Method:
    """All files below `methodology/` to the records in force."""
    layers = _layers(files)
    findings = lock_findings(layers)
    notes = Composition(_line_finder(files), _locked_clauses(layers))
    origins: dict[str, dict[Route, Place]] = {}
    records: list[tuple[layout.Located, Record | None]] = []
    for path in sorted({path for layer in layers for path in layer.files}):
        here = [
            (number, layer.folder + path.removeprefix("methodology/"), layer.files[path])
            for number, layer in enumerate(layers)
            if path in layer.files
        ]
        located = layout.place(path)
        if located is None:
            findings += [stray(real) for number, real, _ in here if number == 0]
        elif path == LOCK and here[0][0] > 0:
            continue
        elif located.slot.part == "migrations" and here[0][0] > 0:
            continue  # it speaks of versions of the method that is extended
        elif located.slot is layout.STANDARD:
            standard = compose_standard(located.names["id"], path, here, notes, origins)
            records.append((located, standard))
            if here[0][1] == path and len(here) == 1 < len(layers) and standard is not None:
                for clause in standard.clauses:
                    compose.note_added(notes, "clause", clause.id, path)
        elif here[0][1] == path and (len(here) == 1 or path == LOCK):
            record, found = read_of_method(path, here[0][2])
            records.append((located, record))
            findings += found
            if len(layers) > 1 and record is not None:
                _added(record, path, located, notes)
        else:
            record, dropped = _composed(path, located, here, notes, origins)
            if not dropped:
                records.append((located, record))
    findings += notes.findings
    return Method(records, findings, tuple(layers), tuple(notes.differences), origins)


def _layers(files: Mapping[str, bytes]) -> list[Layer]:
    """The layers, the youngest first."""
    folders: dict[str, dict[str, bytes]] = {"methodology/": {}}
    for path, raw in files.items():
        plain = layout.canonical(path)
        depth = (len(path) - len(plain)) // len("parent/")
        folder = "methodology/" + "parent/" * depth
        if not layout.is_unread(path):
            folders.setdefault(folder, {})[plain] = raw
    layers: list[Layer] = []
    for folder, some in sorted(folders.items(), key=lambda item: len(item[0])):
        about = yaml.parse(some.get(ABOUT, b"")).data
        data = about if isinstance(about, dict) else {}
        layers.append(Layer(str(data.get("name", folder)), str(data.get("version", "")), folder, some))
    return layers


def _locked_clauses(layers: list[Layer]) -> dict[str, Place]:
    """Where each clause stands that a method which is extended has locked."""
    return {
        clause.id: (layer.folder + path.removeprefix("methodology/"), ("clauses", clause.id))
        for layer in layers[1:]
        for path, raw in layer.files.items()
        if (located := layout.place(path)) is not None and located.slot is layout.STANDARD
        for clause in _clauses(located.names["id"], path, raw)
        if clause.locked
    }


def _clauses(standard_id: str, path: str, raw: bytes) -> tuple[Clause, ...]:
    standard, _ = load_standard(standard_id, path, raw)
    return standard.clauses if standard is not None else ()


def _composed(
    path: str,
    located: layout.Located,
    here: list[tuple[int, str, bytes]],
    notes: Composition,
    origins: dict[str, dict[Route, Place]],
) -> tuple[Record | None, bool]:
    """A YAML file of several layers, or of an elder one only; and whether a layer drops it."""
    made = _put_together(path, located, here, notes)
    if made is None:
        return None, False
    if not made.places:
        return None, True
    origins[path] = made.places
    record, found = claim(located.slot.model, made.data, path, layout.names_for(located))
    notes.findings += translated(found, origins)
    return record, False


def _put_together(
    path: str, located: layout.Located, here: list[tuple[int, str, bytes]], notes: Composition
) -> composition.Composed | None:
    """The data of a file of several layers; None where one of them cannot be read."""
    made: composition.Composed | None = None
    for number, real, raw in reversed(here):
        parsed = yaml.parse(raw)
        notes.findings += [of_flaw(real, flaw) for flaw in parsed.flaws]
        data: Any = parsed.data or {}
        if not parsed.flaws and not isinstance(data, dict):
            notes.findings += claim(located.slot.model, data, real, {})[1]
        if parsed.flaws or not isinstance(data, dict):
            return None
        if path == ABOUT and number > 0:
            data = {key: value for key, value in data.items() if key not in ("extends", "local")}
        if made is None:
            made = compose.begin(data, real)
        else:
            lock = notes.locked_clauses.get(str(made.data.get("clause"))) if number == 0 else None
            if lock is not None and located.slot.part == "rules":
                # A clause that nobody may relax would mean little with a rule that anybody may.
                made.data["locked"], made.places[("locked",)] = "true", lock
            made = compose.overlay(made, data, real, located.slot.model, number, notes)
    return made


def flattened(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The method in force as files of one layer; what cannot be read is left out.

    For trying rules: an example may change any of these files.
    """
    layers = _layers(files)
    notes = Composition(lambda _: 0)
    result: dict[str, bytes] = {}
    for path in sorted({path for layer in layers for path in layer.files}):
        here = [(n, layer.folder, layer.files[path]) for n, layer in enumerate(layers) if path in layer.files]
        located = layout.place(path)
        if located is None or path == LOCK:
            continue
        if len(layers) == 1 or located.slot is layout.STANDARD:
            result[path] = here[0][2]
            continue
        made = _put_together(path, located, here, notes)
        if made is not None and made.places:
            data = {key: value for key, value in made.data.items() if key != "extends"}
            result[path] = json.dumps(data, ensure_ascii=False).encode()
    return result


def _added(record: Record, path: str, located: layout.Located, notes: Composition) -> None:
    """A whole file that only the youngest layer has."""
    if record.kind:
        compose.note_added(notes, record.kind, located.names.get("id", ""), path)


def _line_finder(files: Mapping[str, bytes]) -> Callable[[Place], int]:
    def line_of(place: Place) -> int:
        text, _ = guard.decode(files.get(place[0], b""))
        if place[0].endswith(".md") and place[1]:
            heads = enumerate((text or "").splitlines(), 1)
            return next((number for number, line in heads if line.startswith(f"## {place[1][-1]} ")), 1)
        return places.locate(text or "", [(place[1], False)])[0].line

    return line_of


def ours(findings: Iterable[Finding], differences: Iterable[Difference]) -> list[Finding]:
    """The findings, each in a file that this department can change.

    A fault in a file of the method that is extended comes from an entry here with which it does not agree, or
    from taking that method over at all.
    """
    own = [difference for difference in differences if difference.layer == 0]
    result: list[Finding] = []
    causes: dict[str, Place] = {}
    # What could not be assessed because of a fault is found where the fault is.
    for found in sorted(findings, key=lambda entry: entry.rule in CONSEQUENCES):
        if found.path.startswith(layout.PARENT) and found.rule not in ABOUT_THE_COPY:
            cause = next((one for one in own if f"`{one.id}`" in found.message), None)
            place = causes.get(found.path, (ABOUT, ("extends",))) if cause is None else cause.place
            path, route = causes.setdefault(found.path, place) if cause is not None else place
            message = say("load.in-parent", message=found.message, path=found.path)
            found = found._replace(
                path=path,
                route=route,
                line=0,
                part=None,
                key=False,
                message=message,
                help=say("load.in-parent.fix"),
            )
        result.append(found)
    return result


def translated(findings: Iterable[Finding], origins: Mapping[str, dict[Route, Place]]) -> list[Finding]:
    """The findings, each at the file and place where the part of the method that it means stands."""
    if not origins:
        return list(findings)
    result: list[Finding] = []
    for found in findings:
        where = origins.get(found.path)
        if where is None:
            result.append(found)
            continue
        path, route = compose.origin(where, found.route)
        result.append(found._replace(path=path, route=route))
    return result
