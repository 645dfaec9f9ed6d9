"""Days of acceptances, closings and approvals that were entered in a register long after them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import past_of
from pmokit.load.file_tokens import document_token, field_token
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import ArtefactEntry, Project
from pmokit.model.raid import Action, Decision, Issue, Risk
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Dependency, Milestone
from pmokit.text.file_past import FilePast


class _Late(NamedTuple):
    """When a day was entered, in which commit, how long after itself, and whether its entry came with it."""

    on: date
    commit: str
    days: int
    with_entry: bool

    def worded(self) -> Reason:
        return reason("committed-late", commit=self.commit, day=self.on, days=self.days)


def _entered(name: str, field: str, day: date | None, project: Project, part: str, run: Run) -> _Late | None:
    """When the day in a field of an entry was entered after the first content of its file. None for one that
    was there under another id, or was removed and restored."""
    past = past_of(project, part, "", run)
    token = field_token(name, field, day)
    since = past.came.get(token) if past is not None and day is not None else None
    if past is None or since is None or day is None or _was_there(token, since[1], past):
        return None
    entry = past.came.get(document_token(name) if part == "charter" else name)
    return _Late(*since, (since[0] - day).days, entry is not None and entry[1] == since[1])


def _was_there(token: str, commit: str, past: FilePast) -> bool:
    said = token.partition(" ")[2]
    return any(
        token in version.lost
        or (version.replaced_by == commit and any(other.partition(" ")[2] == said for other in version.lost))
        for version in past.versions
    )


def _decided(name: str, field: str, day: date | None, project: Project, part: str, run: Run) -> Reason | None:
    """When a decision or an acceptance was entered, later than decisions are to be committed."""
    late = _entered(name, field, day, project, part, run)
    return late.worded() if late is not None and late.days > run.reporting.entry_days else None


def _closed(name: str, field: str, day: date | None, project: Project, run: Run) -> Reason | None:
    """When a closing was entered, so late that its day is in doubt; an entry that came closed is no claim
    that something was done in time."""
    late = _entered(name, field, day, project, "raid", run)
    if late is None or late.with_entry or late.days <= run.reporting.backdated_days:
        return None
    return late.worded()


@fact("milestone", "actual_backdated", REASON.maybe(), needs=("schedule", "reporting"), of_project=True)
def actual_backdated(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """When the day on which a milestone was reached was entered, so late that it is in doubt."""
    if milestone.formerly:
        return None
    late = _entered(milestone.id, "actual", milestone.actual, project, "schedule", run)
    if late is None or late.with_entry or late.days <= run.reporting.backdated_days:
        return None
    return late.worded()


@fact("dependency", "acceptance_backdated", REASON.maybe(), needs=("schedule", "reporting"), of_project=True)
def acceptance_backdated(dependency: Dependency, project: Project, run: Run) -> Reason | None:
    """When its acceptance was entered, later than decisions are to be committed."""
    return _decided(dependency.id, "accepted_on", dependency.accepted_on, project, "schedule", run)


@fact("risk", "acceptance_backdated", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def risk_acceptance_backdated(risk: Risk, project: Project, run: Run) -> Reason | None:
    """When its acceptance was entered, later than decisions are to be committed."""
    return _decided(risk.id, "accepted_on", risk.accepted_on, project, "raid", run)


@fact("decision", "backdated", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def decision_backdated(decision: Decision, project: Project, run: Run) -> Reason | None:
    """When it was entered that the decision had been taken, later than decisions are to be committed."""
    if decision.formerly:
        return None
    return _decided(decision.id, "decided_on", decision.decided_on, project, "raid", run)


@fact("document", "approval_backdated", REASON.maybe(), needs=("charter", "reporting"), of_project=True)
def approval_backdated(document: ArtefactEntry, project: Project, run: Run) -> Reason | None:
    """When its approval was entered, later than decisions are to be committed; a document that was listed as
    approved was not a draft before, as far as git knows."""
    late = _entered(document.artefact, "approved_on", document.approved_on, project, "charter", run)
    if late is None or late.with_entry or late.days <= run.reporting.entry_days:
        return None
    return late.worded()


@fact("risk", "closing_backdated", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def risk_closing_backdated(risk: Risk, project: Project, run: Run) -> Reason | None:
    """When its closing was entered, so late that its day is in doubt."""
    return _closed(risk.id, "closed_on", risk.closed_on, project, run)


@fact("issue", "closing_backdated", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def issue_closing_backdated(issue: Issue, project: Project, run: Run) -> Reason | None:
    """When its closing was entered, so late that its day is in doubt."""
    return _closed(issue.id, "closed_on", issue.closed_on, project, run)


@fact("action", "done_backdated", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def done_backdated(action: Action, project: Project, run: Run) -> Reason | None:
    """When it was entered that the action had been done, so late that its day is in doubt."""
    return _closed(action.id, "done", action.done, project, run)
