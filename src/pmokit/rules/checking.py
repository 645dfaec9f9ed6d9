"""A whole check: every file of a repository to every finding, placed, waived and in order.

A run that remembers the one before judges again only what could have changed; see `remembering.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from pmokit.analytics.facts import FACTS
from pmokit.load import cycles, layout, records, repository
from pmokit.load.agreement import disagreements
from pmokit.load.copied import copied
from pmokit.load.extra import inspect_extra
from pmokit.load.impossible import impossible
from pmokit.load.inspection import inspect
from pmokit.load.integrity import of_flaw
from pmokit.load.layers import ours, translated
from pmokit.load.names import resolve_names
from pmokit.load.placeholders import broken_starters, untouched
from pmokit.load.placing import placed
from pmokit.load.run import Run
from pmokit.load.unknown_targets import unknown_criteria, unknown_records
from pmokit.load.workspace import Workspace
from pmokit.model.finding import Finding, by_place
from pmokit.model.methodology.standards import Standard
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.record import Record
from pmokit.rules import unjudged
from pmokit.rules.citing import cited
from pmokit.rules.examining import examined
from pmokit.rules.judging import Judged, by_kind, judge
from pmokit.rules.language.compiling import Compiled
from pmokit.rules.preparing import Prepared, prepare
from pmokit.rules.remembering import Entry, Memory, Remembered, applied_of, findings_of
from pmokit.rules.sharing import processors, shared_out
from pmokit.rules.waiving import Waivers, waived
from pmokit.text.files import Snapshot


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
        rules = list(self.run.rules)
        return {name: applied_of(entry, rules) for name, entry in self.memory["projects"].items()}


def check(
    snapshot: Snapshot, today: date | None, clock: date, memory: Memory | None = None, keep: bool = True
) -> Check:
    """Check all files. `today` is what the user asked for, `clock` the day of the machine."""
    flawed = [path for path, _ in snapshot.flaws]
    workspace = repository.load(snapshot.files, today, clock, snapshot.signers, flawed, snapshot.past)
    return check_workspace(workspace, snapshot, memory, keep)


def check_workspace(
    workspace: Workspace, snapshot: Snapshot, memory: Memory | None = None, keep: bool = True
) -> Check:
    """Check a workspace; `snapshot` holds the files from which it was read.

    Unless `keep`, a project is let go of when it is judged: for whoever wants only the findings, at a third
    of the memory.
    """
    remembered = Remembered(workspace, snapshot.signed, memory or {})
    run = Run(workspace, rows=remembered.rows)
    method = prepare(run)
    flawed = [of_flaw(path, flaw) for path, flaw in snapshot.flaws]
    doubtful = [*flawed, *method.findings, *_doubtful(run)]
    run.unsure = run.broken | unjudged.unsure_parts(doubtful)
    checking = _Checking(run, by_kind(method.rules), remembered, keep)
    projects, shared = checking.projects(), checking.shared()
    about_all = [*flawed, *broken_starters(snapshot.files), *_of_all(run, method, shared, doubtful)]
    findings = placed(about_all, snapshot.files)
    for entry in projects.values():
        findings += findings_of(entry)
    findings = waived(findings, Waivers(run), method.coverage)
    findings += placed(unknown_records(_idle(run, method), run), snapshot.files)
    findings = examined(findings, run)
    about_waivers = checking.waivers()
    findings += placed(about_waivers.findings, snapshot.files)
    findings = sorted(cited(findings, run), key=by_place)
    department = {**applied_of(shared, list(run.rules)), **about_waivers.applied}
    kept = {"basis": remembered.basis, "department": shared, "projects": projects}
    return Check(run, findings, kept, method, department)


def _of_all(run: Run, method: Prepared, shared: Entry, doubtful: list[Finding]) -> list[Finding]:
    """The findings that belong to no project: of the method, of what all projects share, and of circles."""
    about_method = [*method.findings, *unjudged.of_shared(method.rules, run, doubtful)]
    about_method += [*findings_of(shared), *disagreements(run), *impossible(run)]
    edges = (cycles.of_dependencies(name, run.row(name)) for name in run.workspace.folders)
    circles = cycles.circles(edge for some in edges for edge in some)
    own = resolve_names(run.workspace.findings, run.workspace.shared_files, run)
    found = [*own, *translated(about_method, run.workspace.origins)]
    return [*ours(found, run.workspace.differences), *circles, *_copied(run)]


def _copied(run: Run) -> list[Finding]:
    """The reports with the text of another project; none where nobody knows from how many words on texts
    count."""
    reporting = run.methodology.reporting
    if reporting is None:
        return []
    return copied((run.row(name) for name in run.workspace.folders), int(reporting.compared_words))


def _idle(run: Run, method: Prepared) -> Iterator[Waiver]:
    """The waivers in force that cover nothing: those of others have a record."""
    for waiver in run.portfolio.waivers:
        if waiver.id not in method.coverage.findings and FACTS["waiver", "ends"](waiver, run) >= run.today:
            yield waiver


def _doubtful(run: Run) -> list[Finding]:
    """The errors in parts that all projects share and that change what these parts say."""
    found: list[Finding] = []
    for owner, slots in ((run.methodology, layout.METHODOLOGY), (run.portfolio, layout.PORTFOLIO)):
        some = [slot for slot in slots if slot.part in unjudged.RELIED]
        for _, record, path in records.files(dict(owner), some):
            found += inspect(record, path, "", run)
    return found


class _Checking:
    """One check under way."""

    def __init__(
        self, run: Run, rules: dict[str, list[Compiled]], remembered: Remembered, keep: bool
    ) -> None:
        self.run, self.rules, self.remembered, self.keep = run, rules, remembered, keep

    def projects(self) -> dict[str, Entry]:
        """What is known of each project: remembered where nothing it rests on has changed."""
        names = self.run.workspace.folders
        known = {name: self.remembered.project(name, self.run) for name in names}
        new = [name for name, entry in known.items() if entry is None]
        # Whoever keeps the folders wants them in this process.
        judged = shared_out(self._judged, new, 1 if self.keep else processors())
        self.run.learn({name: entry["extract"] for name, entry in judged.items()})
        return {name: entry or judged[name] for name, entry in known.items()}

    def _judged(self, names: Sequence[str]) -> dict[str, Entry]:
        return {name: self._project(name) for name in names}

    def _project(self, name: str) -> Entry:
        run = self.run
        # What is noted from here on belongs to this project alone.
        run.asked.clear()
        folder = run.folder(name)
        items = list(records.of_project(name, folder.parts, folder.project))
        findings = resolve_names(folder.findings, run.workspace.folders[name], run)
        for file in records.files(folder.parts, layout.PROJECT, name):
            findings += inspect(file.record, file.path, name, run)
        if "charter" in folder.parts and "fields" not in run.broken:
            findings += inspect_extra(
                folder.parts["charter"], layout.path_of(name, "charter"), run.extra_fields
            )
        findings += cycles.circles(cycles.of_tasks(folder)) + cycles.circles(cycles.of_parents(folder))
        some = list(_starters(folder.parts, layout.PROJECT, name))
        findings += [*untouched(some, run), *unknown_criteria(some, run)]
        applied: dict[str, int] = {}
        if folder.project is not None:
            doubts = unjudged.doubts_of_project(findings)
            judged, applied = judge(items, self.rules, run, name, folder.broken | run.unsure | doubts)
            findings += judged
            rules = chain.from_iterable(self.rules.values())
            # What all projects share is said once, by the department.
            lost = (folder.broken | doubts) - run.unsure
            findings += unjudged.of_project(folder.project, lost, findings, rules, run)
            findings += unjudged.exhausted(folder.project, run)
        else:
            findings.append(unjudged.unreadable(name, folder.findings))
        findings = placed(findings, run.workspace.folders[name])
        entry = self.remembered.entry(findings, applied, name, run)
        row = run.row(name)
        if not self.keep:
            run.release(name)
        return {"digest": self.remembered.digests[name], "extract": row, **entry}

    def shared(self) -> Entry:
        """Findings of methodology and portfolio, without their places."""
        return self.remembered.department(self.run) or self._shared()

    def _shared(self) -> Entry:
        run = self.run
        run.asked.clear()
        findings: list[Finding] = []
        for owner, slots in (
            (run.methodology, (*layout.METHODOLOGY, layout.STANDARD)),
            (run.portfolio, layout.PORTFOLIO),
        ):
            for slot, record, path in records.files(dict(owner), slots):
                found = inspect(record, path, "", run)
                findings += _at_clauses(found, record) if slot is layout.STANDARD else found
        some = list(_starters(dict(run.portfolio), layout.PORTFOLIO))
        findings += [*untouched(some, run), *unknown_criteria(some, run)]
        forums = run.methodology.forums
        findings += cycles.circles(cycles.of_forums(forums.forums if forums else ()))
        rules = {kind: some for kind, some in self.rules.items() if kind != Waiver.kind}
        judged = judge(run.workspace.shared_items, rules, run, "", run.unsure)
        return self.remembered.entry(findings + judged.findings, judged.applied, "", run)

    def waivers(self) -> Judged:
        """What was found of the waivers, once it is known what each of them covers."""
        rules = {Waiver.kind: self.rules.get(Waiver.kind, [])}
        return judge(self.run.workspace.shared_items, rules, self.run, "", self.run.unsure)


def _starters(
    parts: Mapping[str, Any], slots: Iterable[layout.Slot], project_id: str = ""
) -> Iterator[tuple[Record, str]]:
    """The files of some parts that count only once somebody has filled them in, each with its path."""
    some = [slot for slot in slots if slot.part in ("attestations", "waivers", "reviews", "examinations")]
    return ((record, path) for _, record, path in records.files(parts, some, project_id))


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
