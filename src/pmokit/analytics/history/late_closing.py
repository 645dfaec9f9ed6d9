"""Milestones entered long after they were reached, and recommendations closed afterwards."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import past_of, path_of, record_then
from pmokit.analytics.history.former import entries_then
from pmokit.analytics.history.moved_terms import is_decided
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Milestone
from pmokit.model.status_report import Recommendation, Review


@fact(
    "milestone",
    "entered_afterwards",
    REASON.maybe(),
    needs=("schedule", "changes", "baselines", "gates", "reporting"),
    of_project=True,
)
def entered_afterwards(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """When a milestone was first entered, long after the day on which it is said to have been reached; one
    that had another id, or came with a change, a baseline or a gate near that day, is none."""
    past = past_of(project, "schedule", "", run)
    since = past.came.get(milestone.id) if past else None
    if since is None or milestone.actual is None or milestone.formerly:
        return None
    day, commit = since
    days = (day - milestone.actual).days
    if days <= run.reporting.entry_days or is_decided(project, day, run):
        return None
    title = milestone.title.casefold()
    if any(one.title.casefold() == title for one in entries_then(milestone, project, run)):
        return None
    return reason("committed-late", commit=commit, day=day, days=days)


@fact(
    "recommendation",
    "closed_afterwards",
    REASON.maybe(),
    needs=("reviews", "reports", "reporting"),
    of_project=True,
)
def closed_afterwards(recommendation: Recommendation, project: Project, run: Run) -> Reason | None:
    """When a recommendation was closed in the record, for a day on or before the data date of the last report
    before that commit, and later than an entry may be corrected."""
    since = _closed_since(recommendation, project, run)
    if since is None or recommendation.closed_on is None:
        return None
    day, commit = since
    reports = [one for one in project.reports if one.submitted_on < day]
    days = (day - recommendation.closed_on).days
    if not reports or days <= run.reporting.correction_days:
        return None
    if recommendation.closed_on > max(one.as_on for one in reports):
        return None
    return reason("committed-late", commit=commit, day=day, days=days)


def _closed_since(recommendation: Recommendation, project: Project, run: Run) -> tuple[date, str] | None:
    """The commit that closed a recommendation which had been open; None if none did."""
    reviews = (one for one in project.reviews if any(r is recommendation for r in one.recommendations))
    review = next(reviews, None)
    past = past_of(project, "reviews", review.id, run) if review else None
    if review is None or past is None or len(past.versions) < 2:
        return None
    path = path_of(project, "reviews", review.id)
    was_open = False
    for version in past.versions:
        then = record_then(path, version, run)
        some = then.recommendations if isinstance(then, Review) else ()
        one = next((one for one in some if one.id == recommendation.id), None)
        if one is not None and one.closed_on is not None:
            return (version.seen, version.commit) if was_open else None
        was_open = was_open or one is not None
    return None
