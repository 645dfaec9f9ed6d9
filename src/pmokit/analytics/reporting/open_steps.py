"""What a review or a gate counts as done while the registers of the project still have it as open."""

from __future__ import annotations

from collections.abc import Iterator

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting.sentences import words_in
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.control import Condition
from pmokit.model.project import Project
from pmokit.model.raid import Issue, Risk
from pmokit.model.status_report import Recommendation


def _steps(project: Project) -> Iterator[tuple[str, str]]:
    """The open actions, issues and steps of responses, each as its register calls it."""
    raid = project.raid
    yield from ((action.title, action.title) for action in raid.actions if action.done is None)
    entries: list[Risk | Issue] = [*raid.risks, *raid.issues]
    for entry in entries:
        if entry.state == "open":
            yield entry.title, entry.title
            yield from ((step.what, entry.title) for step in entry.responses if step.done is None)


def _open_steps(project: Project, _run: Run) -> dict[tuple[str, ...], str]:
    return {tuple(words_in(what)): title for what, title in _steps(project)}


def _still_open(what: str, project: Project, run: Run) -> str:
    words = tuple(words_in(what))
    # A word or two, such as "Test it", may mean something else.
    return run.once(_open_steps, project).get(words, "") if len(words) > 2 else ""


@fact("recommendation", "still_open", TEXT, needs=("raid",), of_project=True)
def recommendation_still_open(recommendation: Recommendation, project: Project, run: Run) -> str:
    """The entry of the registers in which the same step, word for word, is open; empty without one."""
    return _still_open(recommendation.what, project, run) if recommendation.closed_on else ""


@fact("condition", "still_open", TEXT, needs=("raid",), of_project=True)
def condition_still_open(condition: Condition, project: Project, run: Run) -> str:
    """The entry of the registers in which the same step, word for word, is open; empty without one."""
    return _still_open(condition.what, project, run) if condition.met_on else ""
