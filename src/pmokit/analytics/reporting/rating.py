"""What a project was rated last: by its report, or, where nobody reports, by an independent review."""

from __future__ import annotations

from pmokit.load.placeholders import is_untouched
from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.model.status_report import Report


def rating(project: Project, report: Report | None, run: Run) -> str:
    """The last reported colour; without a report, the last independent rating; else `none`."""
    if report is not None:
        return report.claims.overall.rag
    reviews = [review for review in project.reviews if not is_untouched(review, run)]
    return reviews[-1].rating if reviews else "none"
