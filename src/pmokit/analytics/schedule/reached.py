"""Whether a milestone can have been reached when it is said to be: by its work, and by the project's own
reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.address import refer
from pmokit.model.anatomy import REASON, REASONS
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Milestone, Task, expected

_NOT_AGREED = ("requested", "rejected")


@fact("milestone", "open_before", REASONS, needs=("schedule",), of_project=True)
def open_before(milestone: Milestone, project: Project, run: Run) -> tuple[Reason, ...]:
    """What was to be done before a milestone and was not when it was reached, in words."""
    if milestone.actual is None:
        return ()
    return (*_open_tasks(milestone, project), *_open_dependencies(milestone, project, run))


def _open_tasks(milestone: Milestone, project: Project) -> Iterator[Reason]:
    for task in project.schedule.tasks:
        if refer("milestone", task.milestone or "", project.id).id != milestone.id or not task.milestone:
            continue
        if milestone.actual and task.actual_finish and task.actual_finish > milestone.actual:
            yield reason("task-finished", task=task.title, day=task.actual_finish)
        elif task.actual_finish is None and (task.percent_complete is None or task.percent_complete < 100):
            yield reason("task-open", task=task.title)


def _open_dependencies(milestone: Milestone, project: Project, run: Run) -> Iterator[Reason]:
    for need in project.schedule.dependencies:
        if need.hardness != "hard" or not need.needed_for or need.state in ("withdrawn", "delivered"):
            continue
        if refer("milestone", need.needed_for, project.id).id != milestone.id:
            continue
        giver = run.find("milestone", need.milestone, project.id) if need.milestone else None
        if need.state in _NOT_AGREED or (giver is not None and _is_late(giver, milestone)):
            yield reason("dependency-open", dependency=need.title)


def _is_late(giver: Milestone, receiver: Milestone) -> bool:
    return giver.actual is None or (receiver.actual is not None and giver.actual > receiver.actual)


@fact(
    "milestone", "open_in_report", REASON.maybe(), needs=("schedule", "reports", "reporting"), of_project=True
)
def open_in_report(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """The last report that forecast a milestone as open, written so many days after the day on which it is
    now said to have been reached that it would have known."""
    if milestone.actual is None:
        return None
    known = milestone.actual + timedelta(days=int(run.reporting.known_days))
    for report in reversed(project.reports):
        if report.as_on < known:
            return None
        for entry in report.forecasts:
            if entry.milestone == milestone.id and entry.actual is None:
                return reason("open-in-report", period=report.period, forecast=entry.forecast)
    return None


@fact("milestone", "too_early", REASON.maybe(), needs=("schedule",), of_project=True)
def too_early(milestone: Milestone, project: Project, _run: Run) -> Reason | None:
    """What ends after an open milestone is forecast although it comes before: a task that leads to it, or,
    for the last milestone of the project, any other that was planned before it."""
    if milestone.actual is not None:
        return None
    for task in project.schedule.tasks:
        leads = task.milestone and refer("milestone", task.milestone, project.id).id == milestone.id
        if leads and task.actual_finish is None and task.finish and task.finish > milestone.forecast:
            return reason("ends-later", what=task.title, day=task.finish)
    if milestone is not _planned_last(project):
        return None
    for other in project.schedule.milestones:
        if other is not milestone and expected(other) > milestone.forecast:
            return reason("ends-later", what=other.title, day=expected(other))
    return None


def _planned_last(project: Project) -> Milestone | None:
    """The milestone planned to be the last; None where two are, or one has no baseline."""
    days = [item.baseline for item in project.schedule.milestones]
    if None in days or not days:
        return None
    last = max(day for day in days if day is not None)
    some = [item for item in project.schedule.milestones if item.baseline == last]
    return some[0] if len(some) == 1 else None


@fact("task", "finished_before", REASONS, needs=("schedule",), of_project=True)
def finished_before(task: Task, project: Project, _run: Run) -> tuple[Reason, ...]:
    """The tasks that a finished one waits for, and that were not finished when it was."""
    if task.actual_finish is None:
        return ()
    others = {other.id: other for other in project.schedule.tasks}
    waits = [others[link.task] for link in task.after if link.task in others and _ends(link.link)]
    return tuple(
        reason("task-finished", task=other.title, day=other.actual_finish)
        if other.actual_finish
        else reason("task-open", task=other.title)
        for other in waits
        if other.actual_finish is None or other.actual_finish > task.actual_finish
    )


def _ends(link: str) -> bool:
    """Whether a link makes the end of a task wait for the end of another."""
    return link in ("finish_start", "finish_finish")
