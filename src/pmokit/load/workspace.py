"""All that was read of a repository, as plain data: method, portfolio, day, and the files of projects.

A workspace is frozen, holds nothing that is worked out later, and pickles. Whoever asks it questions starts
a run over it; see `run.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from pmokit.load import layout, records
from pmokit.load.composition import Difference, Place
from pmokit.load.locking import Layer
from pmokit.load.shared import Shared
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.text.file_past import Past
from pmokit.text.files import Backing
from pmokit.text.flaws import Route


class Frozen(NamedTuple):
    """The fingerprint of a report when its period was closed, and the day of that."""

    fingerprint: str
    closed_on: date


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """What one run looks at.

    `broken` names the shared parts that could not be read; they are missing from `methodology` and
    `portfolio`. `layers`, `differences` and `origins` tell how the method came about; see `layers.py`.
    """

    today: date
    methodology: Methodology
    portfolio: Portfolio
    broken: frozenset[str]
    layers: tuple[Layer, ...]
    differences: tuple[Difference, ...]
    origins: Mapping[str, dict[Route, Place]]
    folders: Mapping[str, Mapping[str, bytes]]
    """The files of each project by its id, path to bytes, in order."""
    shared_items: tuple[records.Item, ...]
    """All records of methodology and portfolio, each with its place."""
    index: Mapping[str, Mapping[str, Any]]
    """The same records by kind and id."""
    frozen: Mapping[str, Mapping[str, Frozen]]
    """What reports said when their period was closed, by project and report."""
    charter_roles: tuple[tuple[str, str], ...]
    """Roles whose holders the charter names, each with the field that does."""
    phase_numbers: Mapping[str, int]
    """The position of each phase, from 1."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the shared files as they stand."""
    shared_files: Mapping[str, bytes] = field(default_factory=dict)
    """The files that do not lie in a project's folder, path to bytes, in order."""
    signers: Mapping[str, Backing] = field(default_factory=dict)
    """Who stands behind a file by git, by its path."""
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The parts of projects of which a file's bytes could not be had, by project."""
    placeholders: frozenset[str] = frozenset()
    """The texts of starters that are to be replaced."""
    past: Past = field(default_factory=Past)
    """What the files were before, by git."""


def assemble(
    shared: Shared,
    folders: Mapping[str, Mapping[str, bytes]],
    today: date,
    shared_files: Mapping[str, bytes] | None = None,
    signers: Mapping[str, Backing] | None = None,
    unread: Mapping[str, Iterable[str]] | None = None,
    placeholders: frozenset[str] = frozenset(),
    past: Past | None = None,
) -> Workspace:
    """The workspace of what all projects share and of the files of the projects (id to path to bytes)."""
    items = (
        *records.of_owner(shared.methodology, (*layout.METHODOLOGY, layout.STANDARD)),
        *records.of_owner(shared.portfolio, layout.PORTFOLIO),
    )
    index = _index(items)
    return Workspace(
        today,
        shared.methodology,
        shared.portfolio,
        shared.broken,
        shared.layers,
        shared.differences,
        dict(shared.origins),
        folders,
        items,
        index,
        _frozen(shared.portfolio),
        tuple((role.id, role.charter) for role in index.get("role", {}).values() if role.charter),
        {phase.id: number for number, phase in enumerate(shared.methodology.lifecycle.phases, 1)},
        shared.findings,
        shared_files or {},
        dict(signers or {}),
        {name: frozenset(parts) for name, parts in (unread or {}).items()},
        placeholders,
        past or Past(),
    )


def _index(items: tuple[records.Item, ...]) -> dict[str, dict[str, Any]]:
    index: dict[str, dict[str, Any]] = {}
    for item in items:
        index.setdefault(item.kind, {})[getattr(item.record, "id", "")] = item.record
    return index


def _frozen(portfolio: Portfolio) -> dict[str, dict[str, Frozen]]:
    frozen: dict[str, dict[str, Frozen]] = {}
    for period in portfolio.periods:
        for entry in period.reports:
            # What was frozen first counts: nobody thaws a report by closing another period.
            held = frozen.setdefault(entry.project, {})
            known = held.get(entry.report)
            if known is None or period.closed_on < known.closed_on:
                held[entry.report] = Frozen(entry.fingerprint, period.closed_on)
    return frozen
