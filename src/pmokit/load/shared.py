"""What all projects share: the methodology and the portfolio's own files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pmokit.load import layout, misplaced
from pmokit.load.composition import Difference, Place
from pmokit.load.folder import Read, read_record, stray
from pmokit.load.integrity import finding
from pmokit.load.layers import load_method
from pmokit.load.locking import Layer
from pmokit.model.claims import MAX_ID
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.record import Record
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

REQUIRED = {
    "methodology": ("about", "lifecycle", "roles", "artefacts", "tiers", "reporting", "forums", "glossary"),
    "portfolio": ("about",),
}


class Shared(NamedTuple):
    """The two records, the parts of them that could not be read, and why.

    `layers`, `differences` and `origins` tell how the method came about; see `layers.py`.

    A part that could not be read is missing from its record; whoever needs it must look at
    `broken` first.
    """

    methodology: Methodology
    portfolio: Portfolio
    broken: frozenset[str]
    findings: tuple[Finding, ...]
    layers: tuple[Layer, ...] = ()
    differences: tuple[Difference, ...] = ()
    origins: Mapping[str, dict[Route, Place]] = {}


def load_shared(files: Mapping[str, bytes], unread: Iterable[str] = (), read: Read = read_record) -> Shared:
    """Read all files (path to bytes, in order) that do not lie in a project's folder.

    `unread` are parts whose bytes could not be had.
    """
    parts: dict[str, dict[str, Any]] = {"methodology": {}, "portfolio": {}}
    broken = set(unread)
    own = {path: raw for path, raw in files.items() if path.startswith("methodology/")}
    method = load_method(own)
    findings = list(method.findings)
    for located, record in method.records:
        _put(parts["methodology"], broken, located, record)
    strays: list[str] = []
    for path, raw in files.items():
        place = layout.place(layout.canonical(path))
        if place is None:
            strays.append(path)
        elif path not in own:
            record, found = read(path, raw, place)
            findings += found
            _put(parts["portfolio"], broken, place, record)
    findings += _strays(path for path in strays if path not in own)
    broken |= misplaced.missed(map(layout.canonical, strays), parts["methodology"] | parts["portfolio"])
    for folder, names in REQUIRED.items():
        missing = [name for name in names if name not in parts[folder] and name not in broken]
        broken.update(missing)
        findings += [_missing(folder, name) for name in missing]
    return Shared(
        Methodology.model_construct(**_frozen(parts["methodology"])),
        Portfolio.model_construct(**_frozen(parts["portfolio"])),
        frozenset(broken),
        tuple(findings),
        method.layers,
        method.differences,
        method.origins,
    )


def demand_directory(shared: Shared, files: Iterable[str]) -> Shared:
    """The same for a portfolio that has projects: a missing directory of people is one fault, not one for
    each reference to a person. `files` are the paths of what all projects share."""
    path = _path_of("portfolio", "people")
    if "people" in shared.broken or path in map(layout.canonical, files):
        return shared
    help = say("load.restore-people", path=path)
    return shared._replace(
        broken=shared.broken | {"people"},
        findings=(*shared.findings, _missing("portfolio", "people")._replace(help=help)),
    )


def _put(parts: dict[str, Any], broken: set[str], located: layout.Located, record: Record | None) -> None:
    part = located.slot.part
    if record is None:
        broken.add(part)
    elif located.slot.many:
        parts.setdefault(part, []).append(record)
    else:
        parts[part] = record


def _strays(paths: Iterable[str]) -> Iterator[Finding]:
    """The findings of files without a place; of a project folder whose name is no id, the folder once."""
    odd: set[str] = set()
    for path in paths:
        name = layout.project_of(path)
        if layout.is_unread(path) or name in odd:
            continue
        if name is None:
            yield stray(path)
            continue
        odd.add(name)
        likely = "-".join(re.findall("[a-z0-9]+", name.lower()))[:MAX_ID].rstrip("-")
        help = say("load.rename-folder-perhaps", value=likely)
        yield finding("unknown-file", say("load.folder-name-no-id-so", name=name), path, help=help)


def _frozen(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in parts.items()}


def _missing(folder: str, part: str) -> Finding:
    path = _path_of(folder, part)
    return finding(
        "missing-file",
        say("load.missing-2", path=path),
        path,
        help=say("load.copy-repository-made-pmokit-init"),
    )


def _path_of(folder: str, part: str) -> str:
    slots = layout.METHODOLOGY if folder == "methodology" else layout.PORTFOLIO
    return next(slot.pattern for slot in slots if slot.part == part)
