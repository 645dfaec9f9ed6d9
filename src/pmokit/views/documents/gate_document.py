"""`pmokit gate --format json`: the gates of a project, each with its decision and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmokit.analytics.organisation.approval_standing import Standing
from pmokit.model import address
from pmokit.model.address import Address
from pmokit.rules.readiness import Readiness
from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class CriterionRow(Part):
    """A criterion of a gate on this project."""

    what: str
    met: bool
    exit: bool
    """Whether it is an exit criterion of the phase before the gate."""
    text: str
    """Why it is met or not."""
    must_act: list[str]
    """Addresses of the people who can meet it."""


@dataclass(frozen=True)
class GateRow(Part):
    """A gate of the project's tier."""

    gate: str
    title: str
    decision: str | None
    decided_on: date | None
    approval: str | None
    """The address of the approval."""
    standing: Standing | None
    """Who stands behind the decision; null without one."""
    ready: bool
    """Whether it is decided or nothing is missing."""
    missing: int
    criteria: list[CriterionRow]
    deciders: list[str]
    forum: str
    next_meeting: date | None


@dataclass(frozen=True)
class GateDocument(Document):
    """The gates of a project in order."""

    project: str
    phase: str
    next_gate: str | None
    gates: list[GateRow]


def gates(
    today: date, project_id: str, phase: str, next_gate: str | None, some: Iterable[Readiness]
) -> GateDocument:
    """Some gates of a project."""
    return GateDocument(
        today=today,
        project=str(address.of_project(project_id)),
        phase=str(Address("", "", "phase", phase)),
        next_gate=str(Address("", "", "gate", next_gate)) if next_gate else None,
        gates=[_gate(project_id, item) for item in some],
    )


def _gate(project_id: str, item: Readiness) -> GateRow:
    approval = item.approval
    return GateRow(
        gate=str(Address("", "", "gate", item.gate.id)),
        title=item.gate.title,
        decision=approval.decision if approval else None,
        decided_on=approval.decided_on if approval else None,
        approval=str(Address("", project_id, "approval", approval.id)) if approval else None,
        standing=item.standing,
        ready=approval is not None or not item.missing,
        missing=item.missing,
        criteria=[
            CriterionRow(point.criterion.what, point.met, point.leaving, point.state, people(point.who))
            for point in item.points
        ],
        deciders=people(item.deciders),
        forum=str(Address("", "", "forum", item.gate.forum)),
        next_meeting=item.meeting.date if item.meeting else None,
    )


def people(ids: Iterable[str]) -> list[str]:
    """The addresses of people."""
    return [str(Address("", "", "person", person)) for person in ids]
