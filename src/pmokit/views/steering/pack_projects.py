"""The sheets of a pack about projects: status, its trend, costs, and each project that needs attention."""

from __future__ import annotations

from collections.abc import Iterator

from pmokit.analytics.schedule import slips
from pmokit.model import colour
from pmokit.model.money import Money
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
    variance_text,
)
from pmokit.views.steering.sheets import Cell, Chart, Series, Sheet
from pmokit.words.catalogue import say
from pmokit.words.wording import capital, colour_word, short_day, short_month, slip

MOST_SHEETS = 5
"""Projects with a slide of their own."""
MOST_ROWS = 20
"""Projects in a table of exceptions."""


def status(context: Context, rows: list[reported_status.Row], worries: int) -> list[Sheet]:
    """The status by exception, the worst first: the projects that are not green or that diverge; `worries` is
    how many of all need attention."""
    if not rows:
        return []
    apart = [row for row in rows if row.diverges or {row.rag, row.derived} - {"green"}]
    some = sorted(apart, key=lambda row: (not row.active, row.gravity, row.project.title))
    table = table_of(
        ("project", "manager", "reported", "calculated", "slip", "next-milestone"),
        (18, 13, 9, 9, 8, 23),
        [
            (
                project_cell(row.project),
                context.person(row.project.manager),
                reported_cell(row.rag),
                rag_cell(row.derived),
                slip_text(row.slip_days),
                coming_text(row.next_milestone),
            )
            for row in some[:MOST_ROWS]
        ],
    )
    worse = sum(row.diverges for row in rows)
    red = sum(row.derived == "red" for row in rows)
    parts = [say("steering.status-lead", len(rows), red=red, worse=worse)]
    if green := len(rows) - len(some):
        parts.append(say("steering.others-green", green))
    if len(some) > MOST_ROWS:
        parts.append(say("steering.first-shown", number=MOST_ROWS, all=len(some)))
    if worries > MOST_SHEETS:
        parts.append(say("steering.worst-have-slides", number=MOST_SHEETS, all=worries))
    return [Sheet(say("steering.status-of-projects"), " ".join(parts), table)]


def trend(projects: list[Project]) -> list[Sheet]:
    """How many projects reported each colour, period by period; none before two periods."""
    periods = reported_status.trend(projects)
    if len(periods) < 2:
        return []
    chart = Chart(
        say("steering.unit-projects"),
        tuple(f"{entry.period.day} {short_month(entry.period.month)}" for entry in periods),
        tuple(
            Series(colour_word(rag), rag, tuple(entry.counts.get(rag, 0) for entry in periods))
            for rag in reversed(colour.RAGS)
        ),
    )
    return [Sheet(say("steering.status-trend"), say("steering.status-trend-lead"), chart=chart)]


def money(context: Context, rows: list[reported_status.Row]) -> list[Sheet]:
    """The forecast against the budget, in the currency of the portfolio: the largest differences, and all."""
    some: list[tuple[reported_status.Row, Money, Money]] = [
        (row, row.budget, row.forecast)
        for row in rows
        if row.budget and row.forecast and row.budget.currency == row.forecast.currency == context.currency
    ]
    if not some:
        return []
    total = sum(forecast.amount - budget.amount for _, budget, forecast in some)
    if total:
        key = "steering.forecast-above-budget" if total > 0 else "steering.forecast-below-budget"
        lead = say(key, difference=f"{abs(total):,.0f}", currency=context.currency)
    else:
        lead = say("steering.forecast-equals-budget")
    apart = [item for item in some if item[1].amount != item[2].amount]
    apart.sort(key=lambda item: (-abs(item[2].amount - item[1].amount), item[0].project.id))
    if equal := len(some) - len(apart):
        lead += " " + say("steering.on-budget", equal)
    if len(apart) > MOST_ROWS:
        lead += " " + say("steering.first-shown", number=MOST_ROWS, all=len(apart))
    table = table_of(
        ("project", "budget", "forecast", "variance"),
        (9, 4, 4, 5),
        [
            (
                project_cell(row.project),
                amount_text(budget),
                amount_text(forecast),
                variance_text(budget, forecast),
            )
            for row, budget, forecast in apart[:MOST_ROWS]
        ],
    )
    return [Sheet(say("steering.budget-and-forecast"), lead, table if apart else None)]


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
