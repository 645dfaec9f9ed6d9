"""Minutes and records, both ways: whether each says what the other one says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.address import Address
from pmokit.model.anatomy import REASON, TEXT
from pmokit.model.control import Change, GateApproval
from pmokit.model.portfolio.meeting import Meeting, MeetingDecision
from pmokit.model.project import Project
from pmokit.model.raid import Decision
from pmokit.model.reason import Reason, reason
from pmokit.words.wording import label


class Claimed(NamedTuple):
    """What a record says about a decision of a forum."""

    field: str
    """The field of a meeting's decision that names such records."""
    id: str
    claims: str
    """The outcome that the record claims; empty where it claims none."""
    by: str | None
    on: date | None
    forum: str | None
    meeting: str | None


def of_approval(approval: GateApproval) -> Claimed:
    """What the record of a gate claims."""
    return Claimed("gate", approval.gate, approval.decision, approval.decided_by, approval.decided_on,
                   approval.forum, approval.meeting)  # fmt: skip


def of_change(change: Change) -> Claimed:
    """What a change request claims."""
    decided = change.state if change.state in ("approved", "rejected") else ""
    return Claimed(
        "change", change.id, decided, change.decided_by, change.decided_on, change.forum, change.meeting
    )


def of_decision(decision: Decision) -> Claimed:
    """What an entry of the decision log claims."""
    decided = "approved" if decision.state == "decided" else ""
    return Claimed("decision", decision.id, decided, decision.decided_by, decision.decided_on,
                   decision.authority, decision.meeting)  # fmt: skip


def meeting_of(meeting: str | None, forum: str | None, day: date | None, run: Run) -> Meeting | None:
    """The meeting that a record names, else the one of its forum on its day."""
    name = meeting or (f"{forum}/{day}" if forum and day else "")
    found: Meeting | None = run.index.get("meeting", {}).get(name)
    return found


def _known(claimed: Claimed, project: Project, run: Run) -> Iterator[tuple[Meeting, MeetingDecision]]:
    """The decisions about a record in all minutes."""
    for meeting in run.portfolio.meetings:
        for decision in meeting.decisions:
            if decision.project == project.id and getattr(decision, claimed.field) == claimed.id:
                yield meeting, decision


_POSITIVE = ("approved", "approved_with_conditions")


def _overstates(claimed: Claimed, outcome: str) -> bool:
    """Whether a record claims more than the minutes grant. Only a gate records that there are conditions."""
    if claimed.field == "gate" and claimed.claims == "approved":
        return outcome != "approved"
    return claimed.claims in _POSITIVE and outcome not in _POSITIVE


def _contradicted(claimed: Claimed, project: Project, run: Run) -> Reason | None:
    """What the minutes say against a record; None if nothing does."""
    if not claimed.claims:
        return None
    meeting = meeting_of(claimed.meeting, claimed.forum, claimed.on, run)
    known = list(_known(claimed, project, run))
    if meeting is None:
        return _other_day(claimed, known)
    if meeting.state != "held":
        return reason("meeting-not-held", day=meeting.date, state=label(meeting.state))
    outcomes = [decision.outcome for other, decision in known if other is meeting]
    # Several decisions of one meeting about one record: the last one counts.
    if outcomes and _overstates(claimed, outcomes[-1]):
        return reason("minutes-differ", day=meeting.date, outcome=label(outcomes[-1]))
    if not outcomes and not claimed.meeting:
        return _other_day(claimed, known)
    if claimed.by and meeting.attendance and not _is_present(claimed.by, meeting):
        return reason("decider-absent", person=claimed.by, day=meeting.date)
    return None


def _other_day(claimed: Claimed, known: list[tuple[Meeting, MeetingDecision]]) -> Reason | None:
    """The minutes that settle a record on another day than it says."""
    if claimed.claims not in _POSITIVE or not known or claimed.on is None:
        return None
    last, decision = max(known, key=lambda entry: entry[0].date)
    if decision.outcome in _POSITIVE and last.date > claimed.on:
        return reason("decided-later", day=last.date)
    if decision.outcome in ("rejected", "deferred") and last.date == claimed.on:
        return reason("minutes-differ", day=last.date, outcome=label(decision.outcome))
    return None


def _minuted_in(claimed: Claimed, project: Project, run: Run) -> str:
    """The address of the minutes that speak of a record: of the meeting that it names or its day, else of the
    last that decided on it; empty without any."""
    meeting = meeting_of(claimed.meeting, claimed.forum, claimed.on, run)
    known = [other for other, _ in _known(claimed, project, run)]
    if meeting is None and known:
        meeting = max(known, key=lambda other: other.date)
    return str(Address("", "", meeting.kind, meeting.id)) if meeting else ""


def _is_present(person: str, meeting: Meeting) -> bool:
    # Whoever sends a deputy decides through that deputy.
    listed = {entry.person for entry in meeting.attendance} | {meeting.chair}
    there = {entry.person for entry in meeting.attendance if entry.present}
    sent = {entry.deputy_for for entry in meeting.attendance if entry.present and entry.deputy_for}
    chairs = person == meeting.chair and person not in {entry.person for entry in meeting.attendance}
    return person in there or person in sent or (chairs and person in listed)


def _unminuted(claimed: Claimed, project: Project, run: Run) -> Reason | None:
    """Why the meeting that a record names is not the one that decided it; None if it may be."""
    meeting = meeting_of(claimed.meeting, None, None, run)
    if not claimed.claims or meeting is None or meeting.state != "held":
        return None
    if claimed.forum and claimed.forum != meeting.forum:
        return reason("other-forum", forum=meeting.forum)
    if claimed.on and claimed.on != meeting.date:
        return reason("other-day", day=meeting.date)
    if any(other is meeting for other, _ in _known(claimed, project, run)):
        return None
    return None if mentions(meeting, project) else reason("not-minuted", day=meeting.date)


def mentions(meeting: Meeting, project: Project) -> bool:
    """Whether minutes speak of a project otherwise: in a decision that names no record, or in words."""
    keys = ("gate", "change", "decision", "escalation")
    for decision in meeting.decisions:
        if decision.project == project.id and not any(getattr(decision, key) for key in keys):
            return True
    text = " ".join(
        [meeting.minutes or "", *(decision.what for decision in meeting.decisions if not decision.project)]
    )
    return project.title.casefold() in text.casefold() or project.id in text.casefold().split()


@fact("approval", "contradicted", REASON.maybe(), needs=("meetings",), of_project=True)
def approval_contradicted(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """What the minutes say against the record of a gate."""
    return _contradicted(of_approval(approval), project, run)


@fact("change", "contradicted", REASON.maybe(), needs=("meetings",), of_project=True)
def change_contradicted(change: Change, project: Project, run: Run) -> Reason | None:
    """What the minutes say against a change request."""
    return _contradicted(of_change(change), project, run)


@fact("decision", "contradicted", REASON.maybe(), needs=("meetings",), of_project=True)
def decision_contradicted(decision: Decision, project: Project, run: Run) -> Reason | None:
    """What the minutes say against an entry of the decision log."""
    return _contradicted(of_decision(decision), project, run)


@fact("approval", "unminuted", REASON.maybe(), needs=("meetings",), of_project=True)
def approval_unminuted(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """Why the meeting that the record of a gate names is not the one that decided."""
    return _unminuted(of_approval(approval), project, run)


@fact("change", "unminuted", REASON.maybe(), needs=("meetings",), of_project=True)
def change_unminuted(change: Change, project: Project, run: Run) -> Reason | None:
    """Why the meeting that a change request names is not the one that decided."""
    return _unminuted(of_change(change), project, run)


@fact("decision", "unminuted", REASON.maybe(), needs=("meetings",), of_project=True)
def decision_unminuted(decision: Decision, project: Project, run: Run) -> Reason | None:
    """Why the meeting that an entry of the decision log names is not the one that decided."""
    return _unminuted(of_decision(decision), project, run)


@fact("approval", "minuted_in", TEXT, needs=("meetings",), of_project=True)
def approval_minuted_in(approval: GateApproval, project: Project, run: Run) -> str:
    """The address of the minutes that speak of the record of a gate."""
    return _minuted_in(of_approval(approval), project, run)


@fact("change", "minuted_in", TEXT, needs=("meetings",), of_project=True)
def change_minuted_in(change: Change, project: Project, run: Run) -> str:
    """The address of the minutes that speak of a change request."""
    return _minuted_in(of_change(change), project, run)


@fact("decision", "minuted_in", TEXT, needs=("meetings",), of_project=True)
def decision_minuted_in(decision: Decision, project: Project, run: Run) -> str:
    """The address of the minutes that speak of an entry of the decision log."""
    return _minuted_in(of_decision(decision), project, run)


@fact("approval", "after_deferral", REASON.maybe(), needs=("meetings",), of_project=True)
def after_deferral(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """The last minutes about a gate that was passed, where they defer or reject it."""
    known = list(_known(of_approval(approval), project, run))
    if approval.decision not in _POSITIVE or approval.decided_on is None or approval.meeting or not known:
        return None
    last, decision = max(known, key=lambda entry: entry[0].date)
    if decision.outcome in ("rejected", "deferred") and last.date < approval.decided_on:
        return reason("minutes-differ", day=last.date, outcome=label(decision.outcome))
    return None


@fact("project", "state_unminuted", REASON.maybe(), needs=("charter", "meetings"))
def state_unminuted(project: Project, run: Run) -> Reason | None:
    """Why the meeting that decided the state of a project is not what the charter says; None if it may be."""
    meeting = meeting_of(project.state_decision, None, None, run)
    if meeting is None:
        return None
    if meeting.state != "held":
        return reason("meeting-not-held", day=meeting.date, state=label(meeting.state))
    about = [
        decision
        for decision in meeting.decisions
        if decision.project == project.id and decision.gate is None and decision.change is None
    ]
    if about and all(decision.outcome in ("rejected", "deferred") for decision in about):
        return reason("minutes-differ", day=meeting.date, outcome=label(about[-1].outcome))
    if project.state_since and meeting.date > project.state_since:
        return reason("decided-later", day=meeting.date)
    return None if about or mentions(meeting, project) else reason("not-minuted", day=meeting.date)
