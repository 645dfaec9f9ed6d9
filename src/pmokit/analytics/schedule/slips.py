"""How far dates have moved, in calendar days."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, NUMBER, TEXT
from pmokit.model.project import Project
from pmokit.model.schedule import Milestone, expected


@fact("milestone", "date", DAY)
def milestone_date(milestone: Milestone, _run: Run) -> date:
    """When a milestone was reached, else when it is expected."""
    return expected(milestone)


@fact("milestone", "slip_days", NUMBER.maybe())
def slip_days(milestone: Milestone, _run: Run) -> int | None:
    """Forecast (or actual) minus baseline; positive is late. None without a baseline."""
    if milestone.baseline is None:
        return None
    return (expected(milestone) - milestone.baseline).days


@fact("milestone", "overdue_days", NUMBER)
def overdue_days(milestone: Milestone, run: Run) -> int:
    """Days for which an expected milestone lies in the past without having been reached."""
    if milestone.actual is not None:
        return 0
    return max((run.today - milestone.forecast).days, 0)


def last_milestone(project: Project) -> Milestone | None:
    """The milestone with the latest date; of several, the last in the file."""
    best: Milestone | None = None
    for milestone in project.schedule.milestones:
        if best is None or expected(milestone) >= expected(best):
            best = milestone
    return best


@fact("project", "finish_forecast", DAY.maybe(), needs=("schedule",))
def finish_forecast(project: Project, _run: Run) -> date | None:
    """The date of the last milestone: when the project is expected to end."""
    last = last_milestone(project)
    return expected(last) if last else None


@fact("project", "finish_slip_days", NUMBER.maybe(), needs=("schedule",))
def finish_slip_days(project: Project, run: Run) -> int | None:
    """Expected end minus the approved end of the charter; None if either is unknown."""
    finish = finish_forecast(project, run)
    if finish is None or project.finish is None:
        return None
    return (finish - project.finish).days


def next_milestone(project: Project, run: Run) -> Milestone | None:
    """The earliest milestone that is not reached yet."""
    waiting = [item for item in project.schedule.milestones if item.actual is None]
    return min(waiting, key=lambda item: item.forecast, default=None)


@fact("project", "worst_milestone", TEXT, needs=("schedule",))
def worst_milestone(project: Project, run: Run) -> str:
    """The title of the open milestone with the largest slip; empty if none has a baseline."""
    slips = [
        (slip, item.title)
        for item in project.schedule.milestones
        if item.actual is None and (slip := slip_days(item, run)) is not None
    ]
    return max(slips, key=lambda entry: entry[0], default=(0, ""))[1]


@fact("project", "worst_slip_days", NUMBER.maybe(), needs=("schedule",))
def worst_slip_days(project: Project, run: Run) -> int | None:
    """The largest slip of a milestone that is not reached yet; None if none has a baseline."""
    slips = [
        slip
        for item in project.schedule.milestones
        if item.actual is None and (slip := slip_days(item, run)) is not None
    ]
    return max(slips, default=None)
