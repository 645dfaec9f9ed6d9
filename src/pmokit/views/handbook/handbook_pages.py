"""The methodology as a handbook shows it."""

from __future__ import annotations

from typing import Any, NamedTuple

from pmokit.model.control import Attestation
from pmokit.model.finding import Finding, worst_first
from pmokit.model.methodology.artefacts import Artefact
from pmokit.model.methodology.forums import Forum
from pmokit.model.methodology.lifecycle import Gate, Phase
from pmokit.model.methodology.roles import Activity, Role
from pmokit.model.methodology.standards import Clause, Standard
from pmokit.model.rule import Rule
from pmokit.views.context import Context


class Step(NamedTuple):
    """A phase, the gate that opens it, the forum that decides there, and the documents first needed in it."""

    phase: Phase
    gate: Gate | None
    forum: Forum | None
    artefacts: list[Artefact]


def steps(context: Context) -> list[Step]:
    """The lifecycle in order."""
    method = context.methodology
    opening = {gate.opens: gate for gate in method.lifecycle.gates}
    forums = {forum.id: forum for forum in method.forums.forums}
    return [
        Step(
            phase,
            gate := opening.get(phase.id),
            forums.get(gate.forum) if gate else None,
            [item for item in method.artefacts.artefacts if item.phase == phase.id],
        )
        for phase in method.lifecycle.phases
    ]


def first(context: Context) -> dict[str, Any]:
    """The first page: the methodology, its phases, and the tiers whose paths a reader may follow."""
    method = context.methodology
    return {"about": method.about, "steps": steps(context), "tiers": method.tiers.tiers}


class MatrixRow(NamedTuple):
    """An activity with the letters of each role."""

    activity: Activity
    letters: list[str]


def rasci(context: Context) -> tuple[list[Role], list[MatrixRow]]:
    """The matrix: roles that take part, and a row of letters for each activity."""
    method = context.methodology
    used = {
        role
        for item in method.roles.activities
        for role in (item.accountable, *item.responsible, *item.support, *item.consulted, *item.informed)
    }
    roles = [role for role in method.roles.roles if role.id in used]
    rows = [MatrixRow(item, [_letters(item, role.id) for role in roles]) for item in method.roles.activities]
    return roles, rows


def roles(context: Context) -> dict[str, Any]:
    """The matrix, and all roles with what they are responsible for."""
    taking_part, rows = rasci(context)
    return {"taking_part": taking_part, "rows": rows, "roles": context.methodology.roles.roles}


def _letters(activity: Activity, role: str) -> str:
    letters = "R" * (role in activity.responsible) + "A" * (role == activity.accountable)
    return (
        letters
        + "S" * (role in activity.support)
        + "C" * (role in activity.consulted)
        + "I" * (role in activity.informed)
    )


class ClauseRow(NamedTuple):
    """A clause, the rules that enforce it, and the findings against it."""

    clause: Clause
    rules: list[Rule]
    findings: list[Finding]
    attested: Attestation | None
    """The latest word of the person who checks it, for the portfolio as a whole."""


class StandardView(NamedTuple):
    """A standard with its clauses."""

    standard: Standard
    clauses: list[ClauseRow]
    open: int
    """Findings that are not waived."""


def standards(context: Context) -> list[StandardView]:
    """All standards in the order of their ids."""
    by_clause: dict[str, list[Finding]] = {}
    for finding in context.findings:
        if finding.clause:
            by_clause.setdefault(finding.clause, []).append(finding)
    latest: dict[str, Attestation] = {}
    for word in sorted(context.portfolio.attestations, key=lambda w: w.attested_on):
        latest[word.clause or ""] = word
    result: list[StandardView] = []
    for standard in context.methodology.standards:
        rows = [
            ClauseRow(
                clause,
                context.rules_by_clause.get(clause.id, []),
                by_clause.get(clause.id, []),
                latest.get(clause.id),
            )
            for clause in standard.clauses
        ]
        unwaived = sum(not finding.waived_by for row in rows for finding in row.findings)
        result.append(StandardView(standard, rows, unwaived))
    return result


class RuleRow(NamedTuple):
    """A rule and what it found."""

    rule: Rule
    findings: list[Finding]


def rules(context: Context) -> list[RuleRow]:
    """All rules by subject and id."""
    found: dict[str, list[Finding]] = {}
    for finding in context.findings:
        found.setdefault(finding.rule, []).append(finding)
    return [
        RuleRow(rule, sorted(found.get(rule.id, []), key=worst_first))
        for rule in sorted(context.rules.values(), key=lambda rule: (rule.subject, rule.id))
    ]


def rule(context: Context, row: RuleRow) -> dict[str, Any]:
    """One rule, what it found, the clause that it enforces and the standard of that clause, if any."""
    clause = row.rule.clause
    return {
        "rule": row.rule,
        "findings": row.findings,
        "clause": context.clause(clause) if clause else None,
        "standard": context.standard_of_clause.get(clause or ""),
    }


def glossary(context: Context) -> dict[str, Any]:
    """The terms of the methodology in the order of the alphabet, whatever their case."""
    terms = context.methodology.glossary.terms
    return {"terms": sorted(terms, key=lambda item: item.term.lower())}


class Limit(NamedTuple):
    """A forum and what it may decide alone."""

    forum: Forum
    gates: list[Gate]


def decisions(context: Context) -> dict[str, Any]:
    """Who decides what: gates, changes and waivers, each as a table to look up."""
    method = context.methodology
    limits = [
        Limit(forum, [gate for gate in method.lifecycle.gates if gate.forum == forum.id])
        for forum in method.forums.forums
    ]
    alone = [
        role
        for role in method.roles.roles
        if role.cost_limit is not None or role.delay_limit_days is not None
    ]
    return {
        "gates": method.lifecycle.gates,
        "limits": limits,
        "alone": alone,
        "waivers": method.roles.waivers,
    }
