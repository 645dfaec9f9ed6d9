"""People who are allocated to more than a working week over all projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Assignment, Project
from pmokit.model.reason import Reason, reason


class Share(NamedTuple):
    """For how much of a working week somebody is allocated to a project, from when to when."""

    since: date
    project: str
    place: int
    until: date
    percent: Decimal


def _shares(run: Run) -> dict[str, list[Share]]:
    """What each person is allocated to, in active projects, from today on."""
    found: dict[str, list[Share]] = {}
    for project_id in run.project_ids:
        outline = run.outline(project_id)
        if outline is None or outline.state != "active":
            continue
        for place, item in enumerate(run.assignments(project_id)):
            until = item.until or date.max
            if item.percent and until >= run.today:
                share = Share(item.since, project_id, place, until, item.percent)
                found.setdefault(item.person, []).append(share)
    return found


@fact("assignment", "overallocated", REASON.maybe(), needs=("charter", "team", "reporting"), of_project=True)
def overallocated(assignment: Assignment, project: Project, run: Run) -> Reason | None:
    """What a person is allocated to in all, for longer than a handover takes; at the assignment that began
    last, None at the others."""
    if not assignment.percent or project.state != "active":
        return None
    shares = run.once(_shares).get(assignment.person, [])
    worst = max(_sums(shares, run), default=None)
    if worst is None:
        return None
    total, together = worst
    last = together[-1]
    if (last.project, last.place) != (project.id, project.team.assignments.index(assignment)):
        return None
    projects = ", ".join(sorted({one.project for one in together}))
    return reason("allocated", percent=f"{total.normalize():f}", projects=projects)


def _sums(shares: list[Share], run: Run) -> Iterator[tuple[Decimal, list[Share]]]:
    """The sums above the limit that last for longer than a handover, each with its shares, the first begun
    first."""
    limits = run.reporting
    starts = {max(share.since, run.today) for share in shares}
    # What a short assignment hides begins when it has ended.
    ends = {share.until + timedelta(days=1) for share in shares if share.until < date.max}
    for day in sorted(starts | ends):
        together = sorted(share for share in shares if share.since <= day <= share.until)
        total = sum((share.percent for share in together), Decimal(0))
        lasts = (min(share.until for share in together) - day).days
        if total > limits.allocation_percent and lasts > limits.handover_days:
            yield total, together
