"""Entries of a project that say the same as an earlier one: one thing that is counted, owed or paid twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from pmokit.analytics.fact import fact
from pmokit.analytics.registers.same_text import plain
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.finance import Benefit, CostLine, Drawdown, Ledger
from pmokit.model.project import ArtefactEntry, Assignment, Project
from pmokit.model.raid import Action, Assumption, Decision
from pmokit.model.schedule import Dependency, Milestone
from pmokit.model.status_report import Recommendation

T = TypeVar("T")


def twins(entries: Iterable[T], key: Callable[[T], Hashable], name: Callable[[T], str]) -> dict[int, str]:
    """What the first entry with the same key is called, by the identity of each later one; entries whose key
    is None are compared with nothing."""
    first: dict[Hashable, str] = {}
    found: dict[int, str] = {}
    for entry in entries:
        what = key(entry)
        if what is None:
            continue
        if what in first:
            found[id(entry)] = first[what]
        first.setdefault(what, name(entry))
    return found


def by_id(entry: Any) -> str:
    """The id of an entry."""
    return str(entry.id)


@fact("milestone", "twin", TEXT, needs=("schedule",), of_project=True)
def milestone_twin(milestone: Milestone, project: Project, run: Run) -> str:
    """An earlier milestone with the same title; empty without one."""
    return run.once(_milestones, project).get(id(milestone), "")


def _milestones(project: Project, _run: Run) -> dict[int, str]:
    return twins(project.schedule.milestones, lambda one: plain(one.title) or None, by_id)


@fact("dependency", "twin", TEXT, needs=("schedule",), of_project=True)
def dependency_twin(dependency: Dependency, project: Project, run: Run) -> str:
    """An earlier live dependency for the same thing from the same project or supplier; empty without one."""
    return run.once(_dependencies, project).get(id(dependency), "")


def _dependencies(project: Project, _run: Run) -> dict[int, str]:
    live = [one for one in project.schedule.dependencies if one.state in ("requested", "accepted")]
    return twins(live, lambda one: (plain(one.title), one.giver, one.supplier), by_id)


@fact("cost", "twin", TEXT, needs=("finance",), of_project=True)
def cost_twin(cost: CostLine, project: Project, run: Run) -> str:
    """An earlier budget line for the same cost, of the same supplier and treated alike; empty if none."""
    return run.once(_costs, project).get(id(cost), "")


def _costs(project: Project, _run: Run) -> dict[int, str]:
    def key(one: CostLine) -> Hashable:
        return plain(one.title), one.treatment, one.category, one.supplier, one.contract

    return twins(project.finance.lines, key, by_id)


@fact("booking", "twin", TEXT, needs=("finance",), of_project=True)
def booking_twin(booking: Ledger, project: Project, run: Run) -> str:
    """The cost in an earlier entry of the ledger for the same day, which none corrects; empty if none."""
    return run.once(_bookings, project).get(id(booking), "")


def _bookings(project: Project, _run: Run) -> dict[int, str]:
    corrected = {one.as_on for one in project.finance.ledger if one.correction}
    some = [one for one in project.finance.ledger if one.as_on not in corrected]
    return twins(some, lambda one: one.as_on, lambda one: str(one.actual))


@fact("drawdown", "twin", TEXT, needs=("finance",), of_project=True)
def drawdown_twin(drawdown: Drawdown, project: Project, run: Run) -> str:
    """The day of an earlier use of the contingency for the same purpose and amount; empty without one."""
    return run.once(_drawdowns, project).get(id(drawdown), "")


def _drawdowns(project: Project, _run: Run) -> dict[int, str]:
    return twins(
        project.finance.drawdowns, lambda one: (plain(one.what), one.amount), lambda one: str(one.on)
    )


@fact("benefit", "twin", TEXT, needs=("benefits",), of_project=True)
def benefit_twin(benefit: Benefit, project: Project, run: Run) -> str:
    """An earlier benefit with the same title, or with the same measure and values; empty without one."""
    titles, values = run.once(_benefits, project)
    return titles.get(id(benefit)) or values.get(id(benefit), "")


def _benefits(project: Project, _run: Run) -> tuple[dict[int, str], dict[int, str]]:
    def values(one: Benefit) -> Hashable:
        return (plain(one.measure), one.unit, one.before, one.target) if one.before is not None else None

    some = [one for one in project.benefits.benefits if one.state != "abandoned"]
    return twins(some, lambda one: plain(one.title) or None, by_id), twins(some, values, by_id)


@fact("action", "twin", TEXT, needs=("raid",), of_project=True)
def action_twin(action: Action, project: Project, run: Run) -> str:
    """An earlier open action with the same title; empty without one."""
    return run.once(_actions, project).get(id(action), "")


def _actions(project: Project, _run: Run) -> dict[int, str]:
    some = [one for one in project.raid.actions if one.done is None]
    return twins(some, lambda one: plain(one.title) or None, by_id)


@fact("decision", "twin", TEXT, needs=("raid",), of_project=True)
def decision_twin(decision: Decision, project: Project, run: Run) -> str:
    """An earlier open decision with the same title; empty without one."""
    return run.once(_decisions, project).get(id(decision), "")


def _decisions(project: Project, _run: Run) -> dict[int, str]:
    some = [one for one in project.raid.decisions if one.state == "open"]
    return twins(some, lambda one: plain(one.title) or None, by_id)


@fact("assumption", "twin", TEXT, needs=("raid",), of_project=True)
def assumption_twin(assumption: Assumption, project: Project, run: Run) -> str:
    """An earlier open assumption with the same title; empty without one."""
    return run.once(_assumptions, project).get(id(assumption), "")


def _assumptions(project: Project, _run: Run) -> dict[int, str]:
    some = [one for one in project.raid.assumptions if one.state == "open"]
    return twins(some, lambda one: plain(one.title) or None, by_id)


@fact("document", "twin", TEXT, needs=("charter",), of_project=True)
def document_twin(document: ArtefactEntry, project: Project, run: Run) -> str:
    """The state of an earlier entry for the same document that is not superseded; empty without one."""
    return run.once(_documents, project).get(id(document), "")


def _documents(project: Project, _run: Run) -> dict[int, str]:
    some = [one for one in project.documents if one.state != "superseded"]
    # One kind of document may be several: those at different addresses are.
    return twins(some, lambda one: (one.artefact, one.url), lambda one: one.state)


@fact("recommendation", "twin", TEXT, needs=("reviews",), of_project=True)
def recommendation_twin(recommendation: Recommendation, project: Project, run: Run) -> str:
    """An earlier recommendation of the same review with the same text; empty without one."""
    return run.once(_recommendations, project).get(id(recommendation), "")


def _recommendations(project: Project, _run: Run) -> dict[int, str]:
    found: dict[int, str] = {}
    for review in project.reviews:
        found |= twins(review.recommendations, lambda one: plain(one.what) or None, by_id)
    return found


@fact("assignment", "twin", TEXT, needs=("team",), of_project=True)
def assignment_twin(assignment: Assignment, project: Project, run: Run) -> str:
    """The first day of an earlier assignment of the same person to the same role and work, where it goes on
    beside this one; empty without one."""
    return run.once(_assignments, project).get(id(assignment), "")


def _assignments(project: Project, _run: Run) -> dict[int, str]:
    def key(one: Assignment) -> Hashable:
        return one.person, one.role, plain(one.scope or "")

    some = [one for one in project.team.assignments if one.until is None]
    return twins(some, key, lambda one: str(one.since))
