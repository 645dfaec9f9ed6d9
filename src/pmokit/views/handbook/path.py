"""A newcomer's ten minutes: what is expected of a project of their tier, phase by phase."""

from __future__ import annotations

from typing import Any, NamedTuple

from pmokit.model.methodology.artefacts import Artefact
from pmokit.model.methodology.forums import Forum
from pmokit.model.methodology.lifecycle import Criterion, Gate, Phase
from pmokit.model.methodology.tiers import Tier
from pmokit.model.project import Project
from pmokit.model.reporting_period import cadence
from pmokit.model.rule import Rule
from pmokit.rules.severity import severity_of
from pmokit.views.context import Context


class Stop(NamedTuple):
    """A phase on the path: the gate before it, what is written in it, what must hold when it is left."""

    phase: Phase
    gate: Gate | None
    forum: Forum | None
    entry: list[Criterion]
    documents: list[Artefact]
    projects: list[Project]
    """Projects of the tier that are in this phase today."""


class Demand(NamedTuple):
    """A rule, with its severity in this tier."""

    rule: Rule
    severity: str


def path(context: Context, tier: Tier) -> dict[str, Any]:
    """The path of a tier."""
    method = context.methodology
    gates = {gate.opens: gate for gate in method.lifecycle.gates if gate.id in tier.gates}
    forums = context.run.forums
    here = context.projects_by_tier_and_phase
    stops = [
        Stop(
            phase,
            gate := gates.get(phase.id),
            forums.get(gate.forum) if gate else None,
            [item for item in gate.criteria if _concerns(item, tier, context)] if gate else [],
            [
                item
                for item in method.artefacts.artefacts
                if item.phase == phase.id and (not item.tiers or tier.id in item.tiers)
            ],
            here.get((tier.id, phase.id), []),
        )
        for phase in method.lifecycle.phases
    ]
    roles = context.run.roles
    return {
        "tier": tier,
        "stops": stops,
        "roles": [roles[name] for name in tier.roles if name in roles],
        "days": cadence(context.run.reporting, tier).step,
        "demands": _demands(context, tier),
        "others": [item for item in method.tiers.tiers if item.id != tier.id],
    }


def _concerns(criterion: Criterion, tier: Tier, context: Context) -> bool:
    artefact = context.run.artefact(criterion.artefact)
    return not (artefact and artefact.tiers and tier.id not in artefact.tiers)


def _demands(context: Context, tier: Tier) -> dict[str, list[Demand]]:
    """Rules about a project and what lies in its folder, by subject, the most severe first."""
    order = {"error": 0, "warning": 1, "note": 2}
    sample = Project.model_construct(tier=tier.id)
    result: dict[str, list[Demand]] = {}
    for compiled in context.check.method.rules:
        if compiled.about_projects:
            severity = severity_of(compiled.rule, sample, context.run)
            result.setdefault(compiled.rule.subject, []).append(Demand(compiled.rule, severity))
    return {
        subject: sorted(some, key=lambda item: (order[item.severity], item.rule.title))
        for subject, some in sorted(result.items())
    }
