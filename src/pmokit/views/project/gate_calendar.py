"""The gates of all projects: what comes next, when, and whether it is ready."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.lifecycle import progress
from pmokit.analytics.organisation.approval_standing import Standing
from pmokit.load.run import Run
from pmokit.model.control import GateApproval
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.rules.readiness import Readiness
from pmokit.views.context import Context


class Coming(NamedTuple):
    """A project's next gate: when it is planned, how ready it is, and where it is decided."""

    project: Project
    state: Readiness
    planned: date | None
    """The forecast of the milestone that stands for the gate, if there is one."""

    @property
    def meeting(self) -> Meeting | None:
        """The forum's next planned meeting."""
        return self.state.meeting


class Passed(NamedTuple):
    """A decision that was taken."""

    project: Project
    gate: Gate
    approval: GateApproval
    standing: Standing | None
    suspect: tuple[str, ...]


def calendar(context: Context) -> dict[str, Any]:
    """The next gate of each active project, soonest first; the decisions taken, newest first. Worked out
    once: many pages ask."""
    return context.run.once(_calendar, context)


def _calendar(context: Context, run: Run) -> dict[str, Any]:
    coming: list[Coming] = []
    passed: list[Passed] = []
    for project in context.projects:
        states = context.board.gates_of(project)
        waiting = progress.next_gate(project, run)
        for state in states:
            if state.approval is not None:
                passed.append(Passed(project, state.gate, state.approval, state.standing, state.suspect))
            if state.gate.id == waiting and project.state == "active":
                coming.append(Coming(project, state, planned(project, state.gate)))
    coming.sort(key=lambda item: (item.planned or date.max, item.state.missing, item.project.id))
    passed.sort(key=lambda item: (item.approval.decided_on or date.min, item.project.id), reverse=True)
    by_forum: dict[str, list[Coming]] = {}
    for item in coming:
        by_forum.setdefault(item.state.gate.forum, []).append(item)
    return {"coming": coming, "passed": passed, "by_forum": by_forum}


def planned(project: Project, gate: Gate) -> date | None:
    """The forecast of the milestone that stands for a gate, if there is one."""
    days = [item.forecast for item in project.schedule.milestones if item.gate == gate.id]
    return min(days, default=None)
