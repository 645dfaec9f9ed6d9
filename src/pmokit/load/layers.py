"""The effective method: this department's own files on top of those of the method it extends.

The method that is extended lies in `methodology/parent/`, as `pmokit methodology update` copied it;
that one's own parent lies below it in turn. Files are named by the path that they would have in a
method of their own; where each part really stands is kept, so that findings lead there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from pmokit.load import compose, layout, standards
from pmokit.load.compose import Composition, Difference, Place
from pmokit.load.folder import read_record, stray
from pmokit.load.integrity import finding, of_flaw
from pmokit.load.shape import claim
from pmokit.load.stricter import LOOSER, Change, Verdict
from pmokit.model.finding import Finding
from pmokit.model.methodology import About, Clause, Lock, Standard
from pmokit.model.record import Record
from pmokit.text import guard, places, yaml
from pmokit.text.flaws import Route

ABOUT = "methodology/methodology.yaml"
LOCK = "methodology/lock.yaml"


class Layer(NamedTuple):
    """A method that takes part: its name, its version, and the folder in which its files lie."""

    name: str
    version: str
    folder: str
    files: dict[str, bytes]
    """By the path that they would have in a method of their own."""


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
    findings = _lock_findings(layers)
    notes = Composition(_line_finder(files))
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
        elif located.slot is layout.STANDARD:
            records.append((located, _standard(located.names["id"], path, here, notes, origins)))
        elif here[0][1] == path and (len(here) == 1 or path == LOCK):
            record, found = read_record(path, here[0][2], located)
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
) -> compose.Composed | None:
    """The data of a file of several layers; None where one of them cannot be read."""
    made: compose.Composed | None = None
    for number, real, raw in reversed(here):
        parsed = yaml.parse(raw)
        notes.findings += [of_flaw(real, flaw) for flaw in parsed.flaws]
        data: Any = parsed.data or {}
        if not parsed.flaws and not isinstance(data, dict):
            notes.findings += claim(located.slot.model, data, real, {})[1]
        if parsed.flaws or not isinstance(data, dict):
            return None
        if path == ABOUT and number > 0:
            data = {key: value for key, value in data.items() if key != "extends"}
        if made is None:
            made = compose.begin(data, real)
        else:
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


def _standard(
    standard_id: str,
    path: str,
    here: list[tuple[int, str, bytes]],
    notes: Composition,
    origins: dict[str, dict[Route, Place]],
) -> Standard | None:
    """A standard of one or several layers: clauses by their numbers."""
    clauses: dict[str, Clause] = {}
    where: dict[Route, Place] = {}
    newest: Standard | None = None
    for number, real, raw in reversed(here):
        standard, found = standards.load_standard(standard_id, real, raw)
        notes.findings += found
        if standard is None:
            return None
        seen: set[str] = set()
        for clause in standard.clauses:
            place: Place = (real, ("clauses", clause.id))
            below = clauses.get(clause.id)
            if clause.id in seen:
                notes.findings.append(_at_clause(_twice(clause), real, clause))
                continue
            seen.add(clause.id)
            if below is not None:
                below_place = where[("clauses", clause.id)]
                if not _may(below, clause, number, place, below_place, notes):
                    continue
                clause = clause.model_copy(update={"locked": below.locked or clause.locked})
            elif clause.force == "dropped":
                notes.findings.append(_at_clause(_drops_nothing(clause), real, clause))
                continue
            elif len(here) > 1 or number > 0:
                notes.differences.append(_difference(number, clause.id, "added", (), "", place, None))
            clauses[clause.id] = clause
            where[("clauses", clause.id)] = place
        newest = standard
        where[()] = (real, ())
    if newest is None:
        return None
    if here[0][1] != path or len(here) > 1:
        origins[path] = where
    kept = tuple(clause for clause in clauses.values() if clause.force != "dropped")
    return newest.model_copy(update={"clauses": kept})


def _may(
    below: Clause, clause: Clause, layer: int, place: Place, below_place: Place, notes: Composition
) -> bool:
    """Whether a clause may take the place of the one below it."""
    verdict, some = _clause_verdict(below, clause)
    reason = clause.text if verdict == "dropped" else _reason(clause.text)
    if verdict in LOOSER and (below.locked or not reason):
        what = "; ".join(map(str, some)) or "it is dropped"
        there = f"{below_place[0]}:{below.line}"
        if below.locked:
            message = f"the clause {clause.id} is locked at {there} and would be {verdict} here: {what}"
            found = finding(
                "locked-relaxed",
                message,
                place[0],
                help="Remove this clause, or ask the owner of that method to unlock it.",
            )
        else:
            found = finding(
                "relaxed-without-reason",
                f"the clause {clause.id} of {there} is {verdict} here without a reason: {what}",
                place[0],
                help="Write a line `Reason: ...` below the heading that says why.",
            )
        notes.findings.append(_at_clause(found, place[0], clause))
        return False
    notes.differences.append(_difference(layer, clause.id, verdict, tuple(some), reason, place, below_place))
    return True


def _clause_verdict(below: Clause, clause: Clause) -> tuple[Verdict, list[Change]]:
    if clause.force == "dropped":
        return "dropped", []
    some: list[Change] = []
    if below.force != clause.force:
        verdict: Verdict = "relaxed" if clause.force == "should" else "tightened"
        some.append(Change("force", verdict, below.force, clause.force))
    if below.checked_by and not clause.checked_by:
        some.append(Change("checked by", "relaxed", below.checked_by, None))
    elif below.checked_by != clause.checked_by:
        some.append(
            Change(
                "checked by",
                "changed" if below.checked_by else "tightened",
                below.checked_by,
                clause.checked_by,
            )
        )
    if below.every_days and clause.every_days and below.every_days != clause.every_days:
        slower = clause.every_days > below.every_days
        verdict = "relaxed" if slower else "tightened"
        some.append(Change("every days", verdict, below.every_days, clause.every_days))
    return (
        min((c.verdict for c in some), key=("relaxed", "changed", "tightened").index) if some else "reworded"
    ), some


def _reason(text: str) -> str:
    return next((line[7:].strip() for line in text.split("\n") if line.startswith("Reason:")), "")


def _difference(
    layer: int,
    clause: str,
    verdict: Verdict,
    some: tuple[Change, ...],
    reason: str,
    place: Place,
    below: Place | None,
) -> Difference:
    return Difference(layer, "clause", clause, verdict, some, reason, place, below)


def _twice(clause: Clause) -> tuple[str, str, str]:
    return "duplicate-id", f"the clause `{clause.id}` stands twice", "Give one of the two another number."


def _drops_nothing(clause: Clause) -> tuple[str, str, str]:
    return (
        "clause-malformed",
        f"the clause {clause.id} is dropped, but no method that is extended has it",
        "Remove it, or correct its number.",
    )


def _at_clause(what: tuple[str, str, str] | Finding, path: str, clause: Clause) -> Finding:
    found = what if isinstance(what, Finding) else finding(what[0], what[1], path, help=what[2])
    return found._replace(line=clause.line, column=1, end_line=clause.line, end_column=2)


def _line_finder(files: Mapping[str, bytes]) -> Callable[[Place], int]:
    def line_of(place: Place) -> int:
        text, _ = guard.decode(files.get(place[0], b""))
        return places.locate(text or "", [(place[1], False)])[0].line

    return line_of


def _lock_findings(layers: list[Layer]) -> list[Finding]:
    """Whether each layer that extends another one has it, unchanged since it was copied."""
    found: list[Finding] = []
    for number, layer in enumerate(layers):
        about, _ = claim(About, yaml.parse(layer.files.get(ABOUT, b"")).data, ABOUT, {})
        path = layer.folder + "methodology.yaml"
        above = layers[number + 1] if number + 1 < len(layers) else None
        if about is not None and about.extends is not None and above is None:
            found.append(_not_here(path))
        if above is not None and number == 0:
            found += _changed_files(layer, layers[1:])
    return found


def _not_here(path: str) -> Finding:
    return finding(
        "parent-missing",
        "the method that this one extends is not in methodology/parent",
        path,
        ("extends",),
        key=True,
        help="Run `pmokit methodology update` and commit what it writes.",
    )


def _changed_files(layer: Layer, elders: list[Layer]) -> list[Finding]:
    path = layer.folder + "lock.yaml"
    lock, _ = claim(Lock, yaml.parse(layer.files.get(LOCK, b"")).data, path, {})
    if lock is None:
        return [
            finding(
                "parent-changed",
                "methodology/parent is there without a methodology/lock.yaml that can be read",
                path,
                help="Run `pmokit methodology update`, which writes both.",
            )
        ]
    there = {
        elder.folder.removeprefix(layout.PARENT) + name.removeprefix("methodology/"): raw
        for elder in elders
        for name, raw in elder.files.items()
    }
    noted = {entry.path: entry.sha256 for entry in lock.files if not layout.is_unread(_full(entry.path))}
    found: list[Finding] = []
    for name in sorted(noted.keys() | there.keys()):
        raw = there.get(name)
        if raw is None:
            found.append(_changed(path, f"`{_full(name)}` is missing"))
        elif noted.get(name) != digest(raw):
            what = "was changed" if name in noted else "was added"
            found.append(_changed(_full(name), f"this file {what} since it was copied from {lock.source}"))
    return found


def _full(name: str) -> str:
    return layout.PARENT + name


def _changed(path: str, message: str) -> Finding:
    return finding(
        "parent-changed",
        message,
        path,
        help="Run `pmokit methodology update`; write what you want to change into methodology/ itself.",
    )


def digest(raw: bytes) -> str:
    """The digest of a file, as lock.yaml notes it."""
    return sha256(raw).hexdigest()


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
