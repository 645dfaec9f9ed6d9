"""Dates of milestones in the text of a report, against its own table."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.told_days import days_in
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report


def _titles(project: Project, _run: Run) -> dict[str, str]:
    return {one.id: text.spoken(one.title) for one in project.schedule.milestones}


@fact(
    "report", "dated_otherwise", REASON.maybe(), needs=("reports", "schedule", "reporting"), of_project=True
)
def dated_otherwise(report: Report, project: Project, run: Run) -> Reason | None:
    """The sentence of the summary that names one milestone and one day, where the table of the report, those
    of the reports before, and the baseline have no such day for it."""
    table = {entry.milestone: {entry.forecast, entry.actual} for entry in report.forecasts}
    for sentence in text.sentences(report.summary):
        days = days_in(sentence.text, report.submitted_on)
        if len(days) != 1:
            continue
        named = [one for one, title in run.once(_titles, project).items() if title in sentence.spoken]
        if len(named) == 1 and named[0] in table and not days & _known(named[0], report, project, table):
            return reason("told", passage=sentence.text[:160])
    return None


def _known(
    milestone: str, report: Report, project: Project, table: dict[str, set[date | None]]
) -> set[date | None]:
    """All days that anything says of a milestone."""
    known = set(table[milestone])
    for other in project.reports:
        if other.period < report.period:
            known |= {one.forecast for one in other.forecasts if one.milestone == milestone}
    for one in project.schedule.milestones:
        if one.id == milestone:
            known.add(one.baseline)
    for baseline in project.baselines:
        known |= {one.date for one in baseline.milestones if one.milestone == milestone}
    return known
