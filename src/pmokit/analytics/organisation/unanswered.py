"""Issues that were escalated to a forum which met and did not answer."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minutes import mentions
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.model.raid import Issue, Risk
from pmokit.model.reason import Reason, reason


@fact("issue", "unanswered", REASON.maybe(), needs=("charter", "meetings", "reporting"), of_project=True)
def issue_unanswered(issue: Issue, project: Project, run: Run) -> Reason | None:
    """The meetings of its forum that did not answer an issue."""
    return _unanswered(issue, project, run)


@fact("risk", "unanswered", REASON.maybe(), needs=("charter", "meetings", "reporting"), of_project=True)
def risk_unanswered(risk: Risk, project: Project, run: Run) -> Reason | None:
    """The meetings of its forum that did not answer a risk."""
    return _unanswered(risk, project, run)


def _unanswered(issue: Issue | Risk, project: Project, run: Run) -> Reason | None:
    """The meetings of its forum since an open issue or risk was raised, where none of them, nor one of
    another forum, says anything of the project; None while there were fewer than it takes to answer."""
    raised = issue.raised_on
    if issue.state != "open" or issue.escalated_to is None or raised is None:
        return None
    # On the day on which it was raised it can hardly have been on the agenda.
    held = [one for one in run.portfolio.meetings if one.state == "held" and raised < one.date <= run.today]
    own = [meeting for meeting in held if meeting.forum == issue.escalated_to]
    if len(own) < run.reporting.answer_meetings or any(_answers(issue, one, project) for one in held):
        return None
    return reason("met-since", n=len(own), day=max(meeting.date for meeting in own))


def _answers(issue: Issue | Risk, meeting: Meeting, project: Project) -> bool:
    """Whether minutes may be about an issue: they speak of its project otherwise than in a decision about
    another record, or of the issue."""
    if mentions(meeting, project) or any(action.project == project.id for action in meeting.actions):
        return True
    said = " ".join(
        [
            meeting.minutes or "",
            *meeting.agenda,
            *(f"{decision.what} {decision.rationale or ''}" for decision in meeting.decisions),
            *(action.what for action in meeting.actions),
        ]
    )
    if any(decision.project == project.id and decision.escalation for decision in meeting.decisions):
        return True
    return issue.title.casefold() in said.casefold()
