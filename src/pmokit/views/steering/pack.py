"""The pack of a steering group's meeting: what PowerPoint, PDF and the site show, each in its own way.

A pack is a list of sheets; a sheet is a title, a sentence, and a table or a chart. All three writers
show all of it, so that whoever reads the paper and whoever watches the screen see the same.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.organisation import quorum
from pmokit.model.methodology.forums import Forum
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.project import reported_status
from pmokit.views.steering import agenda, forum_scope, pack_projects
from pmokit.views.steering.agenda_item import Point, Section
from pmokit.views.steering.decision_brief import brief_of
from pmokit.views.steering.executive_sheet import executive_sheet
from pmokit.views.steering.next_meeting import next_meeting
from pmokit.views.steering.pack_cells import project_cell, table_of
from pmokit.views.steering.sheets import Cell, Pack, Sheet
from pmokit.words.catalogue import say
from pmokit.words.wording import capital, label, long_day, short_day

REPORTED = ("projects", "status", "dates", "decisions")
"""What of all that changed a steering group reads; costs are in the status of the projects."""


MOST_ROWS = 12
"""Rows of a list in a pack, which is read in a meeting; the page of the forum has all of them."""


def pack(context: Context, forum: Forum, day: date) -> Pack:
    """The pack of a forum for a day."""
    sections = agenda.agenda(context, forum, day)
    projects = forum_scope.projects_of(context, forum)
    rows = [reported_status.row_of(project, context) for project in projects]
    worries = reported_status.worrying(rows)
    points = [point for section in sections for point in section.points if point.decides]
    last = _last_meeting(context, forum, day)
    sheets = [
        executive_sheet(context, rows, points),
        *(_decision(context, forum, point) for point in points),
        *(pack_projects.worry(context, row.project) for row in _gravest(worries)),
        *pack_projects.status(context, rows, len(worries)),
        *pack_projects.trend([project for project in projects if project.state == "active"]),
        *pack_projects.money(context, rows),
        *_changed(context, forum, projects, last),
        *_sections(sections),
        *_last(context, forum, last),
        _seats(context, forum, day),
    ]
    where = context.run.about.organisation or context.run.about.title
    subtitle = say(
        "steering.pack-subtitle", day=long_day(day), organisation=where, data_date=long_day(context.today)
    )
    return Pack(forum, day, context.today, forum.title, subtitle, sheets)


def page(context: Context, forum: Forum) -> dict[str, Any]:
    """The pack of a forum's next meeting, for its page of the site."""
    day, planned = next_meeting(context, forum)
    return {"pack": pack(context, forum, day), "planned": planned, "forum": forum}


class Next(NamedTuple):
    """A forum, the day of its next meeting, and how much waits for it."""

    forum: Forum
    day: date
    planned: bool
    points: int
    late: int


def overview(context: Context) -> dict[str, Any]:
    """All forums, the one that meets first at the top."""
    rows: list[Next] = []
    for forum in context.methodology.forums.forums:
        day, planned = next_meeting(context, forum)
        points = [point for section in agenda.agenda(context, forum, day) for point in section.points]
        rows.append(Next(forum, day, planned, len(points), sum(point.late for point in points)))
    return {"rows": sorted(rows, key=lambda row: (row.day, row.forum.id))}


def _gravest(worries: list[reported_status.Row]) -> list[reported_status.Row]:
    """The projects with a slide each: the worst first, those on hold last."""
    return sorted(worries, key=lambda row: not row.active)[: pack_projects.MOST_SHEETS]


def _decision(context: Context, forum: Forum, point: Point) -> Sheet:
    """One thing to decide, on a slide that suffices to decide it."""
    brief = brief_of(context, point)
    rows: list[tuple[str | Cell, ...]] = [(say("column.project"), project_cell(point.project))]
    rows += brief.rows
    if point.decision is None and point.gate is None:  # there it repeats the options or the criteria
        rows.append((say("column.request"), capital(point.request)))
    if point.who:
        rows.append((say("brief.who"), point.who))
    due = say("steering.day-overdue", day=short_day(point.due)) if point.late else short_day(point.due)
    rows.append(
        (say("brief.decides"), say("brief.decides-by", forum=forum.title, day=due) if due else forum.title)
    )
    lead = say("brief.missing", what=brief.missing) if brief.missing else ""
    title = (
        say("brief.title", what=point.what, project=point.project.title)
        if point.project
        else say("brief.title-alone", what=point.what)
    )
    return Sheet(title, lead, table_of(("about", "details"), (3, 13), rows))


def _changed(context: Context, forum: Forum, projects: list[Project], last: Meeting | None) -> list[Sheet]:
    since = last.date if last else context.today - timedelta(days=forum.every_days)
    ids = {project.id for project in projects}
    rows = [
        item
        for item in happenings.collect(context, since)
        if item.project and item.project.id in ids and item.group in REPORTED
    ]
    lead = say("steering.since-last-meeting" if last else "steering.since-day", day=long_day(since))
    if not rows:
        nothing = say("steering.nothing-changed")
        return [Sheet(say("steering.what-changed"), f"{lead} {nothing}")]
    if len(rows) > MOST_ROWS:
        # Status before dates, dates before cost; the newest of each first.
        lead = f"{lead} {say('steering.most-important', MOST_ROWS, all=f'{len(rows):,}')}"
        rows = sorted(rows, key=lambda item: happenings.GROUPS.index(item.group))[:MOST_ROWS]
    table = table_of(
        ("when", "project", "event"),
        (2, 4, 9),
        [(short_day(item.day), project_cell(item.project), capital(item.what)) for item in rows],
    )
    return [Sheet(say("steering.what-changed"), lead, table)]


def _sections(sections: list[Section]) -> list[Sheet]:
    """The chapters of the terms of reference, without what has a slide of its own; none without items."""
    sheets: list[Sheet] = []
    for number, section in enumerate(sections, 1):
        points = [point for point in section.points if not point.decides]
        if not points or section.topic in ("projects", "portfolio"):
            continue
        rows = [
            (
                point.what,
                project_cell(point.project),
                point.who,
                say("steering.day-overdue", day=short_day(point.due)) if point.late else short_day(point.due),
                capital(point.request),
            )
            for point in points[:MOST_ROWS]
        ]
        columns = ("item", "project", "responsible", "due", "request")
        title = f"{number}. {section.title}"
        more = len(points) - len(rows)
        lead = say("steering.more-on-page", more) if more else ""
        sheets.append(Sheet(title, lead, table_of(columns, (33, 14, 13, 12, 28), rows)))
    return sheets


def _last_meeting(context: Context, forum: Forum, day: date) -> Meeting | None:
    held = [
        meeting
        for meeting in context.portfolio.meetings
        if meeting.forum == forum.id and meeting.state == "held" and meeting.date < day
    ]
    return max(held, key=lambda meeting: meeting.date, default=None)


def _last(context: Context, forum: Forum, last: Meeting | None) -> list[Sheet]:
    if last is None:
        return []
    present = quorum.voters_present(last, context.run)
    rows = [
        (item.what, context.title("project", item.project), label(item.outcome)) for item in last.decisions
    ]
    lead = say("steering.quorum-of-meeting", present, quorum=forum.quorum) if present is not None else ""
    table = table_of(("decision", "project", "outcome"), (8, 4, 3), rows) if rows else None
    return [Sheet(say("steering.decisions-of-meeting", day=long_day(last.date)), lead, table)]


def _seats(context: Context, forum: Forum, day: date) -> Sheet:
    rows = [
        (
            seat.title,
            ", ".join(context.person(name) for name in people) or context.title("role", seat.role),
            say("values.yes") if seat.votes else say("values.no"),
            context.person(seat.deputy),
        )
        for seat, people in forum_scope.seats(context, forum, day)
    ]
    lead = say("steering.quorum", forum.quorum)
    if forum.chair:
        chair = say("steering.chair", person=context.person(forum.chair))
        lead = f"{chair} {lead}"
    return Sheet(
        say("steering.who-decides"), lead, table_of(("seat", "held", "votes", "deputy"), (5, 5, 2, 4), rows)
    )
