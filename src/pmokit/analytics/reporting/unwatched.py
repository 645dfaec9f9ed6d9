"""Where nobody looked: periods before a project's first report, and projects on hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting.duties import cadence_of
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, NUMBER, Type
from pmokit.model.project import Project


@fact(
    "project",
    "periods_before_reports",
    Type("list", item=DAY),
    needs=("reports", "reporting", "tiers", "about"),
)
def periods_before_reports(project: Project, run: Run) -> tuple[date, ...]:
    """Periods before a project's first report for which it owed one. The period in which it began to work
    is left aside: the first report may cover it."""
    began = _began(project, run)
    periods = cadence_of(project, run)
    first = periods.current(began) if began is not None else None
    if first is None or len(project.reports) < 2:
        return ()
    found: list[date] = []
    # A report of the weeks before stands for the period, whatever its exact day.
    while (first := first + timedelta(days=periods.step)) < project.reports[0].period:
        found.append(first)
    return tuple(found)


def _began(project: Project, run: Run) -> date | None:
    """The day from which on a project owes reports; None where nobody says when it started."""
    if project.start is None:
        return None
    about = run.portfolio.about
    days = [project.start, about.since if about else None]
    if project.state == "active":
        days.append(project.state_since)
    return max(day for day in days if day is not None)


@fact("project", "unwatched_days", NUMBER, needs=("reports", "reviews", "meetings", "charter"))
def unwatched_days(project: Project, run: Run) -> int:
    """Days since anybody dealt with a project: decided on it in a meeting, reviewed it, or reported it."""
    latest = max(_looked_at(project, run), default=None)
    return (run.today - latest).days if latest is not None else 0


def _looked_at(project: Project, run: Run) -> Iterator[date]:
    some = [project.state_since, *(report.submitted_on for report in project.reports)]
    some += [review.date for review in project.reviews]
    for meeting in run.portfolio.meetings:
        if meeting.state == "held" and any(item.project == project.id for item in meeting.decisions):
            some.append(meeting.date)
    yield from (day for day in some if day is not None and day <= run.today)
