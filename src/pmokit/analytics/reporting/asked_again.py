"""Decisions that a project asks for in report after report."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting.sentences import words_in
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER
from pmokit.model.project import Project
from pmokit.model.status_report import Report


@fact("report", "same_requests", NUMBER, needs=("reports",), of_project=True)
def same_requests(report: Report, project: Project, _run: Run) -> int:
    """In how many successive reports up to this one the same decision is needed."""
    if not report.decisions_needed:
        return 0
    asked, number = {tuple(words_in(line)) for line in report.decisions_needed}, 1
    for other in reversed([one for one in project.reports if one.period < report.period]):
        asked &= {tuple(words_in(line)) for line in other.decisions_needed}
        if not asked:
            break
        number += 1
    return number
