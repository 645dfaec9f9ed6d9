"""Who entered what another party has to say: reviews, verdicts, and the acceptance of deliveries.

The author of a commit is known by an address that exactly one person has. Somebody may enter a record for
another one, so this is a question and no verdict.
"""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import of_setup, past_of
from pmokit.analytics.organisation.approval_standing import owners
from pmokit.analytics.reporting.independence import reviewers_of
from pmokit.load.file_tokens import field_token
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.examination import Examination
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Dependency
from pmokit.model.status_report import Review
from pmokit.text.file_past import FilePast


def _author(past: FilePast, commit: str, run: Run) -> str | None:
    """The person who wrote a commit, if its address is that of one person."""
    people = owners(frozenset((past.authors.get(commit, "").casefold(),)), run)
    return people.pop() if len(people) == 1 else None


def _worded(person: str, commit: str, past: FilePast, run: Run) -> Reason:
    return reason("entered-by", person=run.people[person].name, commit=commit, day=past.entered)


@fact(
    "review", "entered_by_manager", REASON.maybe(), needs=("charter", "people", "reporting"), of_project=True
)
def review_entered_by_manager(review: Review, project: Project, run: Run) -> Reason | None:
    """The commit by which the manager of the project entered a review that others made."""
    past = past_of(project, "reviews", review.id, run)
    if past is None or project.manager is None or of_setup(past, run):
        return None
    commit = past.versions[0].commit
    if _author(past, commit, run) != project.manager or project.manager in reviewers_of(review, run):
        return None
    return _worded(project.manager, commit, past, run)


@fact("examination", "entered_by_manager", REASON.maybe(), needs=("people", "reporting"))
def examination_entered_by_manager(examination: Examination, run: Run) -> Reason | None:
    """The commit by which the manager of the project entered the verdict on a finding about it."""
    past = past_of(None, "examinations", examination.id, run)
    home = address.home_of(examination.record)
    outline = run.outline(home) if past is not None else None
    if past is None or outline is None or outline.manager is None or of_setup(past, run):
        return None
    commit = past.versions[0].commit
    if _author(past, commit, run) != outline.manager or outline.manager == examination.examined_by:
        return None
    return _worded(outline.manager, commit, past, run)


@fact(
    "dependency",
    "delivered_by_giver",
    REASON.maybe(),
    needs=("charter", "people", "reporting"),
    of_project=True,
)
def delivered_by_giver(dependency: Dependency, project: Project, run: Run) -> Reason | None:
    """The commit by which the manager of the providing project entered that the delivery was received."""
    past = past_of(project, "schedule", "", run)
    if past is None or dependency.giver is None or dependency.state != "delivered":
        return None
    since = past.came.get(field_token(dependency.id, "state", "delivered"))
    giver = run.outline(dependency.giver) if since is not None else None
    if since is None or giver is None or giver.manager is None or giver.manager == project.manager:
        return None
    if _author(past, since[1], run) != giver.manager:
        return None
    return reason("entered-by", person=run.people[giver.manager].name, commit=since[1], day=since[0])
