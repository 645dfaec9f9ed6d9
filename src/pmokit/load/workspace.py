"""All records of a repository, the effective methodology, and `today`.

Project folders are read when somebody first asks for them: a check that needs three of a thousand
projects reads three. What was asked for is remembered, so that a later run knows on what a result
rests (`asked`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from pmokit.load import layout, records
from pmokit.load.folder import Folder, load_folder
from pmokit.load.shared import Shared
from pmokit.model.address import refer
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.project import Project

LOCAL = {
    "milestone": ("schedule", "milestones"),
    "task": ("schedule", "tasks"),
    "risk": ("raid", "risks"),
    "change": ("changes",),
    "baseline": ("baselines",),
}
"""Kinds whose ids are unique within a project only, and where they stand in it."""


ALL_IDS = "*"
"""What is asked for by whoever looks at the list of all projects."""


class Frozen(NamedTuple):
    """The fingerprint of a report when its period was closed, and the day of that."""

    fingerprint: str
    closed_on: date


class Workspace:
    """Everything one run looks at. Reading it never raises for bad data.

    `broken` names the shared parts that could not be read; `projects` are those that could.
    `signers` are the e-mail addresses of those who, by git, stand behind a file; `read` are folders that
    somebody has read already.
    """

    def __init__(
        self,
        shared: Shared,
        folders: Mapping[str, Mapping[str, bytes]],
        today: date,
        signers: Mapping[str, frozenset[str]] = MappingProxyType({}),
        read: Mapping[str, Folder] = MappingProxyType({}),
    ) -> None:
        self.today = today
        self.signers = signers
        self.methodology: Methodology = shared.methodology
        self.portfolio: Portfolio = shared.portfolio
        self.broken = shared.broken
        self.layers = shared.layers
        self.differences = shared.differences
        self.origins = shared.origins
        self.asked: set[str] = set()
        self._files = folders
        self._folders: dict[str, Folder] = dict(read)
        self._local: dict[tuple[str, str], dict[str, Any]] = {}
        self.shared_items = (
            *records.of_owner(shared.methodology, (*layout.METHODOLOGY, layout.STANDARD)),
            *records.of_owner(shared.portfolio, layout.PORTFOLIO),
        )
        self.index: dict[str, dict[str, Any]] = {}
        for item in self.shared_items:
            self.index.setdefault(item.kind, {})[item.record.__dict__.get("id", "")] = item.record

        self.frozen: dict[str, dict[str, Frozen]] = {}
        """What reports said when their period was closed, by project and report."""
        for period in shared.portfolio.__dict__.get("periods", ()):
            for entry in period.reports:
                # What was frozen first counts: nobody thaws a report by closing another period.
                held = self.frozen.setdefault(entry.project, {})
                known = held.get(entry.report)
                if known is None or period.closed_on < known.closed_on:
                    held[entry.report] = Frozen(entry.fingerprint, period.closed_on)

        self.charter_roles: tuple[tuple[str, str], ...] = tuple(
            (role.id, role.charter) for role in self.index.get("role", {}).values() if role.charter
        )
        """Roles whose holders the charter names, each with the field that does."""

        lifecycle = shared.methodology.__dict__.get("lifecycle")
        self.phase_numbers: dict[str, int] = {
            phase.id: number for number, phase in enumerate(lifecycle.phases if lifecycle else (), 1)
        }
        """The position of each phase, from 1."""

    @property
    def folders(self) -> Mapping[str, Mapping[str, bytes]]:
        """The files of each project by its id."""
        return self._files

    @property
    def project_ids(self) -> tuple[str, ...]:
        """The ids of all project folders, readable or not, in order."""
        return tuple(self._files)

    def has_project(self, project_id: str) -> bool:
        """Whether there is a folder of that name."""
        self.asked.add(project_id)
        return project_id in self._files

    def folder(self, project_id: str) -> Folder:
        """A project's folder; raises KeyError if there is none."""
        self.asked.add(project_id)
        folder = self._folders.get(project_id)
        if folder is None:
            folder = load_folder(project_id, self._files[project_id])
            self._folders[project_id] = folder
        return folder

    def project(self, project_id: str) -> Project | None:
        """The project, or None if there is none or its charter cannot be read."""
        return self.folder(project_id).project if self.has_project(project_id) else None

    @property
    def projects(self) -> Iterator[Project]:
        """All readable projects in the order of their ids."""
        for project_id in self._files:
            project = self.folder(project_id).project
            if project is not None:
                yield project

    def find(self, kind: str, reference: str, home: str) -> Any:
        """The record a reference of project `home` means, or None."""
        if kind == "project":
            return self.project(reference)
        if kind in LOCAL:
            meant = refer(kind, reference, home)
            return None if meant.portfolio else self._of_project(meant.project, kind).get(meant.id)
        return self.index.get(kind, {}).get(reference)

    def _of_project(self, project_id: str, kind: str) -> dict[str, Any]:
        found = self._local.get((project_id, kind))
        self.asked.add(project_id)
        if found is None:
            found = {}
            if project_id in self._files:
                part, *fields = LOCAL[kind]
                value: Any = self.folder(project_id).parts.get(part, ())
                for name in fields:
                    value = getattr(value, name, ())
                found = {record.id: record for record in value}
            self._local[(project_id, kind)] = found
        return found

    def is_broken(self, kind: str, reference: str, home: str) -> bool:
        """Whether the place where a reference leads could not be read, so that nothing is known."""
        if kind in LOCAL:
            project_id = refer(kind, reference, home).project
            return project_id in self._files and LOCAL[kind][0] in self.folder(project_id).broken
        return SOURCES.get(kind, kind) in self.broken

    def candidates(self, kind: str, home: str) -> list[str]:
        """The ids that a reference of this kind could have meant."""
        if kind == "project":
            return list(self._files)
        if kind in LOCAL:
            return list(self._of_project(home, kind))
        return list(self.index.get(kind, {}))


SOURCES = {
    "person": "people",
    "system": "estate",
    "site": "estate",
    "supplier": "estate",
    "contract": "estate",
    "freeze": "calendar",
    "workstream": "about",
    "programme": "programmes",
    "meeting": "meetings",
    "period": "periods",
    "phase": "lifecycle",
    "gate": "lifecycle",
    "role": "roles",
    "artefact": "artefacts",
    "tier": "tiers",
    "forum": "forums",
    "clause": "standards",
    "rule": "rules",
    "attestation": "attestations",
}
"""The part of methodology or portfolio in which each kind is kept."""
