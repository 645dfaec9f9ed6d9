"""Whether somebody judges the work of their own line manager."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting.independence import reviewers_of
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.control import Change, GateApproval
from pmokit.model.project import Project
from pmokit.model.schedule import Milestone
from pmokit.model.status_report import Report, Review


def above(person: str | None, superior: str | None, run: Run) -> str:
    """The name of somebody, if the other person reports to them at whatever distance; empty if not."""
    people, seen = run.people, set()
    while person is not None and superior is not None and person in people and person not in seen:
        seen.add(person)
        person = people[person].reports_to
        if person == superior and superior in people and superior not in seen:
            return people[superior].name
    return ""


_NEEDS = ("charter", "people")


@fact("review", "reviewer_below", TEXT, needs=_NEEDS, of_project=True)
def reviewer_below(review: Review, project: Project, run: Run) -> str:
    """The project manager, if the reviewer reports to them; empty if not."""
    names = (above(person, project.manager, run) for person in reviewers_of(review, run))
    return next(filter(None, names), "")


@fact("report", "reviewer_below", TEXT, needs=("people",))
def report_reviewer_below(report: Report, run: Run) -> str:
    """The author, if who reviewed the report reports to them; empty if not."""
    return above(report.reviewed_by, report.author, run)


@fact("approval", "decider_below", TEXT, needs=_NEEDS, of_project=True)
def approval_decider_below(approval: GateApproval, project: Project, run: Run) -> str:
    """The project manager, if who decided the gate reports to them; empty if not."""
    return above(approval.decided_by, project.manager, run)


@fact("change", "decider_below", TEXT, needs=("people",))
def change_decider_below(change: Change, run: Run) -> str:
    """Who requested the change, if who decided it reports to them; empty if not."""
    return above(change.decided_by, change.requested_by, run)


@fact("milestone", "accepter_below", TEXT, needs=("people",))
def accepter_below(milestone: Milestone, run: Run) -> str:
    """Who had to reach the milestone, if who accepted it reports to them; empty if not."""
    return above(milestone.accepted_by, milestone.owner, run)
