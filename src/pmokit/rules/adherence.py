"""How far projects keep the standards: a number from 0 to 100, and what would raise it most.

For each rule that has something to say about a project, the share of its records that keep it,
weighted by the rule's severity as `reporting.yaml` says (`severity_weights`):

    adherence = 100 × Σ weight × kept / applicable  ÷  Σ weight

Records that break a rule under a waiver are not kept: they earn nothing, and are shown apart as
`waived`. A rule that has nothing to say does not count, so a small project is not measured by rules
made for large ones; while `reporting.yaml` cannot be read, no rule counts. Three things that look like
having nothing to say do count, as one more record that earns nothing: a rule that could not be judged
because a file cannot be read, each rule about reports while an active project's report is overdue, and each
rule about milestones, cost or risks of a project under way that has none of them.
A group's number is the mean of its projects', each counting once, cancelled ones among them. For a
standard the department's own records (meetings, waivers, the method itself) count as one project more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from pmokit.analytics.reporting.duties import report_overdue_days
from pmokit.load import layout, records
from pmokit.load.run import Run
from pmokit.model.finance import CostLine
from pmokit.model.finding import Finding
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.raid import Risk
from pmokit.model.rule import Rule
from pmokit.model.schedule import Milestone
from pmokit.model.status_report import Report
from pmokit.rules.checking import Check
from pmokit.rules.judging import judge
from pmokit.rules.language.compiling import Compiled
from pmokit.rules.severity import severity_of
from pmokit.rules.unjudged import is_lost


class Mark(NamedTuple):
    """One rule on one project: of how many records it spoke, how many kept it, how many were waived."""

    rule: Rule
    weight: int
    applicable: int
    kept: int
    waived: int

    @property
    def lost(self) -> float:
        """The weight that is not earned."""
        return self.weight * (self.applicable - self.kept) / self.applicable


class Score(NamedTuple):
    """The adherence of a project or a group, and the share that is waived, both from 0 to 100.

    `weight` is what there was to earn; a score without any is None.
    """

    adherence: float | None
    waived: float
    weight: float


def marks(
    applied: Mapping[str, int],
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    weights: Mapping[str, int],
    unknown: Iterable[str] = (),
) -> list[Mark]:
    """The marks of one project.

    `applied` counts the records of which each rule had something to say; each rule in `unknown` counts
    one record more, of which nothing is known and which therefore earns nothing.
    """
    broken: dict[str, int] = {}
    waived: dict[str, int] = {}
    for finding in findings:
        # What is not judged in full for want of a part, and so without a record, stands in `unknown`.
        rule = finding.of_rule if finding.record and finding.of_rule else finding.rule
        broken[rule] = broken.get(rule, 0) + 1
        if finding.waived_by:
            waived[finding.rule] = waived.get(finding.rule, 0) + 1
    unseen = set(unknown)
    return [
        Mark(
            rules[name],
            weights[name],
            applied.get(name, 0) + (name in unseen),
            applied.get(name, 0) - min(broken.get(name, 0), applied.get(name, 0)),
            waived.get(name, 0),
        )
        for name in sorted(applied.keys() | unseen)
        if name in rules
    ]


def weight_of(rule: Rule, project: Project | None, run: Run) -> int:
    """What a rule counts on a project of some tier today; nothing while `reporting.yaml` cannot be read."""
    reporting = run.methodology.reporting
    if reporting is None:
        return 0
    weight: int = getattr(reporting.severity_weights, severity_of(rule, project, run))
    return weight


def of_projects(check: Check) -> dict[str, list[Mark]]:
    """The marks of every project folder, readable or not."""
    run = check.run
    compiled = [item for item in check.method.rules if item.about_projects]
    rules = {item.rule.id: item.rule for item in compiled}
    about_reports = [name for name, rule in rules.items() if rule.applies_to == Report.kind]
    findings: dict[str, list[Finding]] = {}
    for finding in check.findings:
        project_id = layout.project_of(finding.path)
        if project_id is not None:
            findings.setdefault(project_id, []).append(finding)
    result: dict[str, list[Mark]] = {}
    for name, applied in check.applied.items():
        folder = run.folder(name)
        project = folder.project
        if project is None:
            unknown = list(rules)
        else:
            absent = _absent(project)
            lost = [
                item
                for item in compiled
                if item.needs & run.unsure or is_lost(item, folder.broken) or item.rule.applies_to in absent
            ]
            unknown = [item.rule.id for item in lost]
            if project.state == "active" and "reporting" not in run.broken:
                unknown += about_reports if report_overdue_days(project, run) else []
        weights = {rule_id: weight_of(rule, project, run) for rule_id, rule in rules.items()}
        result[name] = marks(applied, findings.get(name, ()), rules, weights, unknown)
    return result


def _absent(project: Project) -> set[str]:
    """The kinds of records that a project under way must have, and has none of."""
    if project.state not in UNDER_WAY:
        return set()
    plan, cost, risks = project.schedule.milestones, project.finance.lines, project.raid.risks
    found = ((Milestone.kind, plan), (CostLine.kind, cost), (Risk.kind, risks))
    return {kind for kind, some in found if not some}


def of_department(check: Check) -> list[Mark]:
    """The marks of the records that all projects share."""
    rules = {item.rule.id: item.rule for item in check.method.rules}
    shared = [found for found in check.findings if layout.project_of(found.path) is None]
    weights = {name: weight_of(rule, None, check.run) for name, rule in rules.items()}
    return marks(check.department, shared, rules, weights)


def of_reports(check: Check) -> dict[str, dict[date, Score]]:
    """How far each report keeps the rules about reports: by project and period, oldest first."""
    run = check.run
    rules = [item for item in check.method.rules if item.rule.applies_to == Report.kind]
    waivers = {(f.rule, f.record) for f in check.findings if f.waived_by}
    result: dict[str, dict[date, Score]] = {}
    for name in run.project_ids:
        folder = run.folder(name)
        if folder.project is None:
            continue
        found = result.setdefault(name, {})
        for item in records.of_project(name, {"reports": folder.parts.get("reports", ())}, folder.project):
            if item.kind == Report.kind:
                found[item.record.period] = _of_report(item, rules, run, name, folder.broken, waivers)
    return result


def _of_report(
    item: records.Item,
    rules: list[Compiled],
    run: Run,
    name: str,
    broken: frozenset[str],
    waivers: set[tuple[str, str]],
) -> Score:
    found, applied = judge([item], {Report.kind: rules}, run, name, broken)
    missed = {finding.rule for finding in found}
    weight = kept = excused = 0.0
    for compiled in rules:
        rule = compiled.rule
        if rule.id in applied:
            points = weight_of(rule, item.parent, run)
            weight += points
            kept += points * (rule.id not in missed)
            excused += points * ((rule.id, str(records.address_of(item, name))) in waivers)
    return Score(100 * kept / weight, 100 * excused / weight, weight) if weight else Score(None, 0.0, 0.0)


def score(some: Iterable[Mark]) -> Score:
    """The score of one project, or of one standard on it."""
    weight = earned = excused = 0.0
    for mark in some:
        weight += mark.weight
        earned += mark.weight * mark.kept / mark.applicable
        excused += mark.weight * mark.waived / mark.applicable
    if not weight:
        return Score(None, 0.0, 0.0)
    return Score(100 * earned / weight, 100 * excused / weight, weight)


def mean(scores: Iterable[Score]) -> Score:
    """The score of a group: each project with something to earn counts once."""
    some = [entry for entry in scores if entry.adherence is not None]
    if not some:
        return Score(None, 0.0, 0.0)
    number = len(some)
    return Score(
        sum(entry.adherence or 0.0 for entry in some) / number,
        sum(entry.waived for entry in some) / number,
        sum(entry.weight for entry in some),
    )


class Gain(NamedTuple):
    """A rule, and by how many points the group's number would rise if all its projects kept it."""

    rule: Rule
    points: float
    projects: int


def gains(projects: Mapping[str, list[Mark]]) -> list[Gain]:
    """What would raise a group's number most, the largest first."""
    points: dict[str, float] = {}
    counted: dict[str, int] = {}
    by_id: dict[str, Rule] = {}
    rated = [some for some in projects.values() if any(mark.weight for mark in some)]
    for some in rated:
        weight = sum(mark.weight for mark in some)
        for mark in some:
            if mark.lost:
                name = mark.rule.id
                by_id[name] = mark.rule
                points[name] = points.get(name, 0.0) + 100 * mark.lost / weight / len(rated)
                counted[name] = counted.get(name, 0) + 1
    result = [Gain(by_id[name], value, counted[name]) for name, value in points.items()]
    return sorted(result, key=lambda gain: (-gain.points, gain.rule.id))
