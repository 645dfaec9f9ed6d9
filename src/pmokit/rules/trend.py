"""How the portfolio stood by its facts at the end of each reporting period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from pmokit.load.run import Run
from pmokit.model.colour import NONE
from pmokit.model.project import Project
from pmokit.model.reporting_period import cadence
from pmokit.rules.calculated_status import Thresholds
from pmokit.rules.language.compiling import language
from pmokit.rules.past_figures import Figures, as_row, figures_of, from_row

PERIODS = 26
NO_PERIODS = timedelta(days=28)
"""How far back pages look where no period has ended yet, or none is known."""
SHOWN = 13
"""How many periods a chart of the site shows."""


class State(NamedTuple):
    """The overall colour by the facts of each active project on a day, and what it adds to the figures."""

    day: date
    rags: dict[str, str]
    figures: Mapping[str, Figures] = MappingProxyType({})


def ends(run: Run, periods: int = PERIODS) -> list[date]:
    """The last days of the latest periods that have ended, oldest first."""
    rules = run.methodology.reporting
    return cadence(rules).ended(run.today, periods) if rules is not None else []


def since_of(run: Run) -> date:
    """The day from which pages tell what happened: the end of the last period but one."""
    some = ends(run, 2)
    return some[0] if some else run.today - NO_PERIODS


def states(runs: Iterable[Run]) -> Iterable[State]:
    """The state of each workspace by the thresholds of its own method."""
    method, thresholds = None, None
    for run in runs:
        if thresholds is None or run.methodology is not method:
            method = run.methodology
            thresholds = Thresholds(run, language(method))
        active = [project for project in run.projects if project.state == "active"]
        yield State(
            run.today,
            {project.id: _colour(project, run, thresholds) for project in active},
            {project.id: figures_of(project, run) for project in active},
        )


def _colour(project: Project, run: Run, thresholds: Thresholds) -> str:
    """The overall colour; none while something that it could rest on cannot be read."""
    if run.unsure or run.folder(project.id).broken:
        return NONE
    return thresholds.derive(project, run)["overall"].rag


def as_json(state: State) -> dict[str, Any]:
    """What is known of a day, as plain JSON."""
    return {"rags": state.rags, "figures": {name: as_row(some) for name, some in state.figures.items()}}


def from_json(day: date, kept: dict[str, Any]) -> State:
    """What was kept of a day as plain JSON."""
    return State(day, kept["rags"], {name: from_row(row) for name, row in kept["figures"].items()})
