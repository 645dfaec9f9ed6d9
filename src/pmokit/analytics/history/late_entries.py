"""Reports and decisions that were committed long after the day that they carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pmokit.analytics.fact import fact
from pmokit.analytics.history.altered import altered_approval, altered_baseline, altered_change
from pmokit.analytics.history.earlier import is_settled, of_setup, past_of, path_of, record_then
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, REASONS
from pmokit.model.control import Baseline, Change, GateApproval
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.reporting_period import cadence
from pmokit.model.status_report import Report
from pmokit.text.file_past import Version


@fact("report", "backdated", REASON.maybe(), needs=("reporting",), of_project=True)
def backdated_report(report: Report, project: Project, run: Run) -> Reason | None:
    """When a report was committed that carries a date before its cut-off and came long after it."""
    past = past_of(project, "reports", report.id, run)
    cut_off = cadence(run.reporting).cut_off(report.period)
    if past is None or of_setup(past, run) or report.submitted_on > cut_off:
        return None
    late = (past.entered - cut_off).days
    if late <= run.reporting.entry_days:
        return None
    return reason("committed-late", commit=past.versions[0].commit, day=past.entered, days=late)


@fact("approval", "backdated", REASON.maybe(), needs=("reporting",), of_project=True)
def backdated_approval(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """When a gate decision was committed, long after the day of the decision."""
    late = _of_approval(approval, project, run)
    return _doubtful(late, run) if late and not altered_approval(approval, project, run) else None


@fact("change", "backdated", REASON.maybe(), needs=("reporting",), of_project=True)
def backdated_change(change: Change, project: Project, run: Run) -> Reason | None:
    """When a decision on a change was committed, long after the day of the decision."""
    late = _of_change(change, project, run)
    return _doubtful(late, run) if late and not altered_change(change, project, run) else None


@fact("baseline", "backdated", REASON.maybe(), needs=("reporting",), of_project=True)
def backdated_baseline(baseline: Baseline, project: Project, run: Run) -> Reason | None:
    """When a baseline was committed, long after the day of its approval."""
    late = _of_baseline(baseline, project, run)
    return _doubtful(late, run) if late and not altered_baseline(baseline, project, run) else None


@fact("project", "entered_late", REASONS, needs=("gates", "changes", "baselines", "reporting"))
def entered_late(project: Project, run: Run) -> tuple[Reason, ...]:
    """Decisions that were committed some days or weeks too late, so that their dates are not in doubt yet."""
    limits = run.reporting.entry_days, run.reporting.backdated_days
    return tuple(
        reason("entered-late", path=path, day=version.seen, days=days)
        for path, version, days in _all(project, run)
        if limits[0] < days <= limits[1]
    )


Late = tuple[str, Version, int]
"""The path of a record, the content that first had the decision, and the days between the two."""


def _all(project: Project, run: Run) -> Iterator[Late]:
    found: list[Late | None] = [_of_approval(one, project, run) for one in project.gates]
    found += [_of_change(one, project, run) for one in project.changes]
    found += [_of_baseline(one, project, run) for one in project.baselines]
    yield from (late for late in found if late is not None)


def _of_approval(approval: GateApproval, project: Project, run: Run) -> Late | None:
    def says(one: Any) -> object:
        return one.decided_on, one.decision

    return _late(approval, project, "gates", approval.decided_on, says, run)


def _of_change(change: Change, project: Project, run: Run) -> Late | None:
    def says(one: Any) -> object:
        return one.decided_on, one.state

    day = change.decided_on if change.state in ("approved", "rejected") else None
    return _late(change, project, "changes", day, says, run)


def _of_baseline(baseline: Baseline, project: Project, run: Run) -> Late | None:
    def says(one: Any) -> object:
        return one.approved_on

    return _late(baseline, project, "baselines", baseline.approved_on, says, run)


def _late(
    record: Any, project: Project, part: str, day: date | None, says: Callable[[Any], object], run: Run
) -> Late | None:
    """How long after a day the content was committed that first said the same of the decision as today."""
    past = past_of(project, part, record.id, run)
    if past is None or day is None:
        return None
    path = path_of(project, part, record.id)
    start: Version | None = None
    for version in past.versions:
        then = record_then(path, version, run) if version.raw else record
        if then is None or getattr(then, "state", "") == "proposed":
            continue
        # A mistake that was corrected soon had been entered when the mistake was.
        if start is None or is_settled(start, version, run):
            start = version
        if says(then) == says(record):
            came_along = start is past.versions[0] and of_setup(past, run)
            return None if came_along else (path, start, (start.seen - day).days)
    return None


def _doubtful(late: Late, run: Run) -> Reason | None:
    _, version, days = late
    if days <= run.reporting.backdated_days:
        return None
    return reason("committed-late", commit=version.commit, day=version.seen, days=days)
