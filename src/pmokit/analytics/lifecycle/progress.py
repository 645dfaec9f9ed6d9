"""Where a project stands in its lifecycle: always derived from its gate approvals."""

from __future__ import annotations

from pmokit.load.workspace import Workspace
from pmokit.model.control import GateApproval
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.project import Project

OPENING = ("approved", "approved_with_conditions")


def gates_of(project: Project, workspace: Workspace) -> list[Gate]:
    """The gates that a project of its tier passes, in the order of the lifecycle."""
    gates = workspace.methodology.lifecycle.gates
    tier = workspace.index.get("tier", {}).get(project.tier or "")
    return [gate for gate in gates if tier is None or gate.id in tier.gates]


def approvals(project: Project) -> dict[str, GateApproval]:
    """The approvals that opened a phase, by gate."""
    return {item.gate: item for item in project.gates if item.decision in OPENING}


def phase(project: Project, workspace: Workspace) -> str:
    """The phase opened by the furthest approved gate; the first phase before any approval."""
    opened = workspace.methodology.lifecycle.phases[0].id
    passed = approvals(project)
    for gate in workspace.methodology.lifecycle.gates:
        if gate.id in passed:
            opened = gate.opens
    return opened


def next_gate(project: Project, workspace: Workspace) -> str | None:
    """The first gate after the furthest approved one that the project's tier asks for."""
    passed = approvals(project)
    waiting: str | None = None
    for gate in reversed(gates_of(project, workspace)):
        if gate.id in passed:
            return waiting
        waiting = gate.id
    return waiting


def gates_skipped(project: Project, workspace: Workspace) -> int:
    """How many gates of its tier lie before the furthest approved one without an approval."""
    passed = approvals(project)
    gates = gates_of(project, workspace)
    reached = [place for place, gate in enumerate(gates) if gate.id in passed]
    return reached[-1] + 1 - len(reached) if reached else 0


def phase_number(project: Project, workspace: Workspace) -> int:
    """The position of the project's phase in the lifecycle, from 1."""
    return workspace.phase_numbers.get(phase(project, workspace), 1)
