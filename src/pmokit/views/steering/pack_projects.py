"""The sheets of a pack about the projects: status, how it went, money, and each project that worries."""

from __future__ import annotations

from collections.abc import Iterator

from pmokit.analytics.schedule import slips
from pmokit.model import colour
from pmokit.model.project import Project
from pmokit.views.context import Context
from pmokit.views.project import reported_status
from pmokit.views.steering.pack_cells import (
    amount_text,
    coming_text,
    project_cell,
    rag_cell,
    slip_text,
    table_of,
)
from pmokit.views.steering.sheets import Cell, Chart, Series, Sheet
from pmokit.views.wording import short_day
from pmokit.words.catalogue import say

MOST_BARS = 30
MOST_SHEETS = 20
Line = tuple[str | Cell, ...]
"""A row of a table, not yet all cells."""


def status(context: Context, rows: list[reported_status.Row], worries: int) -> list[Sheet]:
    """The status of all projects, the worst first; `worries` is how many of them worry."""
    if not rows:
        return []
    some = sorted(rows, key=lambda row: (row.gravity, row.project.title))
    table = table_of(
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
                project_cell(row.project),
                context.person(row.project.manager),
                rag_cell(row.rag),
                rag_cell(row.derived),
                slip_text(row.slip_days),
                amount_text(row.budget),
                amount_text(row.forecast),
                coming_text(row.next_milestone),
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


def went(projects: list[Project]) -> list[Sheet]:
    """How many projects reported each colour, period by period; none before two periods."""
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


def money(context: Context, rows: list[reported_status.Row]) -> list[Sheet]:
    """Budget and expected cost of the largest projects in the currency of the portfolio."""
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


def worry(context: Context, project: Project) -> Sheet:
    """A project that is red or worse than it says: why, the way back, and what slips."""
    row = reported_status.row_of(project, context)
    report = project.reports[-1] if project.reports else None
    reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons)
    rows: list[Line] = [
        (
            say("steering.reported"),
            rag_cell(row.rag),
            report.summary if report else say("steering.no-report-yet"),
        ),
        (say("steering.facts"), rag_cell(row.derived), reasons),
    ]
    if report and report.path_to_green:
        path = report.path_to_green
        passed = say("steering.day-passed") if path.due and path.due < context.today else ""
        who = ", ".join(filter(None, (context.person(path.owner), short_day(path.due) + passed)))
        rows.append((say("steering.path-green"), "", f"{path.what}{f' ({who})' if who else ''}"))
    for review in project.reviews[-1:]:
        said = review.summary or review.reviewer
        rows.append((say("steering.review", date=short_day(review.date)), rag_cell(review.rating), said))
    rows += [*_raised(context, project), *_slipping(context, project)]
    return Sheet(
        project.title,
        project.summary,
        table_of((say("steering.about"), say("steering.colour"), say("steering.what")), (3, 2, 12), rows),
    )


def _raised(context: Context, project: Project) -> Iterator[Line]:
    for item in context.raised(project):
        answered = item.answered_on
        state = (
            say("steering.answered", answered=short_day(answered))
            if answered
            else say("steering.due", due=short_day(item.due))
        )
        yield (say("steering.escalated", raised_on=short_day(item.raised_on)), "", f"{item.says}; {state}")


def _slipping(context: Context, project: Project) -> Iterator[Line]:
    for milestone in project.schedule.milestones:
        slip = slips.slip_days(milestone, context.run)
        if milestone.actual is None and slip and slip > 0:
            moved = f"{short_day(milestone.baseline)} → {short_day(milestone.forecast)}"
            said = f"{milestone.title}: {moved}, {slip_text(slip)}"
            yield (say("steering.slips"), "", said)
