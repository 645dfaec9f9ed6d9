"""`pmokit path --format json`: what is expected of a project, phase by phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmokit.model.address import Address
from pmokit.model.methodology.tiers import Tier
from pmokit.views.context import Context
from pmokit.views.documents.document import Document, Part
from pmokit.views.handbook.path import Demand, Stop, path


@dataclass(frozen=True)
class PhaseRow(Part):
    """A phase: the gate that opens it, its criteria, and the documents of the phase."""

    phase: str
    title: str
    gate: str | None
    forum: str | None
    criteria: list[str]
    documents: list[str]


@dataclass(frozen=True)
class ExpectedRule(Part):
    """A rule that applies to projects of the tier."""

    rule: str
    title: str
    severity: str


@dataclass(frozen=True)
class PathDocument(Document):
    """What is expected of projects of a tier."""

    tier: str
    title: str
    report_every_days: int
    roles: list[str]
    phases: list[PhaseRow]
    rules: list[ExpectedRule]


def expected(context: Context, tier: Tier) -> PathDocument:
    """The path of a tier."""
    view = path(context, tier)
    return PathDocument(
        today=context.today,
        tier=_address("tier", tier.id),
        title=tier.title,
        report_every_days=view["days"],
        roles=[_address("role", role.id) for role in view["roles"]],
        phases=[_phase(stop) for stop in view["stops"]],
        rules=list(_rules(view["demands"].values())),
    )


def _phase(stop: Stop) -> PhaseRow:
    return PhaseRow(
        _address("phase", stop.phase.id),
        stop.phase.title,
        _address("gate", stop.gate.id) if stop.gate else None,
        _address("forum", stop.forum.id) if stop.forum else None,
        [criterion.what for criterion in stop.entry],
        [_address("artefact", artefact.id) for artefact in stop.documents],
    )


def _rules(groups: Iterable[list[Demand]]) -> Iterable[ExpectedRule]:
    for some in groups:
        for item in some:
            yield ExpectedRule(item.rule.id, item.rule.title, item.severity)


def _address(kind: str, record_id: str) -> str:
    return str(Address("", "", kind, record_id))
