"""Reports that were changed after the cut-off of their period, and decisions that were typed over."""

from __future__ import annotations

from typing import Any

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import is_settled, past_of, path_of, record_then
from pmokit.analytics.history.former import former
from pmokit.analytics.reporting.closed_periods import edited
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.raid import Decision
from pmokit.model.reason import Reason, reason
from pmokit.model.reporting_period import cadence
from pmokit.model.status_report import DIMENSIONS, Report
from pmokit.text.file_past import Version

_FIELDS = ("as_on", "submitted_on")


def _claims_of(report: Report) -> dict[str, Any]:
    """What a report claims: days, colours, the money and the dates of milestones."""
    found: dict[str, Any] = {name: getattr(report, name) for name in _FIELDS}
    for name in DIMENSIONS:
        claim = getattr(report.claims, name)
        found[f"claims.{name}"] = claim.rag if claim is not None else None
    if report.figures is not None:
        for name in type(report.figures).model_fields:
            found[f"figures.{name}"] = getattr(report.figures, name)
    return found


@fact("report", "altered_since", REASON.maybe(), needs=("periods", "reporting"), of_project=True)
def report_altered(report: Report, project: Project, run: Run) -> Reason | None:
    """What a report claimed at the cut-off of its period, where it claims something else now. One that was
    frozen with its period is held against its fingerprint instead."""
    past = past_of(project, "reports", report.id, run)
    if past is None or len(past.versions) < 2 or edited(report, project, run) is not None:
        return None
    cut_off, path = cadence(run.reporting).cut_off(report.period), path_of(project, "reports", report.id)
    start: Version | None = None
    for version in past.versions:
        # Until the cut-off, and as long as an entry may be corrected, the next content takes its place.
        if start is None or version.day <= cut_off or not is_settled(start, version, run):
            start = version
    then = record_then(path, start, run) if start is not None else None
    if start is None or start.replaced_on is None or not isinstance(then, Report):
        return None
    now = _claims_of(report)
    for name, value in _claims_of(then).items():
        if value is not None and value != now.get(name):
            what = reason("altered-value", field=f"`{name}`", before=value, after=now.get(name))
            return reason("altered-since", what=what, day=start.replaced_on, commit=start.replaced_by)
    return None


@fact("decision", "altered_since", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def decision_altered(decision: Decision, project: Project, run: Run) -> Reason | None:
    """What was chosen, or the day of the decision, where it was typed over without a later decision."""
    if decision.state != "decided":
        return None
    for field in ("chosen", "decided_on"):
        was = former(decision, field, project, run)
        if was is None or was.entry.state != "decided":
            continue
        before, after = was.entry.decided_on, decision.decided_on
        if before is None or after is None or after <= max(before, was.version.day):
            return was.worded(field, getattr(decision, field))
    return None
