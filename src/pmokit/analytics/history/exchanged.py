"""Persons and verdicts that were exchanged: who reviewed a report, what an examination came to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import (
    is_settled,
    known_ids,
    past_of,
    path_of,
    record_then,
    reference,
    same,
)
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.examination import Examination
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report


class _Exchange(NamedTuple):
    """One person in place of another, in one commit."""

    before: str
    after: str
    day: date
    commit: str


@fact(
    "report", "reviewer_exchanged", REASON.maybe(), needs=("reports", "people", "reporting"), of_project=True
)
def reviewer_exchanged(report: Report, project: Project, run: Run) -> Reason | None:
    """Who had reviewed a report, where it is somebody else or nobody now. Of several reports that one commit
    changed in the same way, the last one names all."""
    for exchange, reports in run.once(_exchanges, project).items():
        if reports[-1] == report.id:
            return reason(
                "reviewer-exchanged",
                reports=", ".join(reports),
                before=exchange.before,
                after=exchange.after,
                day=exchange.day,
                commit=exchange.commit,
            )
    return None


def _exchanges(project: Project, run: Run) -> dict[_Exchange, list[str]]:
    found: dict[_Exchange, list[str]] = {}
    for report in project.reports:
        exchange = _exchange(report, project, run)
        if exchange is not None:
            found.setdefault(exchange, []).append(report.id)
    return found


def _exchange(report: Report, project: Project, run: Run) -> _Exchange | None:
    """The last reviewer before today's, if that had been there too long to be corrected."""
    past = past_of(project, "reports", report.id, run)
    if past is None or len(past.versions) < 2:
        return None
    known, now = known_ids(project, run), reference(report.reviewed_by)
    limit = timedelta(days=int(run.reporting.correction_days))
    found: _Exchange | None = None
    was, since = None, date.max
    for version in past.versions[:-1]:
        record = record_then(path_of(project, "reports", report.id), version, run)
        then = reference(record.reviewed_by) if isinstance(record, Report) else None
        if then is not None and same(then, now, known):
            return None  # it was exchanged and restored
        if then != was:
            was, since = then, version.day
        day = version.replaced_on
        if was in known and was is not None and day is not None and day > since + limit:
            found = _Exchange(was, now or "–", day, version.replaced_by)
    return found


@fact("examination", "turned_since", REASON.maybe(), needs=("examinations", "reporting"))
def turned_since(examination: Examination, run: Run) -> Reason | None:
    """When a finding that was confirmed was rejected on the same facts: later than an entry may be corrected,
    or by somebody else, who corrects nothing."""
    past = past_of(None, "examinations", examination.id, run)
    if past is None or examination.verdict != "rejected":
        return None
    path = path_of(None, "examinations", examination.id)
    last = past.versions[-1]
    for version in past.versions[:-1]:
        then = record_then(path, version, run)
        if (
            not isinstance(then, Examination)
            or then.verdict != "confirmed"
            or then.facts != examination.facts
        ):
            continue
        if is_settled(version, last, run) or then.examined_by != examination.examined_by:
            return reason(
                "verdict-turned", person=then.examined_by, day=version.replaced_on, commit=version.replaced_by
            )
    return None
