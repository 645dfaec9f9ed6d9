"""The pack of a steering group's meeting: what PowerPoint, PDF and the site show, each in its own way.

A pack is a list of sheets; a sheet is a title, a sentence, and a table or a chart. All three writers
show all of it, so that whoever reads the paper and whoever watches the screen see the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.organisation import authority
from pmokit.analytics.schedule import slips
from pmokit.model import colour
from pmokit.model.methodology.forums import Forum
from pmokit.model.money import Money
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.model.schedule import Milestone
from pmokit.model.status_report import PathToGreen
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.project import reported_status
from pmokit.views.steering import agenda
from pmokit.views.steering.agenda import Section
from pmokit.views.steering.next_meeting import next_meeting
from pmokit.views.steering.sheets import Cell, Chart, Pack, Series, Sheet, Table
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word, label, long_day, short_day, short_month, slip

NOBODY = "–"
MOST_BARS = 30
MOST_SHEETS = 20
REPORTED = ("projects", "status", "dates", "decisions")
"""What of all that changed a steering group reads; costs are in the status of the projects."""


def pack(context: Context, forum: Forum, day: date) -> Pack:
    """The pack of a forum for a day."""
    sections = agenda.agenda(context, forum, day)
    projects = agenda.projects_of(context, forum)
    rows = [reported_status.row_of(project, context) for project in projects]
    worries = reported_status.worrying(rows)
    last = _last_meeting(context, forum, day)
    sheets = [
        _contents(sections),
        *_status(context, rows, len(worries)),
        *_trend([project for project in projects if project.state == "active"]),
        *_money(context, rows),
        *_changed(context, forum, projects, last),
        *_sections(sections),
        *(_worry(context, row.project) for row in worries[:MOST_SHEETS]),
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


def _project(project: Project | None) -> Cell:
    """The title of a project; one on hold says so."""
    if project is None:
        return Cell("")
    on_hold = project.state == "on_hold"
    title = say("steering.project-on-hold", project=project.title) if on_hold else project.title
    return Cell(title, project=project.id)


def _rag(rag: str) -> Cell:
    return Cell(colour_word(rag), rag)


def _cell(value: str | Cell) -> Cell:
    cell = value if isinstance(value, Cell) else Cell(value)
    return cell if cell.text else cell._replace(text=NOBODY)


def _table(columns: Sequence[str], widths: Sequence[int], rows: Iterable[Iterable[str | Cell]]) -> Table:
    """Rows below the headings of some columns, each named by its message `column.…`."""
    cells = [tuple(_cell(value) for value in row) for row in rows]
    return Table(tuple(say(f"column.{name}") for name in columns), tuple(widths), cells)


def _contents(sections: list[Section]) -> Sheet:
    rows = [
        (str(number), section.title, str(len(section.points)), str(sum(p.late for p in section.points)))
        for number, section in enumerate(sections, 1)
    ]
    items = sum(len(section.points) for section in sections)
    lead = say("steering.items-on-agenda", items) if items else say("steering.no-items")
    table = _table(("number", "section", "items", "overdue"), (1, 8, 2, 2), rows)
    return Sheet(say("steering.agenda"), lead, table)


def _status(context: Context, rows: list[reported_status.Row], worries: int) -> list[Sheet]:
    if not rows:
        return []
    some = sorted(rows, key=lambda row: (row.gravity, row.project.title))
    table = _table(
        (
            "project",
            "manager",
            "reported",
            "calculated",
            "slip",
            "budget",
            "forecast",
            "next-milestone",
        ),
        (18, 13, 9, 9, 8, 11, 11, 21),
        [
            (
                _project(row.project),
                context.person(row.project.manager),
                _rag(row.rag),
                _rag(row.derived),
                _slip(row.slip_days),
                _amount(row.budget),
                _amount(row.forecast),
                _coming(row.next_milestone),
            )
            for row in some
        ],
    )
    worse = sum(row.diverges for row in rows)
    red = sum(row.rag == "red" for row in rows)
    lead = say("steering.status-lead", len(rows), red=red, worse=worse)
    if worries > MOST_SHEETS:
        more = say("steering.worst-have-slides", number=MOST_SHEETS, all=worries)
        lead = f"{lead} {more}"
    return [Sheet(say("steering.status-of-projects"), lead, table)]


def _slip(days: int | None) -> str:
    return "" if days is None else slip(days)


def _coming(milestone: Milestone | None) -> str:
    return f"{milestone.title}, {short_day(milestone.forecast)}" if milestone else ""


def _amount(value: Money | None) -> str:
    return f"{value.amount:,.0f} {value.currency}" if value else ""


def _trend(projects: list[Project]) -> list[Sheet]:
    periods = reported_status.trend(projects)
    if len(periods) < 2:
        return []
    chart = Chart(
        True,
        say("steering.unit-projects"),
        tuple(f"{entry.period.day} {short_month(entry.period.month)}" for entry in periods),
        tuple(
            Series(colour_word(rag), rag, tuple(entry.counts.get(rag, 0) for entry in periods))
            for rag in reversed(colour.RAGS)
        ),
    )
    return [Sheet(say("steering.status-trend"), say("steering.status-trend-lead"), chart=chart)]


def _money(context: Context, rows: list[reported_status.Row]) -> list[Sheet]:
    some = [
        row
        for row in rows
        if row.budget and row.forecast and row.budget.currency == row.forecast.currency == context.currency
    ]
    if not some:
        return []
    some.sort(key=lambda row: row.budget.amount if row.budget else 0)
    left, some = some[:-MOST_BARS], some[-MOST_BARS:]
    unit, size = say("steering.unit-millions", currency=context.currency), 1_000_000
    budget = [max(round(float(row.budget.amount) / size, 2), 0) for row in some if row.budget]
    expected = [max(round(float(row.forecast.amount) / size, 2), 0) for row in some if row.forecast]
    total = sum(
        row.forecast.amount - row.budget.amount for row in (*left, *some) if row.budget and row.forecast
    )
    if total:
        key = "steering.forecast-above-budget" if total > 0 else "steering.forecast-below-budget"
        lead = say(key, difference=f"{abs(total):,.0f}", currency=context.currency)
    else:
        lead = say("steering.forecast-equals-budget")
    if left:
        more = say("steering.largest-budgets", number=MOST_BARS, all=len(left) + MOST_BARS)
        lead = f"{lead} {more}"
    chart = Chart(
        False,
        unit,
        tuple(row.project.title for row in some),
        (
            Series(say("column.budget"), "plan", tuple(budget)),
            Series(say("column.forecast"), "", tuple(expected)),
        ),
    )
    return [Sheet(say("steering.budget-and-forecast"), lead, chart=chart)]


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
    table = _table(
        ("when", "project", "event"),
        (2, 4, 9),
        [(short_day(item.day), _project(item.project), item.what) for item in rows],
    )
    return [Sheet(say("steering.what-changed"), lead, table)]


def _sections(sections: list[Section]) -> list[Sheet]:
    sheets: list[Sheet] = []
    for number, section in enumerate(sections, 1):
        title = f"{number}. {section.title}"
        if not section.points:
            sheets.append(Sheet(title, say("steering.no-items")))
            continue
        rows = [
            (
                point.what,
                _project(point.project),
                point.who,
                say("steering.day-overdue", day=short_day(point.due)) if point.late else short_day(point.due),
                point.request,
            )
            for point in section.points
        ]
        columns = ("item", "project", "presented-by", "due", "request")
        sheets.append(Sheet(title, "", _table(columns, (33, 14, 13, 12, 28), rows)))
    return sheets


def _worry(context: Context, project: Project) -> Sheet:
    """A project that is red or worse than it reports: why, the path to green, and what slips."""
    row = reported_status.row_of(project, context)
    report = project.reports[-1] if project.reports else None
    reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons)
    summary = report.summary if report else say("steering.no-report-yet")
    rows: list[tuple[str | Cell, ...]] = [
        (say("column.reported-status"), _rag(row.rag), summary),
        (say("column.calculated-status"), _rag(row.derived), reasons),
    ]
    if report and report.path_to_green:
        rows.append((say("steering.path-to-green"), "", _path_to_green(context, report.path_to_green)))
    for review in project.reviews[-1:]:
        name = say("steering.review-of", day=long_day(review.date))
        rows.append((name, _rag(review.rating), review.summary or review.reviewer))
    for item in context.raised(project):
        name = say("steering.escalated-on", day=long_day(item.raised_on))
        key = "steering.escalation-answered" if item.answered_on else "steering.escalation-due"
        day = long_day(item.answered_on or item.due)
        rows.append((name, "", say(key, reason=item.says, day=day)))
    rows += [(say("steering.slips"), "", text) for text in _slips(context, project)]
    return Sheet(project.title, project.summary, _table(("about", "colour", "details"), (3, 2, 12), rows))


def _path_to_green(context: Context, path: PathToGreen) -> str:
    """The step, who takes it and by when; a day that has passed is marked."""
    late = path.due is not None and path.due < context.today
    due = say("steering.day-overdue", day=long_day(path.due)) if late else long_day(path.due)
    details = ", ".join(filter(None, (context.person(path.owner), due)))
    return say("steering.step", what=path.what, details=details) if details else path.what


def _slips(context: Context, project: Project) -> Iterator[str]:
    """The open milestones behind their baseline."""
    for milestone in project.schedule.milestones:
        behind = slips.slip_days(milestone, context.run)
        if milestone.actual is None and behind and behind > 0:
            moved = f"{short_day(milestone.baseline)} → {short_day(milestone.forecast)}"
            yield f"{milestone.title}: {moved}, {slip(behind)}"


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
    present = authority.voters_present(last, context.run)
    rows = [
        (item.what, context.title("project", item.project), label(item.outcome)) for item in last.decisions
    ]
    lead = say("steering.quorum-of-meeting", present, quorum=forum.quorum) if present is not None else ""
    table = _table(("decision", "project", "outcome"), (8, 4, 3), rows) if rows else None
    return [Sheet(say("steering.decisions-of-meeting", day=long_day(last.date)), lead, table)]


def _seats(context: Context, forum: Forum, day: date) -> Sheet:
    rows = [
        (
            seat.title,
            ", ".join(context.person(name) for name in people) or context.title("role", seat.role),
            say("values.yes") if seat.votes else say("values.no"),
            context.person(seat.deputy),
        )
        for seat, people in agenda.seats(context, forum, day)
    ]
    lead = say("steering.quorum", forum.quorum)
    if forum.chair:
        chair = say("steering.chair", person=context.person(forum.chair))
        lead = f"{chair} {lead}"
    return Sheet(
        say("steering.who-decides"), lead, _table(("seat", "held", "votes", "deputy"), (5, 5, 2, 4), rows)
    )
