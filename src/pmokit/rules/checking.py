"""A whole check: every file of a repository to every finding, placed, waived and in order.

A project's findings rest on its own files, on the shared files, on today, and on the projects that
were asked for while judging it. All of that is known by digest, so a run that remembers the one
before judges again only what could have changed. Remembering changes the time, never the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from pmokit.load import cycles, layout, records, repository
from pmokit.load.agreement import disagreements
from pmokit.load.extra import inspect_extra
from pmokit.load.inspection import inspect
from pmokit.load.integrity import of_flaw
from pmokit.load.layers import translated
from pmokit.load.placing import placed
from pmokit.load.run import ALL_IDS, Run
from pmokit.load.workspace import Workspace
from pmokit.model.finding import Finding, by_place, from_row
from pmokit.model.methodology.standards import Standard
from pmokit.model.portfolio.waiver import Waiver
from pmokit.rules.judging import by_kind, judge
from pmokit.rules.language.compiling import Compiled
from pmokit.rules.preparing import Prepared, prepare
from pmokit.rules.waiving import Waivers, waived
from pmokit.text.files import Snapshot

Memory = dict[str, Any]
"""What a check leaves for the next one; plain JSON."""


class Check(NamedTuple):
    """The outcome of a check.

    `applied` says for each project of how many records each rule had something to say; `method` is
    what the methodology's own expressions became. `department` counts like `applied`, of the records
    that all projects share.
    """

    run: Run
    findings: list[Finding]
    memory: Memory
    method: Prepared
    department: dict[str, int]

    @property
    def applied(self) -> dict[str, dict[str, int]]:
        """By project and rule."""
        return {name: entry["applied"] for name, entry in self.memory["projects"].items()}


def check(snapshot: Snapshot, today: date | None, clock: date, memory: Memory | None = None) -> Check:
    """Check all files. `today` is what the user asked for, `clock` the day of the machine."""
    return check_workspace(repository.load(snapshot.files, today, clock, snapshot.signers), snapshot, memory)


def check_workspace(workspace: Workspace, snapshot: Snapshot, memory: Memory | None = None) -> Check:
    """Check a workspace; `snapshot` holds the files from which it was read."""
    run = Run(workspace)
    method = prepare(run)
    checking = _Checking(run, by_kind(method.rules), _digest(_basis(workspace, snapshot)))
    projects = checking.projects(memory or {})
    findings = [of_flaw(path, flaw) for path, flaw in snapshot.flaws]
    about_method = [*method.findings, *checking.shared(), *disagreements(run)]
    findings += [*workspace.findings, *translated(about_method, workspace.origins)]
    edges = [
        cycles.Edge(a, b, path, tuple(route))
        for entry in projects.values()
        for a, b, path, route in entry["edges"]
    ]
    findings += cycles.circles(edges)
    findings = placed(findings, snapshot.files)
    for entry in projects.values():
        findings += [from_row(row) for row in entry["findings"]]
    findings = waived(findings, Waivers(run), method.coverage)
    findings += placed(checking.waivers(), snapshot.files)
    findings.sort(key=by_place)
    kept = {"shared": checking.basis, "ids": checking.ids, "projects": projects}
    return Check(run, findings, kept, method, checking.department)


def _basis(workspace: Workspace, snapshot: Snapshot) -> Iterable[bytes | str]:
    """What all projects' findings rest on."""
    return [*_flat(workspace.shared_files), workspace.today.isoformat(), snapshot.signed]


class _Checking:
    """One check under way."""

    def __init__(self, run: Run, rules: dict[str, list[Compiled]], basis: str) -> None:
        self.run, self.folders, self.rules, self.basis = run, run.workspace.folders, rules, basis
        self.digests = {name: _digest(_flat(files)) for name, files in self.folders.items()}
        self.ids = _digest(self.folders)
        self.department: dict[str, int] = {}

    def projects(self, memory: Memory) -> dict[str, Any]:
        """What is known of each project: remembered where nothing it rests on has changed."""
        old = memory.get("projects", {}) if memory.get("shared") == self.basis else {}
        digests: dict[str, str | None] = {name: entry["digest"] for name, entry in old.items()}
        digests[ALL_IDS] = memory.get("ids")
        new: dict[str, str | None] = {**self.digests, ALL_IDS: self.ids}
        changed = {name for name in digests.keys() | new.keys() if digests.get(name) != new.get(name)}
        return {
            name: old[name]
            if name in old and name not in changed and changed.isdisjoint(old[name]["asked"])
            else self._project(name)
            for name in self.folders
        }

    def _project(self, name: str) -> dict[str, Any]:
        run = self.run
        # What is noted from here on belongs to this project alone.
        run.asked.clear()
        folder = run.folder(name)
        items = list(records.of_project(name, folder.parts, folder.project))
        findings = list(folder.findings)
        for file in records.files(folder.parts, layout.PROJECT, name):
            findings += inspect(file.record, file.path, name, run)
        if "charter" in folder.parts and "fields" not in run.broken:
            findings += inspect_extra(
                folder.parts["charter"], layout.path_of(name, "charter"), run.extra_fields
            )
        findings += cycles.circles(cycles.of_tasks(folder)) + cycles.circles(cycles.of_parents(folder))
        applied: dict[str, int] = {}
        if folder.project is not None:
            judged, applied = judge(items, self.rules, run, name, folder.broken | run.broken)
            findings += judged
        asked = sorted(run.asked - {name})
        edges = [list(edge) for edge in cycles.of_dependencies(folder)]
        rows = [list(found) for found in placed(findings, self.folders[name])]
        return {
            "digest": self.digests[name],
            "asked": asked,
            "findings": rows,
            "edges": edges,
            "applied": applied,
        }

    def shared(self) -> list[Finding]:
        """Findings of methodology and portfolio."""
        run = self.run
        findings: list[Finding] = []
        for owner, slots in (
            (run.methodology, (*layout.METHODOLOGY, layout.STANDARD)),
            (run.portfolio, layout.PORTFOLIO),
        ):
            for slot, record, path in records.files(dict(owner), slots):
                found = inspect(record, path, "", run)
                findings += _at_clauses(found, record) if slot is layout.STANDARD else found
        forums = run.methodology.forums
        findings += cycles.circles(cycles.of_forums(forums.forums if forums else ()))
        rules = {kind: some for kind, some in self.rules.items() if kind != Waiver.kind}
        judged = judge(run.workspace.shared_items, rules, run, "", run.broken)
        self.department |= judged.applied
        return findings + judged.findings

    def waivers(self) -> list[Finding]:
        """Findings of the waivers, once it is known what each of them covers."""
        rules = {Waiver.kind: self.rules.get(Waiver.kind, [])}
        items, broken = self.run.workspace.shared_items, self.run.broken
        judged = judge(items, rules, self.run, "", broken)
        self.department |= judged.applied
        return judged.findings


def _at_clauses(found: list[Finding], standard: Standard) -> list[Finding]:
    """Findings in clauses at the line of the clause's heading; a heading has no route in YAML."""
    result: list[Finding] = []
    for entry in found:
        if entry.route[:1] == ("clauses",) and isinstance(entry.route[1], int):
            clause = standard.clauses[entry.route[1]]
            route = ("clauses", clause.id)
            entry = entry._replace(
                route=route, line=clause.line, column=1, end_line=clause.line, end_column=2
            )
        result.append(entry)
    return result


def _flat(files: Mapping[str, bytes]) -> Iterable[bytes]:
    for path, raw in files.items():
        yield path.encode()
        yield raw


def _digest(parts: Iterable[bytes | str]) -> str:
    """A digest of a sequence that keeps its parts apart."""
    total = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big"))
        total.update(raw)
    return total.hexdigest()
