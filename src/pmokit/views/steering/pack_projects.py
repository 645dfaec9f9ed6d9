"""The sheets of a pack about projects: status, its trend, costs, and each project that needs attention."""

from __future__ import annotations

from collections.abc import Iterator

from pmokit.analytics.schedule import slips
from pmokit.model import colour
from pmokit.model.project import Project
from pmokit.model.status_report import PathToGreen
from pmokit.views.context import Context
from pmokit.views.project import reported_status
from pmokit.views.steering.pack_cells import (
    amount_text,
    coming_text,
    project_cell,
    rag_cell,
    reported_cell,
    slip_text,
    table_of,
)
from pmokit.views.steering.sheets import Cell, Chart, Series, Sheet
from pmokit.words.catalogue import say
from pmokit.words.wording import capital, colour_word, short_day, short_month, slip

MOST_BARS = 30
MOST_SHEETS = 20


def status(context: Context, rows: list[reported_status.Row], worries: int) -> list[Sheet]:
    """The status of all projects, the worst first; `worries` is how many of them need attention."""
    if not rows:
        return []
    some = sorted(rows, key=lambda row: (row.gravity, row.project.title))
    table = table_of(
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
                project_cell(row.project),
                context.person(row.project.manager),
                reported_cell(row.rag),
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
    lead = say("steering.status-lead", len(rows), red=red, worse=worse)
    if worries > MOST_SHEETS:
        more = say("steering.worst-have-slides", number=MOST_SHEETS, all=worries)
        lead = f"{lead} {more}"
    return [Sheet(say("steering.status-of-projects"), lead, table)]


def trend(projects: list[Project]) -> list[Sheet]:
    """How many projects reported each colour, period by period; none before two periods."""
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


def money(context: Context, rows: list[reported_status.Row]) -> list[Sheet]:
    """Budget and forecast cost of the largest projects in the currency of the portfolio."""
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


def worry(context: Context, project: Project) -> Sheet:
    """A project that is red or worse than it reports: why, the path to green, and what slips."""
    row = reported_status.row_of(project, context)
    report = project.reports[-1] if project.reports else None
    reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons)
    summary = report.summary if report else say("steering.no-report-yet")
    rows: list[tuple[str | Cell, ...]] = [
        (say("column.reported-status"), reported_cell(row.rag), summary),
        (say("column.calculated-status"), rag_cell(row.derived), capital(reasons)),
    ]
    if report and report.path_to_green:
        rows.append((say("steering.path-to-green"), "", _path_to_green(context, report.path_to_green)))
    for review in project.reviews[-1:]:
        name = say("steering.review-of", day=short_day(review.date))
        rows.append((name, rag_cell(review.rating), review.summary or review.reviewer))
    for item in context.raised(project):
        name = say("steering.escalated-on", day=short_day(item.raised_on))
        key = "steering.escalation-resolved" if item.answered_on else "steering.escalation-due"
        day = short_day(item.answered_on or item.due)
        rows.append((name, "", capital(say(key, reason=item.says, day=day))))
    rows += [(say("steering.slips"), "", text) for text in _slips(context, project)]
    return Sheet(project.title, project.summary, table_of(("about", "colour", "details"), (3, 2, 12), rows))


def _path_to_green(context: Context, path: PathToGreen) -> str:
    """The step, who takes it and by when; a day that has passed is marked."""
    late = path.due is not None and path.due < context.today
    overdue = say("steering.path-overdue") if late else ""
    details = ", ".join(filter(None, (context.person(path.owner), short_day(path.due), overdue)))
    return say("steering.step", what=path.what, details=details) if details else path.what


def _slips(context: Context, project: Project) -> Iterator[str]:
    """The open milestones behind their baseline."""
    for milestone in project.schedule.milestones:
        behind = slips.slip_days(milestone, context.run)
        if milestone.actual is None and behind and behind > 0:
            moved = f"{short_day(milestone.baseline)} → {short_day(milestone.forecast)}"
            yield f"{milestone.title}: {moved}, {slip(behind)}"
