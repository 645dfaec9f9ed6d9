"""One run over a workspace: it reads on demand, notes what was asked for, and works each thing out once.

Project folders are read when somebody first asks for them: a check that needs three of a thousand projects
reads three. What others ask of a project is answered from its extract wherever that holds it, and so without
its folder if an earlier run left one. What was asked for is noted, part by part, so that a later run knows on
what a result rests (`asked`).
Nothing outlives the run: what functions worked out is held here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pmokit.load import extracts
from pmokit.load.budget import Budget
from pmokit.load.extracts import ALL_IDS, FOLDER, MILESTONE, MILESTONES, OUTLINE, UNREAD, WHOLE, Asked, Row
from pmokit.load.folder import Folder, load_folder
from pmokit.load.lookups import LOCAL, SOURCES, Lookups
from pmokit.load.workspace import Workspace
from pmokit.model.address import refer
from pmokit.model.extract import Extract, Outline
from pmokit.model.project import Project

T = TypeVar("T")
_NOTHING: frozenset[Asked] = frozenset()
_Known = tuple[Any, frozenset[Asked], frozenset[str], tuple[Any, ...]]
"""A value, what was asked for and what did not resolve on the way to it, and the arguments."""


class Run(Lookups, Budget):
    """A run over one workspace. Reading never raises for bad data.

    `asked` holds what was asked for, `unresolved` the references that led nowhere. `unsure` are the shared
    parts that nobody goes by: those that cannot be read, and those with errors that change what they say.
    `read` are folders that somebody has read already, `rows` the extracts of projects that have not changed
    since they were made.
    """

    def __init__(
        self,
        workspace: Workspace,
        read: Mapping[str, Folder] | None = None,
        rows: Mapping[str, Row] | None = None,
    ) -> None:
        self.workspace = workspace
        self.today = workspace.today
        self.signers = workspace.signers
        self.past = workspace.past.files
        self.methodology = workspace.methodology
        self.portfolio = workspace.portfolio
        self.broken = workspace.broken
        self.unsure = workspace.broken
        self.placeholders = workspace.placeholders
        self.index = workspace.index
        self.frozen = workspace.frozen
        self.charter_roles = workspace.charter_roles
        self.phase_numbers = workspace.phase_numbers
        self.asked: set[Asked] = set()
        self.unresolved: set[str] = set()
        Budget.__init__(self)
        self._folders: dict[str, Folder] = dict(read or {})
        self._rows: dict[str, Row] = dict(rows or {})
        self._extracts: dict[str, Extract] = {}
        self._local: dict[tuple[str, str], dict[str, Any]] = {}
        self._referred: dict[tuple[str, str, str], tuple[Any, Asked | None]] = {}
        self._of_all: dict[Any, _Known] = {}
        self._of_records: dict[Any, _Known] = {}

    def once(self, function: Callable[..., T], *arguments: Any) -> T:
        """The value of `function(*arguments, run)`, worked out once in this run.

        The key is the function and the identity of each argument. What was asked for meanwhile belongs to
        the value: whoever gets the value later has asked for it too. An exception is not kept.
        """
        key: Any = function
        # There are one or two: pairs in pairs are made faster than one tuple of unknown length.
        for argument in arguments:
            key = (key, id(argument))
        done = self._of_records if arguments else self._of_all
        known = done.get(key)
        if known is not None:
            if known[1]:
                self.asked |= known[1]
            if known[2]:
                self.unresolved |= known[2]
            value: T = known[0]
            return value
        outer, self.asked = self.asked, set()
        lacking, self.unresolved = self.unresolved, set()
        try:
            value = function(*arguments, self)
        finally:
            asked, self.asked = self.asked, outer
            outer |= asked
            unresolved, self.unresolved = self.unresolved, lacking
            lacking |= unresolved
        # The arguments are kept, so that no other object can take over the identity of one.
        done[key] = (value, frozenset(asked) if asked else _NOTHING, frozenset(unresolved), arguments)
        return value

    def release(self, project_id: str) -> None:
        """Let go of a project's folder, and of all that was worked out of single records.

        Both come back when somebody asks. Records that others refer to stay (`_local`), so few ask.
        """
        self._folders.pop(project_id, None)
        self._of_records.clear()

    @property
    def project_ids(self) -> tuple[str, ...]:
        """The ids of all project folders, readable or not, in order."""
        self.asked.add(ALL_IDS)
        return tuple(self.workspace.folders)

    def has_project(self, project_id: str) -> bool:
        """Whether there is a folder of that name."""
        self.asked.add(Asked(project_id, FOLDER))
        return project_id in self.workspace.folders

    def folder(self, project_id: str) -> Folder:
        """A project's folder; raises KeyError if there is none."""
        self.asked.add(Asked(project_id, WHOLE))
        return self._folder(project_id)

    def _folder(self, project_id: str) -> Folder:
        folder = self._folders.get(project_id)
        if folder is None:
            folder = load_folder(
                project_id, self.workspace.folders[project_id], self.workspace.unread.get(project_id, ())
            )
            self._folders[project_id] = folder
        return folder

    def project(self, project_id: str) -> Project | None:
        """The project, or None if there is none or its charter cannot be read."""
        return self.folder(project_id).project if self.has_project(project_id) else None

    @property
    def projects(self) -> Iterator[Project]:
        """All readable projects in the order of their ids."""
        for project_id in self.project_ids:
            project = self.folder(project_id).project
            if project is not None:
                yield project

    def extract(self, project_id: str) -> Extract:
        """What a project contributes to the whole; raises KeyError if there is no folder of that name."""
        self.asked.add(Asked(project_id, extracts.EXTRACT))
        return self._extract(project_id)

    def share(self, project_id: str, part: str) -> tuple[Any, ...]:
        """One list of the extract of a project that exists; whoever asks rests on that list alone."""
        self.asked.add(Asked(project_id, part))
        some: tuple[Any, ...] = getattr(self._extract(project_id), part)
        return some

    def _extract(self, project_id: str) -> Extract:
        extract = self._extracts.get(project_id)
        if extract is None:
            row = self._rows.get(project_id)
            if row is not None and project_id not in self._folders:
                extract = extracts.from_row(row)
            else:
                extract = extracts.extract_of(self._folder(project_id))
            self._extracts[project_id] = extract
        return extract

    def row(self, project_id: str) -> Row:
        """The extract of a project as plain JSON, to be kept; raises KeyError without a folder."""
        row = self._rows.get(project_id)
        if row is None:
            row = self._rows[project_id] = extracts.row_of(self._extract(project_id))
        return row

    def learn(self, rows: Mapping[str, Row]) -> None:
        """Take over the extracts of projects that another process has read."""
        self._rows |= rows

    def outline(self, project_id: str) -> Outline | None:
        """A project in outline, or None if there is none or its charter cannot be read."""
        self.asked.add(Asked(project_id, OUTLINE))
        return self._extract(project_id).outline if project_id in self.workspace.folders else None

    def find(self, kind: str, reference: str, home: str) -> Any:
        """The record that a reference of project `home` to a kind named by data means, or None."""
        if kind == "project":
            return self.project(reference)
        if kind in LOCAL:
            key = (kind, reference, home)
            # Rules follow the same few references again and again.
            known = self._referred.get(key)
            if known is None:
                known = self._referred[key] = self._refer(kind, reference, home)
            if known[1]:
                self.asked.add(known[1])
            return known[0]
        return self.index.get(kind, {}).get(reference)

    def _refer(self, kind: str, reference: str, home: str) -> tuple[Any, Asked | None]:
        """The record of a project that a reference means, and what has to be asked for to find it."""
        meant = refer(kind, reference, home)
        if meant.portfolio:
            return None, None
        if kind == "milestone" and meant.project != home:
            found = None
            if meant.project in self.workspace.folders:
                some = self._extract(meant.project).milestones
                # Of two with one id the last is found, as among the own ones.
                found = next((item for item in reversed(some) if item.id == meant.id), None)
            return found, Asked(meant.project, MILESTONE + meant.id)
        return self._of_project(meant.project, kind).get(meant.id), Asked(meant.project, WHOLE)

    def _of_project(self, project_id: str, kind: str) -> dict[str, Any]:
        found = self._local.get((project_id, kind))
        self.asked.add(Asked(project_id, WHOLE))
        if found is None:
            found = {}
            if project_id in self.workspace.folders:
                part, *fields = LOCAL[kind]
                value: Any = self._folder(project_id).parts.get(part, ())
                for name in fields:
                    value = getattr(value, name, ())
                found = {record.id: record for record in value}
            self._local[(project_id, kind)] = found
        return found

    def is_broken(self, kind: str, reference: str, home: str) -> bool:
        """Whether the place where a reference leads could not be read, so that nothing is known."""
        if kind in LOCAL:
            project_id = refer(kind, reference, home).project
            self.asked.add(Asked(project_id, UNREAD))
            return project_id in self.workspace.folders and LOCAL[kind][0] in self._extract(project_id).unread
        return SOURCES.get(kind, kind) in self.broken

    def candidates(self, kind: str, home: str) -> list[str]:
        """The ids that a reference of this kind could have meant."""
        if kind == "project":
            return list(self.project_ids)
        if kind == "milestone" and home in self.workspace.folders:
            self.asked.add(Asked(home, MILESTONES))
            return list(dict.fromkeys(item.id for item in self._extract(home).milestones))
        if kind in LOCAL:
            return list(self._of_project(home, kind))
        return list(self.index.get(kind, {}))
