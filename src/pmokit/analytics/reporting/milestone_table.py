"""The milestone table of a report, entry by entry: against the table before, later ones, and the schedule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import narrative
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON, REASONS
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Milestone, expected
from pmokit.model.status_report import ForecastThen, Report


class _Place(NamedTuple):
    """Where an entry stands: its report, and what the report before said of the same milestone."""

    report: Report
    before: ForecastThen | None


def _places(project: Project, _run: Run) -> Mapping[int, _Place]:
    found: dict[int, _Place] = {}
    before: dict[str, ForecastThen] = {}
    for report in project.reports:
        for entry in report.forecasts:
            found[id(entry)] = _Place(report, before.get(entry.milestone))
        before = {entry.milestone: entry for entry in report.forecasts}
    return found


def _planned(project: Project, _run: Run) -> Mapping[str, Milestone]:
    return {item.id: item for item in project.schedule.milestones}


@fact("milestone_forecast", "past_days", NUMBER, needs=("reports", "schedule"), of_project=True)
def past_days(entry: ForecastThen, project: Project, run: Run) -> int:
    """Days by which the forecast of an open milestone lay in the past on the data date of the report."""
    place = run.once(_places, project).get(id(entry))
    if place is None or entry.actual is not None or entry.milestone not in run.once(_planned, project):
        return 0
    return max((place.report.as_on - entry.forecast).days, 0)


@fact(
    "milestone_forecast", "reached_otherwise", REASON.maybe(), needs=("reports", "schedule"), of_project=True
)
def reached_otherwise(entry: ForecastThen, project: Project, run: Run) -> Reason | None:
    """What the schedule says of a milestone that a report shows as reached on a day: that it was reached
    on another day, or, of the last report, that it is open."""
    place = run.once(_places, project).get(id(entry))
    plan = run.once(_planned, project).get(entry.milestone)
    if place is None or plan is None or entry.actual is None or plan.actual == entry.actual:
        return None
    if plan.actual is not None:
        # A day that was corrected a little is no other story.
        is_near = abs((plan.actual - entry.actual).days) < run.reporting.silent_days
        return None if is_near else reason("reached-on", day=plan.actual)
    # An earlier report may have been corrected by a later one.
    return reason("open-in-plan", day=plan.forecast) if place.report is project.reports[-1] else None


@fact("milestone_forecast", "reopened", REASON.maybe(), needs=("reports", "schedule"), of_project=True)
def reopened(entry: ForecastThen, project: Project, run: Run) -> Reason | None:
    """When the report before showed a milestone as reached that is open in this one."""
    place = run.once(_places, project).get(id(entry))
    if place is None or place.before is None or entry.actual is not None or place.before.actual is None:
        return None
    if entry.milestone not in run.once(_planned, project):
        return None
    return reason("reached-on", day=place.before.actual)


@fact(
    "milestone_forecast",
    "missed_unannounced",
    REASON.maybe(),
    needs=("reports", "schedule", "reporting"),
    of_project=True,
)
def missed_unannounced(entry: ForecastThen, project: Project, run: Run) -> Reason | None:
    """The date that was reported unchanged as long as it lay ahead, where the report after it shows a
    later one."""
    place = run.once(_places, project).get(id(entry))
    before = place.before if place else None
    if place is None or before is None or before.actual is not None or entry.actual is not None:
        return None
    moved, limit = (entry.forecast - before.forecast).days, run.reporting.unannounced_days
    plan = run.once(_planned, project).get(entry.milestone)
    if moved < limit or not place.report.as_on > before.forecast or plan is None:
        return None
    forecasts = {item.forecast for item in _until(place.report, project, entry.milestone)}
    return reason("held-until", day=before.forecast, n=moved) if len(forecasts) == 1 else None


def _until(report: Report, project: Project, milestone: str) -> list[ForecastThen]:
    """What earlier reports said of a milestone."""
    earlier = [other for other in project.reports if other.period < report.period]
    return [item for other in earlier for item in other.forecasts if item.milestone == milestone]


@fact(
    "milestone_forecast",
    "planned_later",
    REASON.maybe(),
    needs=("reports", "schedule", "reporting", "changes", "baselines"),
    of_project=True,
)
def planned_later(entry: ForecastThen, project: Project, run: Run) -> Reason | None:
    """The forecast of the schedule, where the last report has another one by as many days as must be
    explained. A report was right that was submitted before new dates were decided."""
    plan = run.once(_planned, project).get(entry.milestone)
    if plan is None or plan.actual is not None or entry.actual is not None:
        return None
    place = run.once(_places, project).get(id(entry))
    if place is None or place.report is not project.reports[-1]:
        return None
    if _decided_since(place.report.submitted_on, project):
        return None
    days = (plan.forecast - entry.forecast).days
    return reason("planned-for", day=plan.forecast) if abs(days) >= run.reporting.silent_days else None


def _decided_since(day: date, project: Project) -> bool:
    """Whether a change or a baseline was approved after a day."""
    changes = (item.decided_on for item in project.changes if item.state == "approved")
    baselines = (item.approved_on for item in project.baselines)
    return any(decided is not None and decided > day for decided in (*changes, *baselines))


@fact(
    "milestone_forecast",
    "moved_silently",
    REASON.maybe(),
    needs=("reports", "schedule", "reporting"),
    of_project=True,
)
def moved_silently(entry: ForecastThen, project: Project, run: Run) -> Reason | None:
    """How far a milestone has moved since the report before, of whose movement the text says no word, or the
    opposite."""
    place = run.once(_places, project).get(id(entry))
    if place is None or place.before is None:
        return None
    days = (expected(entry) - expected(place.before)).days
    # A move of exactly as many days as the methodology names must be explained.
    if abs(days) < run.reporting.silent_days:
        return None
    called = narrative.names(entry.milestone, project, run)
    if narrative.explains(place.report, called.some, entry.actual is not None, run):
        return None
    return reason("moved-silently", milestone=called.title, n=abs(days), days=f"{days:+d}")


@fact("report", "milestones_left_out", REASONS, needs=("reports", "schedule", "changes"), of_project=True)
def milestones_left_out(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones of the schedule that were open in the report before and that this one does not show,
    although no change of scope was approved meanwhile."""
    earlier = [other for other in project.reports if other.period < report.period]
    if not earlier or not report.forecasts or _scope_changed(earlier[-1].as_on, report, project):
        return ()
    there = {entry.milestone for entry in report.forecasts}
    plan = run.once(_planned, project)
    return tuple(
        reason("left-out", milestone=plan[entry.milestone].title, day=entry.forecast)
        for entry in earlier[-1].forecasts
        if entry.actual is None and entry.milestone in plan and entry.milestone not in there
    )


def _scope_changed(since: date, report: Report, project: Project) -> bool:
    return any(
        change.state == "approved"
        and change.effect_scope is not None
        and (change.decided_on is None or since < change.decided_on <= report.submitted_on)
        for change in project.changes
    )


@fact("project", "milestones_dropped", REASONS, needs=("reports", "schedule", "baselines"))
def milestones_dropped(project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that the latest baseline, or a report since, names and the schedule no longer has."""
    plan = run.once(_planned, project)
    baseline = max(project.baselines, key=lambda item: item.approved_on, default=None)
    last = project.reports[-1] if project.reports else None
    days = [baseline.approved_on] if baseline else []
    since = max([*days, *([last.as_on] if last else [])], default=None)
    if not plan or since is None or _scope_changed_since(since, project):
        return ()
    then = {item.milestone: item.date for item in baseline.milestones} if baseline else {}
    if last is not None and (baseline is None or last.as_on >= baseline.approved_on):
        then |= {entry.milestone: entry.forecast for entry in last.forecasts}
    return tuple(
        reason("left-out", milestone=name, day=day)
        for name, day in sorted(then.items())
        if name not in plan and "/" not in name
    )


def _scope_changed_since(day: date, project: Project) -> bool:
    return any(
        change.state == "approved"
        and change.effect_scope is not None
        and (change.decided_on is None or change.decided_on >= day)
        for change in project.changes
    )
