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

NOBODY = "–"
MOST_BARS = 30
MOST_SHEETS = 20
TELLING = ("Projects", "Status", "Dates", "Decisions")
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
    subtitle = f"For the meeting on {long_day(day)}. {where}. Facts as of {long_day(context.today)}."
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
    held = " (on hold)" if project.state == "on_hold" else ""
    return Cell(f"{project.title}{held}", project=project.id)


def _rag(rag: str) -> Cell:
    return Cell(rag.replace("_", "/") if rag != "none" else "not rated", rag)


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
    wait = "1 point waits" if asked == 1 else f"{asked} points wait"
    lead = f"{wait} for this meeting." if asked else "Nothing is known beforehand."
    return Sheet("Agenda", lead, _table(("No.", "Point", "Items", "Overdue"), (1, 8, 2, 2), rows))


def _status(context: Context, rows: list[reported_status.Row], worries: int) -> list[Sheet]:
    if not rows:
        return []
    some = sorted(rows, key=lambda row: (row.gravity, row.project.title))
    table = _table(
        ("Project", "Manager", "Reported", "By facts", "Slip", "Budget", "Expected", "Next milestone"),
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
    lead = f"{len(rows)} projects; {red} reported red; {worse} by the facts worse than reported."
    if worries > MOST_SHEETS:
        lead += f" The {MOST_SHEETS} of {worries} that worry most have a sheet of their own."
    return [Sheet("Status of the projects", lead, table)]


def _slip(days: int | None) -> str:
    return "" if days is None else f"{days:+d} days" if days else "on time"


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
    lead = "Projects by the colour they reported, period by period."
    return [Sheet("How the status went", lead, chart=chart)]


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
    unit, size = (f"million {context.currency}", 1_000_000)
    budget = [max(round(float(row.budget.amount) / size, 2), 0) for row in some if row.budget]
    expected = [max(round(float(row.forecast.amount) / size, 2), 0) for row in some if row.forecast]
    total = sum(
        row.forecast.amount - row.budget.amount for row in (*left, *some) if row.budget and row.forecast
    )
    way = "more" if total > 0 else "less"
    lead = (
        f"Together {abs(total):,.0f} {context.currency} {way} than approved."
        if total
        else "Together as approved."
    )
    if left:
        lead += f" The {MOST_BARS} largest of {len(left) + MOST_BARS} projects are shown."
    chart = Chart(
        False,
        unit,
        tuple(row.project.title for row in some),
        (Series("budget", "plan", tuple(budget)), Series("expected", "", tuple(expected))),
    )
    return [Sheet("Budget and expected cost", lead, chart=chart)]


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
        return [Sheet("What changed", f"Nothing moved. {lead}")]
    table = _table(
        ("When", "Project", "What"),
        (2, 4, 9),
        [(short_day(item.day), _project(item.project), item.what) for item in rows],
    )
    return [Sheet("What changed", lead, table)]


def _sections(sections: list[Section]) -> list[Sheet]:
    sheets: list[Sheet] = []
    for number, section in enumerate(sections, 1):
        title = f"{number}. {section.title}"
        if not section.points:
            sheets.append(Sheet(title, "Nothing is known beforehand."))
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
        heads = ("What", "Project", "Who", "By", "What is asked")
        sheets.append(Sheet(title, "", _table(heads, (33, 14, 13, 12, 28), rows)))
    return sheets


def _worry(context: Context, project: Project) -> Sheet:
    """A project that is red or worse than it says: why, the way back, and what slips."""
    row = reported_status.row_of(project, context)
    report = project.reports[-1] if project.reports else None
    reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons)
    rows: list[tuple[str | Cell, ...]] = [
        ("Reported", _rag(row.rag), report.summary if report else "no report yet"),
        ("By facts", _rag(row.derived), reasons),
    ]
    if report and report.path_to_green:
        path = report.path_to_green
        passed = ", a day that has passed" if path.due and path.due < context.today else ""
        who = ", ".join(filter(None, (context.person(path.owner), short_day(path.due) + passed)))
        rows.append(("Path to green", "", f"{path.what}{f' ({who})' if who else ''}"))
    for review in project.reviews[-1:]:
        said = review.summary or review.reviewer
        rows.append((f"Review of {short_day(review.date)}", _rag(review.rating), said))
    for item in context.raised(project):
        answered = item.answered_on
        state = f"answered on {short_day(answered)}" if answered else f"due by {short_day(item.due)}"
        rows.append((f"Escalated on {short_day(item.raised_on)}", "", f"{item.says}; {state}"))
    for milestone in project.schedule.milestones:
        slip = slips.slip_days(milestone, context.run)
        if milestone.actual is None and slip and slip > 0:
            moved = f"{short_day(milestone.baseline)} → {short_day(milestone.forecast)}"
            said = f"{milestone.title}: {moved}, {_slip(slip)}"
            rows.append(("Slips", "", said))
    return Sheet(project.title, project.summary, _table(("About", "Colour", "What"), (3, 2, 12), rows))


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
        f"{present} voting members were there; the quorum is {forum.quorum}." if present is not None else ""
    )
    table = _table(("What", "Project", "Outcome"), (8, 4, 3), rows) if rows else None
    return [Sheet(f"Decisions of {long_day(last.date)}", lead, table)]


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
    lead = f"{chair}{forum.quorum} voting members make a quorum."
    return Sheet("Who decides", lead, _table(("Seat", "Who", "Vote", "Deputy"), (5, 5, 2, 4), rows))
