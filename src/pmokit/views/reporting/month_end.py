"""Month-end on one page: who owes a report, which wait for a reviewer, and how good they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.reporting import duties
from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.model.reporting_period import cadence
from pmokit.model.status_report import Report
from pmokit.rules.adherence import Score, mean, score
from pmokit.views import charts
from pmokit.views.context import Context


class Owed(NamedTuple):
    """An active project and the report that it owes, or has sent, for the current period."""

    project: Project
    period: date
    due: date
    report: Report | None
    state: str
    """`missing`, `overdue`, `unread` (nobody has reviewed it) or `done`."""
    quality: Score


class Standing(NamedTuple):
    """A project that owes a report for a period, and the last of its reports in force, if any."""

    project: Project
    report: Report | None


def of_period(run: Run, period: date) -> list[Standing]:
    """All projects that owe a report for a period, or have sent one, by their id.

    A report belongs to the period in which its day lies.
    """
    first = cadence(run.reporting).begin(period)
    rows: list[Standing] = []
    for project in run.projects:
        some = [item for item in project.reports if first <= item.period <= period]
        if some or duties.owes(project, run, period):
            rows.append(Standing(project, some[-1] if some else None))
    return rows


def to_freeze(run: Run, period: date) -> list[tuple[Project, Report]]:
    """All reports and editions up to a period that are not frozen yet: its own, and what came after an
    earlier period was closed."""
    return [
        (project, report)
        for project in run.projects
        for report in (*project.superseded, *project.reports)
        if report.period <= period and report.id not in run.frozen.get(project.id, ())
    ]


class Quality(NamedTuple):
    """A workstream: how good all reports of its projects are, those of the last period, and by how much
    these are better (above 0) or worse than those of the period before."""

    title: str
    score: Score
    last: float | None
    change: float | None


def queue(context: Context) -> dict[str, Any]:
    """What is owed for the period that ended last, the worst first, and the quality of all reports."""
    periods = cadence(context.run.reporting)
    quality = {name: _quality(context, name) for name in context.standing.marks}
    rows: list[Owed] = []
    for project in context.projects:
        period = duties.current_period(project, context.run)
        if project.state == "active" and period is not None:
            report = next((item for item in project.reports if item.period >= period), None)
            missing = duties.missing_periods(project, context.run)
            period = missing[0] if missing else period
            due = periods.due(period)
            rows.append(
                Owed(project, period, due, report, _state(report, due, context.today), quality[project.id])
            )
    order = ("overdue", "missing", "unread", "done")
    rows.sort(key=lambda row: (order.index(row.state), row.due, row.project.id))
    counts = {state: sum(row.state == state for row in rows) for state in order}
    streams = [
        Quality(
            stream.title,
            mean(_of_stream(context, stream.id, quality)),
            *_last(context, [item for item in context.projects if item.workstream == stream.id]),
        )
        for stream in context.run.about.workstreams
    ]
    latest = max((row.period for row in rows), default=None)
    return {
        "rows": rows,
        "counts": counts,
        "streams": streams,
        "whole": mean(quality.values()),
        "period": latest,
        "cut_off": periods.cut_off(latest) if latest else None,
        "closed": context.run.period(str(latest)),
        "trend": charts.line(context.quality_by_period(context.projects)),
    }


def _last(context: Context, projects: list[Project]) -> tuple[float | None, float | None]:
    """The quality of the last period's reports, and its change."""
    values = [value for _, value in context.quality_by_period(projects)]
    if not values:
        return None, None
    return values[-1], values[-1] - values[-2] if len(values) > 1 else None


def _state(report: Report | None, due: date, today: date) -> str:
    if report is None:
        return "overdue" if today > due else "missing"
    return "done" if report.reviewed_by else "unread"


def _quality(context: Context, project_id: str) -> Score:
    """Adherence to the rules about reports alone: how far the project's reports can be believed."""
    marks = context.standing.marks[project_id]
    return score(mark for mark in marks if mark.rule.applies_to == Report.kind)


def _of_stream(context: Context, stream: str, quality: dict[str, Score]) -> Iterable[Score]:
    return (quality[project.id] for project in context.projects if project.workstream == stream)
