"""What could not be judged, and why: a finding for each rule, because silence would look like a pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pmokit.load import layout, misplaced, records
from pmokit.load.budget import STEPS
from pmokit.load.integrity import finding
from pmokit.load.run import Run
from pmokit.model import kinds
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.project import Project
from pmokit.rules.language.compiling import Compiled, path_of
from pmokit.rules.severity import severity_of
from pmokit.words.catalogue import say

_PARTS: dict[str, set[str]] = {}
"""The parts of their owners in which the records of each kind stand."""
for _owner in (Methodology, Portfolio, Project):
    for _home in kinds.homes(_owner):
        _PARTS.setdefault(_home.kind, set()).add(_home.fields[0])
for _slot in layout.SLOTS:
    if _slot.model.kind:
        _PARTS.setdefault(_slot.model.kind, set()).add(_slot.part)


def is_lost(compiled: Compiled, broken: frozenset[str]) -> bool:
    """Whether a rule cannot be judged in full because its records, or what it needs, cannot be read.

    `broken` are parts of a project for a rule about projects, and shared parts for any other.
    """
    return not broken.isdisjoint(_needed(compiled))


def _needed(compiled: Compiled) -> set[str]:
    return _PARTS.get(compiled.rule.applies_to, set()) | compiled.needs


def of_project(
    project: Project, broken: frozenset[str], found: Iterable[Finding], rules: Iterable[Compiled], run: Run
) -> list[Finding]:
    """The rules that parts of a project leave unjudged; `found` says which of its files cannot be read."""
    if not broken:
        return []
    paths = _paths(found)
    return [
        _unjudged(item, project, run, _path(item, broken, paths) or layout.path_of(project.id, "charter"))
        for item in rules
        if item.about_projects and is_lost(item, broken)
    ]


RELIED = frozenset(("lifecycle", "roles", "tiers", "reporting", "forums", "team"))
"""Shared parts in which a reference that does not resolve, or an id that occurs twice, changes what is
demanded of everybody: who goes by them would accuse the innocent. None of them refers to projects."""
_CHANGING = frozenset(("unknown-reference", "duplicate-id", "rule-invalid"))


def unsure_parts(found: Iterable[Finding]) -> frozenset[str]:
    """The shared parts that have errors which change what they say."""
    return frozenset(_part(entry.path) for entry in found if entry.rule in _CHANGING) & RELIED


def doubts_of_project(found: Iterable[Finding]) -> frozenset[str]:
    """The same of a project's own parts: who is on its team, by its file or by its charter."""
    doubtful = [entry for entry in found if entry.rule in _CHANGING]
    team = any(
        _part(entry.path) == "team" or (_part(entry.path) == "charter" and entry.route[:1] in _ON_CHARTER)
        for entry in doubtful
    )
    return frozenset(("team",)) if team else frozenset()


_ON_CHARTER = (("sponsor",), ("manager",))


def _part(path: str) -> str:
    located = layout.place(layout.canonical(path))
    return located.slot.part if located is not None else ""


def of_shared(rules: Iterable[Compiled], run: Run, doubtful: Sequence[Finding]) -> list[Finding]:
    """The rules that are judged nowhere: they are not valid, or what all projects share cannot be read or has
    errors that change what it says. `doubtful` are findings of such files and parts."""
    judged = {item.rule.id: item for item in rules}
    paths = _paths([*run.workspace.findings, *(entry for entry in doubtful if entry.rule in _CHANGING)])
    findings: list[Finding] = []
    for rule in run.methodology.rules:
        item = judged.get(rule.id)
        if item is None:
            findings.append(_invalid(rule.id, path_of(rule)))
        elif item.needs & run.unsure or (not item.about_projects and is_lost(item, run.unsure)):
            findings.append(_unjudged(item, None, run, _path(item, run.unsure, paths) or path_of(rule)))
    for entry in (*run.workspace.findings, *doubtful):
        name = _rule_meant(entry)
        if name and name not in run.rules:
            findings.append(_invalid(name, entry.path))
    return list(dict.fromkeys(findings))


def _rule_meant(entry: Finding) -> str:
    """The rule that a file which cannot be read, or has no place in the layout, was meant to be."""
    path = layout.canonical(entry.path)
    located = layout.place(path)
    if located is not None:
        return located.names["id"] if located.slot.part == "rules" else ""
    return layout.stem(path) if path.startswith("methodology/rules/") else ""


def of_reference(compiled: Compiled, item: records.Item, reference: str, home: str, run: Run) -> Finding:
    """A rule that a reference kept from judging a record, because it does not lead to one."""
    about: Any = item.record if item.kind == "project" else item.parent
    return finding(
        "not-judged",
        say("unjudged.reference", rule=compiled.rule.id, reference=reference),
        item.path,
        item.route,
        help=say("unjudged.reference.fix", reference=reference),
        record=str(records.address_of(item, home)),
        severity=severity_of(compiled.rule, about if isinstance(about, Project) else None, run),
    )._replace(of_rule=compiled.rule.id, line=item.line)


def unreadable(project_id: str, found: Iterable[Finding]) -> Finding:
    """A project without a charter that can be read: no rule is judged on it."""
    path = layout.path_of(project_id, "charter")
    # A folder without that file is shown at the file that says so.
    paths = [entry.path for entry in found]
    return finding(
        "project-unreadable",
        say("unjudged.project", project=project_id),
        paths[0] if paths and path not in paths else path,
        help=say("unjudged.project.fix", path=path),
        record=project_id,
    )


def _invalid(rule_id: str, path: str) -> Finding:
    return finding(
        "not-judged",
        say("unjudged.invalid", rule=rule_id),
        path,
        help=say("unjudged.invalid.fix", path=path),
    )._replace(of_rule=rule_id)


def _unjudged(compiled: Compiled, project: Project | None, run: Run, path: str) -> Finding:
    return finding(
        "not-judged",
        say("unjudged.part", rule=compiled.rule.id, path=path),
        path,
        help=say("unjudged.part.fix", path=path),
        severity=severity_of(compiled.rule, project, run),
    )._replace(of_rule=compiled.rule.id)


def _paths(found: Iterable[Finding]) -> dict[str, str]:
    """The path of a file that cannot be read, by the part that it belongs to."""
    paths: dict[str, str] = {}
    for entry in found:
        located = layout.place(layout.canonical(entry.path))
        slot = located.slot if located else misplaced.meant(entry.path)
        if slot is not None:
            paths.setdefault(slot.part, entry.path)
    return paths


def _path(compiled: Compiled, broken: frozenset[str], paths: dict[str, str]) -> str:
    """The first file that keeps a rule from being judged."""
    return next((paths[part] for part in sorted(_needed(compiled) & broken) if part in paths), "")


def exhausted(project: Project, run: Run) -> list[Finding]:
    """The findings of expressions of the methodology that were stopped for a project."""
    return [
        finding(
            "rule-exhausted",
            say("judging.exhausted-expression", path=path, key=key, steps=f"{STEPS:,}"),
            layout.path_of(project.id, "charter"),
            record=project.id,
            help=say("judging.exhausted.fix", path=path),
        )
        for name, path, key in sorted(run.exhausted)
        if name == project.id
    ]
