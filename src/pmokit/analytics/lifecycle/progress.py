"""Where a project stands in its lifecycle: always derived from its gate approvals."""

from __future__ import annotations

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, Type
from pmokit.model.control import GateApproval
from pmokit.model.methodology.lifecycle import Gate, Phase
from pmokit.model.project import Project

OPENING = ("approved", "approved_with_conditions")


def gates_of(project: Project, run: Run) -> list[Gate]:
    """The gates that a project of its tier passes, in the order of the lifecycle."""
    gates = run.methodology.lifecycle.gates
    tier = run.tier(project.tier)
    return [gate for gate in gates if tier is None or gate.id in tier.gates]


def approvals(project: Project) -> dict[str, GateApproval]:
    """The approvals that opened a phase, by gate."""
    return {item.gate: item for item in project.gates if item.decision in OPENING}


@fact("project", "phase", Type("text", ref=Phase.kind), needs=LIFECYCLE)
def phase(project: Project, run: Run) -> str:
    """The phase opened by the furthest approved gate; the first phase before any approval."""
    opened = run.methodology.lifecycle.phases[0].id
    passed = approvals(project)
    for gate in run.methodology.lifecycle.gates:
        if gate.id in passed:
            opened = gate.opens
    return opened


@fact("project", "next_gate", Type("text", ref=Gate.kind).maybe(), needs=LIFECYCLE)
def next_gate(project: Project, run: Run) -> str | None:
    """The first gate after the furthest approved one that the project's tier asks for."""
    passed = approvals(project)
    waiting: str | None = None
    for gate in reversed(gates_of(project, run)):
        if gate.id in passed:
            return waiting
        waiting = gate.id
    return waiting


@fact("project", "gates_skipped", NUMBER, needs=LIFECYCLE)
def gates_skipped(project: Project, run: Run) -> int:
    """How many gates of its tier lie before the furthest approved one without an approval."""
    passed = approvals(project)
    gates = gates_of(project, run)
    reached = [place for place, gate in enumerate(gates) if gate.id in passed]
    return reached[-1] + 1 - len(reached) if reached else 0


@fact("project", "phase_number", NUMBER, needs=LIFECYCLE)
def phase_number(project: Project, run: Run) -> int:
    """The position of the project's phase in the lifecycle, from 1."""
    return run.phase_numbers.get(phase(project, run), 1)
