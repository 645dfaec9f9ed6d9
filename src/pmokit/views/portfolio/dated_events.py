"""Every dated thing of a portfolio as events of a calendar: milestones, gates, meetings, reports due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pmokit.analytics.reporting import duties
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.record import first_id
from pmokit.model.schedule import Milestone, expected
from pmokit.views.context import Context
from pmokit.words.catalogue import say
from pmokit.words.wording import long_day


class Event(NamedTuple):
    """A day in a calendar. `uid` stays the same when the day moves; its parts are ids, joined by a sign
    that no id holds."""

    uid: str
    day: date
    title: str
    about: str
    project: str
    forum: str


def events(context: Context) -> list[Event]:
    """All events, by day."""
    found = [*_meetings(context)]
    for project in context.projects:
        if project.state in (*UNDER_WAY, "proposed"):
            found += _of_project(context, project)
    return sorted(found, key=lambda event: (event.day, event.uid))


def _meetings(context: Context) -> Iterator[Event]:
    called: Counter[str] = Counter()
    # Where a meeting has moved away, another one may be called for its day: the first keeps its identity.
    for meeting in sorted(context.portfolio.meetings, key=lambda item: item.first_planned is None):
        if meeting.state != "cancelled":
            title = context.title("forum", meeting.forum)
            about = "; ".join(meeting.agenda)
            # A meeting that moves is another file; the day for which it was first called stays.
            first = meeting.first_planned or meeting.date
            uid = f"meeting/{meeting.forum}/{first}"
            called[uid] += 1
            number = f"/{called[uid]}" if called[uid] > 1 else ""
            yield Event(f"{uid}{number}", meeting.date, title, about, "", meeting.forum)


def _of_project(context: Context, project: Project) -> Iterator[Event]:
    for item in project.schedule.milestones:
        gate = context.run.gate(item.gate)
        title = say("calendar.gate", gate=gate.title, milestone=item.title) if gate else item.title
        yield Event(
            f"milestone/{first_id(project)}/{first_id(item)}",
            expected(item),
            f"{project.title}: {title}",
            _state(item),
            project.id,
            gate.forum if gate else "",
        )
    if project.state == "active":
        yield from _reports_due(context, project)


def _state(item: Milestone) -> str:
    if item.actual:
        return say("calendar.reached")
    return (
        say("calendar.baseline", day=long_day(item.baseline)) if item.baseline else say("calendar.forecast")
    )


def _reports_due(context: Context, project: Project) -> Iterator[Event]:
    """The reports that fall due from today on, by the cadence of the project's tier."""
    periods = duties.cadence_of(project, context.run)
    if not periods.step:
        return
    there = {report.period for report in project.reports}
    begin = periods.last_writable(context.today) or periods.first
    for number in range(context.run.reporting.ahead_periods):
        period = begin + timedelta(days=number * periods.step)
        due = periods.due(period)
        if due >= context.today and period not in there:
            yield Event(
                f"report/{first_id(project)}/{period}",
                due,
                say("calendar.report", project=project.title, period=long_day(period)),
                f"pmokit new report {project.id}",
                project.id,
                "",
            )
