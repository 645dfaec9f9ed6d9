"""The editions of a report: whether each is there, in its order."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, FLAG
from pmokit.model.project import Project
from pmokit.model.status_report import Report


def editions(project: Project, _run: Run) -> dict[tuple[date, int], Report]:
    """The reports of a project with all their editions, by period and number."""
    return {(one.period, one.edition): one for one in (*project.reports, *project.superseded)}


@fact("report", "lacks_edition", FLAG, needs=("reports",), of_project=True)
def lacks_edition(report: Report, project: Project, run: Run) -> bool:
    """Whether the edition that it supersedes is not there."""
    return report.edition > 1 and (report.period, report.edition - 1) not in run.once(editions, project)


@fact("report", "submitted_before", DAY.maybe(), needs=("reports",), of_project=True)
def submitted_before(report: Report, project: Project, run: Run) -> date | None:
    """The day on which the edition that it supersedes was submitted, where that was later."""
    before = run.once(editions, project).get((report.period, report.edition - 1))
    return before.submitted_on if before and before.submitted_on > report.submitted_on else None
