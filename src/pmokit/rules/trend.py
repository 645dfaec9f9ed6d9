"""How the portfolio stood by its facts at the end of each reporting period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pmokit.load.workspace import Workspace
from pmokit.model.colour import NONE
from pmokit.model.project import Project
from pmokit.model.reporting_period import cadence
from pmokit.rules.calculated_status import Thresholds
from pmokit.rules.language.compiling import language

PERIODS = 26
SHOWN = 13
"""How many periods a chart of the site shows."""


class State(NamedTuple):
    """The overall colour by the facts of each active project on a day."""

    day: date
    rags: dict[str, str]


def ends(workspace: Workspace, periods: int = PERIODS) -> list[date]:
    """The last days of the latest periods that have ended, oldest first."""
    rules = workspace.methodology.__dict__.get("reporting")
    return cadence(rules).ended(workspace.today, periods) if rules is not None else []


def since_of(workspace: Workspace) -> date:
    """The day from which pages tell what happened: the end of the last period but one."""
    some = ends(workspace, 2)
    return some[0] if some else workspace.today - timedelta(days=28)


def states(workspaces: Iterable[Workspace]) -> Iterable[State]:
    """The state of each workspace by the thresholds of its own method."""
    method, thresholds = None, None
    for workspace in workspaces:
        if thresholds is None or workspace.methodology is not method:
            method = workspace.methodology
            thresholds = Thresholds(workspace, language(method))
        yield State(
            workspace.today,
            {
                project.id: _colour(project, workspace, thresholds)
                for project in workspace.projects
                if project.state == "active"
            },
        )


def _colour(project: Project, workspace: Workspace, thresholds: Thresholds) -> str:
    """The overall colour; none while something that it could rest on cannot be read."""
    if workspace.broken or workspace.folder(project.id).broken:
        return NONE
    return thresholds.derive(project, workspace)["overall"].rag
