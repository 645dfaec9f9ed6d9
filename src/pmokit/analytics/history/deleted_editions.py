"""Later editions of a report whose files were deleted, so that an earlier one counts again."""

from __future__ import annotations

import re

from pmokit.analytics.fact import fact
from pmokit.analytics.history.removed import deleted
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report

_EDITION = re.compile(r"/(\d{4}-\d\d-\d\d)-\d+\.yaml$")


@fact("report", "edition_deleted", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def edition_deleted(report: Report, project: Project, run: Run) -> Reason | None:
    """The commit that deleted a later edition of it, longer after its entry than it may be corrected."""
    return run.once(_deleted_editions, project).get(report.period.isoformat()) if run.past else None


def _deleted_editions(project: Project, run: Run) -> dict[str, Reason]:
    return {
        name[1]: reason("record-removed", path=path, day=last.replaced_on, commit=last.replaced_by)
        for path, last in deleted(project.id, "reports", run)
        if (name := _EDITION.search(path))
    }
