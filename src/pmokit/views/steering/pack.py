"""The pack of a steering group's meeting: what PowerPoint, PDF and the site show, each in its own way.

A pack is a list of sheets; a sheet is a title, a sentence, and a table or a chart. All three writers
show all of it, so that whoever reads the paper and whoever watches the screen see the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.project import reported_status
from pmokit.views.steering import agenda
from pmokit.views.steering.agenda import Section
from pmokit.views.steering.next_meeting import next_meeting
from pmokit.views.steering.sheets import Cell, Chart, Pack, Series, Sheet, Table
from pmokit.views.wording import long_day, short_day
from pmokit.words.catalogue import say

NOBODY = "–"
MOST_BARS = 30
MOST_SHEETS = 20
TELLING = (say("steering.projects"), say("steering.status"), say("steering.dates"), say("steering.decisions"))
"""What of all that changed a steering group reads; money stands in the status of the projects."""


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
        *_went([project for project in projects if project.state == "active"]),
        *_money(context, rows),
        *_changed(context, forum, projects, last),
        *_sections(sections),
        *(_worry(context, row.project) for row in worries[:MOST_SHEETS]),
        *_last(context, forum, last),
        _seats(context, forum, day),
    ]
    where = context.run.about.organisation or context.run.about.title
    subtitle = say("steering.meeting-facts", day=long_day(day), where=where, today=long_day(context.today))
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
    held = say("steering.hold") if project.state == "on_hold" else ""
    return Cell(f"{project.title}{held}", project=project.id)


def _rag(rag: str) -> Cell:
    return Cell(rag.replace("_", "/") if rag != "none" else say("steering.not-rated"), rag)


def _cell(value: str | Cell) -> Cell:
    cell = value if isinstance(value, Cell) else Cell(value)
    return cell if cell.text else cell._replace(text=NOBODY)


def _table(heads: Sequence[str], widths: Sequence[int], rows: Iterable[Iterable[str | Cell]]) -> Table:
    cells = [tuple(_cell(value) for value in row) for row in rows]
    return Table(tuple(heads), tuple(widths), cells)


def _contents(sections: list[Section]) -> Sheet:
    rows = [
        (str(number), section.title, str(len(section.points)), str(sum(p.late for p in section.points)))
        for number, section in enumerate(sections, 1)
    ]
    asked = sum(len(section.points) for section in sections)
    wait = say("steering.1-point-waits") if asked == 1 else say("steering.points-wait", asked=asked)
    lead = say("steering.meeting-2", wait=wait) if asked else say("steering.nothing-known-beforehand")
    return Sheet(
        say("steering.agenda"),
        lead,
        _table(
            ("No.", say("steering.point"), say("steering.items"), say("steering.report.overdue")),
            (1, 8, 2, 2),
            rows,
        ),
    )


def _status(context: Context, rows: list[reported_status.Row], worries: int) -> list[Sheet]:
    if not rows:
        return []
    some = sorted(rows, key=lambda row: (row.gravity, row.project.title))
    table = _table(
        (
            say("steering.project"),
            say("steering.manager"),
            say("steering.reported"),
            say("steering.facts"),
            say("steering.slip"),
            say("steering.budget"),
            say("steering.expected"),
            say("steering.next-milestone"),
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
    lead = say("steering.projects-reported-red-facts-worse", number=len(rows), red=red, worse=worse)
    if worries > MOST_SHEETS:
        lead += say("steering.worry-most-have-sheet-their", most_sheets=MOST_SHEETS, worries=worries)
    return [Sheet(say("steering.status-projects"), lead, table)]


def _slip(days: int | None) -> str:
    return "" if days is None else f"{days:+d} days" if days else say("steering.time")


def _coming(milestone: Milestone | None) -> str:
    return f"{milestone.title}, {short_day(milestone.forecast)}" if milestone else ""


def _amount(value: Money | None) -> str:
    return f"{value.amount:,.0f} {value.currency}" if value else ""


def _went(projects: list[Project]) -> list[Sheet]:
    periods = reported_status.trend(projects)
    if len(periods) < 2:
        return []
    chart = Chart(
        True,
        "projects",
        tuple(short_day(entry.period)[:-5] for entry in periods),
        tuple(
            Series(rag, rag, tuple(entry.counts.get(rag, 0) for entry in periods))
            for rag in reversed(colour.RAGS)
        ),
    )
    lead = say("steering.projects-colour-they-reported-period")
    return [Sheet(say("steering.how-status-went"), lead, chart=chart)]


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
    unit, size = (say("steering.million", currency=context.currency), 1_000_000)
    budget = [max(round(float(row.budget.amount) / size, 2), 0) for row in some if row.budget]
    expected = [max(round(float(row.forecast.amount) / size, 2), 0) for row in some if row.forecast]
    total = sum(
        row.forecast.amount - row.budget.amount for row in (*left, *some) if row.budget and row.forecast
    )
    way = "more" if total > 0 else "less"
    lead = (
        say("steering.together-than-approved", total=f"{abs(total):,.0f}", currency=context.currency, way=way)
        if total
        else say("steering.together-approved")
    )
    if left:
        lead += say("steering.largest-projects-shown", most_bars=MOST_BARS, number=len(left) + MOST_BARS)
    chart = Chart(
        False,
        unit,
        tuple(row.project.title for row in some),
        (Series("budget", "plan", tuple(budget)), Series("expected", "", tuple(expected))),
    )
    return [Sheet(say("steering.budget-expected-cost"), lead, chart=chart)]


def _changed(context: Context, forum: Forum, projects: list[Project], last: Meeting | None) -> list[Sheet]:
    since = last.date if last else context.today - timedelta(days=forum.every_days)
    ids = {project.id for project in projects}
    rows = [
        item
        for item in happenings.told(context, since)
        if item.project and item.project.id in ids and item.group in TELLING
    ]
    lead = f"Since {'the last meeting on ' if last else ''}{long_day(since)}."
    if not rows:
        return [Sheet(say("steering.what-changed"), say("steering.nothing-moved", lead=lead))]
    table = _table(
        (say("steering.when"), say("steering.project"), say("steering.what")),
        (2, 4, 9),
        [(short_day(item.day), _project(item.project), item.what) for item in rows],
    )
    return [Sheet(say("steering.what-changed"), lead, table)]


def _sections(sections: list[Section]) -> list[Sheet]:
    sheets: list[Sheet] = []
    for number, section in enumerate(sections, 1):
        title = f"{number}. {section.title}"
        if not section.points:
            sheets.append(Sheet(title, say("steering.nothing-known-beforehand")))
            continue
        rows = [
            (
                point.what,
                _project(point.project),
                point.who,
                f"{short_day(point.due)}{' (overdue)' if point.late else ''}",
                point.request,
            )
            for point in section.points
        ]
        heads = (
            say("steering.what"),
            say("steering.project"),
            say("steering.who"),
            "By",
            say("steering.what-asked"),
        )
        sheets.append(Sheet(title, "", _table(heads, (33, 14, 13, 12, 28), rows)))
    return sheets


def _worry(context: Context, project: Project) -> Sheet:
    """A project that is red or worse than it says: why, the way back, and what slips."""
    row = reported_status.row_of(project, context)
    report = project.reports[-1] if project.reports else None
    reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons)
    rows: list[tuple[str | Cell, ...]] = [
        (
            say("steering.reported"),
            _rag(row.rag),
            report.summary if report else say("steering.no-report-yet"),
        ),
        (say("steering.facts"), _rag(row.derived), reasons),
    ]
    if report and report.path_to_green:
        path = report.path_to_green
        passed = say("steering.day-passed") if path.due and path.due < context.today else ""
        who = ", ".join(filter(None, (context.person(path.owner), short_day(path.due) + passed)))
        rows.append((say("steering.path-green"), "", f"{path.what}{f' ({who})' if who else ''}"))
    for review in project.reviews[-1:]:
        said = review.summary or review.reviewer
        rows.append((say("steering.review", date=short_day(review.date)), _rag(review.rating), said))
    for item in context.raised(project):
        answered = item.answered_on
        state = (
            say("steering.answered", answered=short_day(answered))
            if answered
            else say("steering.due", due=short_day(item.due))
        )
        rows.append(
            (say("steering.escalated", raised_on=short_day(item.raised_on)), "", f"{item.says}; {state}")
        )
    for milestone in project.schedule.milestones:
        slip = slips.slip_days(milestone, context.run)
        if milestone.actual is None and slip and slip > 0:
            moved = f"{short_day(milestone.baseline)} → {short_day(milestone.forecast)}"
            said = f"{milestone.title}: {moved}, {_slip(slip)}"
            rows.append((say("steering.slips"), "", said))
    return Sheet(
        project.title,
        project.summary,
        _table((say("steering.about"), say("steering.colour"), say("steering.what")), (3, 2, 12), rows),
    )


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
        (item.what, context.title("project", item.project), item.outcome.replace("_", " "))
        for item in last.decisions
    ]
    lead = (
        say("steering.voting-members-were-quorum", present=present, quorum=forum.quorum)
        if present is not None
        else ""
    )
    table = (
        _table((say("steering.what"), say("steering.project"), say("steering.outcome")), (8, 4, 3), rows)
        if rows
        else None
    )
    return [Sheet(say("steering.decisions-2", date=long_day(last.date)), lead, table)]


def _seats(context: Context, forum: Forum, day: date) -> Sheet:
    rows = [
        (
            seat.title,
            ", ".join(context.person(name) for name in people) or context.title("role", seat.role),
            "votes" if seat.votes else "advises",
            context.person(seat.deputy),
        )
        for seat, people in agenda.seats(context, forum, day)
    ]
    chair = f"{context.person(forum.chair)} chairs. " if forum.chair else ""
    lead = say("steering.voting-members-make-quorum", chair=chair, quorum=forum.quorum)
    return Sheet(
        say("steering.who-decides"),
        lead,
        _table(
            (say("steering.seat"), say("steering.who"), say("steering.vote"), say("steering.deputy")),
            (5, 5, 2, 4),
            rows,
        ),
    )
