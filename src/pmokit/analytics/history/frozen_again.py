"""Closed periods whose file was changed or removed, so that a changed report passes for the frozen one."""

from __future__ import annotations

from datetime import date
from typing import Any

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import path_of, record_then
from pmokit.analytics.reporting.closed_periods import fingerprint
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, REASONS
from pmokit.model.portfolio.period import Period
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report
from pmokit.text.file_past import Version


@fact("period", "frozen_again", REASONS, needs=("periods",))
def frozen_again(period: Period, run: Run) -> tuple[Reason, ...]:
    """The reports of a closed period whose fingerprint was renewed after they had been changed."""
    path = path_of(None, "periods", period.id)
    past = run.past.get(path)
    if past is None or len(past.versions) < 2:
        return ()
    now = {(entry.project, entry.report): entry.fingerprint for entry in period.reports}
    found: dict[tuple[str, str], Reason] = {}
    for version in past.versions:
        then = record_then(path, version, run)
        for entry in then.reports if isinstance(then, Period) else ():
            key = (entry.project, entry.report)
            if now.get(key, entry.fingerprint) != entry.fingerprint and _was_changed(*key, version, run):
                project, commit = entry.project, version.replaced_by
                found[key] = reason("frozen-again", project=project, commit=commit, day=version.replaced_on)
    return tuple(found.values())


@fact("report", "thawed", REASON.maybe(), needs=("periods",), of_project=True)
def thawed(report: Report, project: Project, run: Run) -> Reason | None:
    """When the file of its closed period was removed, where the report says something else since."""
    path = path_of(None, "periods", str(report.period))
    past = run.past.get(path)
    if past is None or not past.gone:
        return None
    version = past.versions[-1]
    then = record_then(path, version, run)
    for entry in then.reports if isinstance(then, Period) else ():
        if (entry.project, entry.report) == (project.id, report.id) and entry.fingerprint != fingerprint(
            report
        ):
            return reason("thawed", commit=version.replaced_by, day=version.replaced_on)
    return None


def _was_changed(project_id: str, report_id: str, closed: Version, run: Run) -> bool:
    """Whether a report says something else now than when its period was closed, beyond renamed ids."""
    path = layout.path_of(project_id, "reports", report_id)
    past = run.past.get(path)
    before = [version for version in past.versions if version.day <= closed.day] if past else []
    if past is None or not before or len(past.versions) < 2:
        return False
    then, now = (record_then(path, version, run) for version in (before[-1], past.versions[-1]))
    if not isinstance(then, Report) or not isinstance(now, Report):
        return False
    return bool(_content(then) != _content(now))


_IDS = {"id", "author", "reviewed_by", "baseline", "milestone", "owner", "approved_by"}


def _content(value: Any) -> Any:
    """What a report says without the ids of other records, which may have been renamed."""
    if isinstance(value, tuple | list):
        return tuple(_content(one) for one in value)
    if isinstance(value, date) or not hasattr(value, "model_fields_set"):
        return value
    return tuple((name, _content(one)) for name, one in value if name not in _IDS)
