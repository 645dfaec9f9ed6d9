"""What surrounds a gate's decision: work before it, its evidence, its criteria, its validity."""

from __future__ import annotations

from datetime import date, timedelta

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.lifecycle.progress import OPENING, approvals, gates_of
from pmokit.analytics.organisation.authority import day_of
from pmokit.load.placeholders import is_untouched
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, FLAG, NUMBER, REASON, TEXT, TEXTS
from pmokit.model.control import Attestation, Evidence, GateApproval
from pmokit.model.methodology.lifecycle import Criterion, Gate
from pmokit.model.project import ArtefactEntry, ArtefactText, Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Milestone, Task

_STATES = ("missing", "draft", "in_review", "approved")


def _closed_gate(phase: str | None, project: Project, run: Run) -> str | None:
    """The title of the gate of the project's tier that opens a phase and was not passed."""
    passed = approvals(project)
    for gate in gates_of(project, run) if phase else ():
        if gate.opens == phase:
            return None if gate.id in passed else gate.title
    return None


@fact("task", "before_gate", TEXT.maybe(), needs=LIFECYCLE, of_project=True)
def task_before_gate(task: Task, project: Project, run: Run) -> str | None:
    """The gate without which the work of a task has begun; None if all is in order."""
    begun = task.actual_start is not None or (task.percent_complete or 0) > 0
    return _closed_gate(task.phase, project, run) if begun else None


@fact("milestone", "before_gate", TEXT.maybe(), needs=LIFECYCLE, of_project=True)
def milestone_before_gate(milestone: Milestone, project: Project, run: Run) -> str | None:
    """The gate without which a milestone was reached: its own, that of the phase to which it belongs, or
    that of an earlier milestone which is said to be reached."""
    if milestone.actual is None:
        return None
    return _closed_gate(milestone.phase, project, run) or _gate_open(milestone, project, run)


def _gate_open(milestone: Milestone, project: Project, run: Run) -> str | None:
    passed = approvals(project)
    needed = {gate.id: gate.title for gate in gates_of(project, run) if gate.id not in passed}
    for other in project.schedule.milestones:
        if other.gate not in needed or other.actual is None:
            continue
        is_later = other.baseline and milestone.baseline and other.baseline < milestone.baseline
        if other is milestone or is_later:
            return needed[other.gate]
    return None


@fact("approval", "late_days", NUMBER, needs=("lifecycle", "schedule"), of_project=True)
def late_days(approval: GateApproval, project: Project, run: Run) -> int:
    """Calendar days by which a decision came after the first work of the phase that it opens."""
    gate: Gate | None = run.gate(approval.gate)
    if gate is None or approval.decided_on is None or approval.decision not in OPENING:
        return 0
    begun = [
        day
        for day in (
            *(task.actual_start for task in project.schedule.tasks if task.phase == gate.opens),
            *(item.actual for item in project.schedule.milestones if item.phase == gate.opens),
        )
        if day is not None
    ]
    return max((approval.decided_on - min(begun)).days, 0) if begun else 0


@fact("approval", "expires_on", DAY.maybe(), needs=("lifecycle",))
def expires_on(approval: GateApproval, run: Run) -> date | None:
    """The last day on which an approval is valid: as it says, else by the method; None for ever."""
    if approval.valid_until is not None:
        return approval.valid_until
    gate: Gate | None = run.gate(approval.gate)
    if gate is None or gate.valid_days is None or approval.decided_on is None:
        return None
    return approval.decided_on + timedelta(days=gate.valid_days)


@fact("evidence", "moved", REASON.maybe(), needs=("artefacts", "charter", "gates"), of_project=True)
def is_moved(evidence: Evidence, project: Project, run: Run) -> Reason | None:
    """What became of a document since it was approved at a gate; None while it is as it was, and where its
    new version has been approved since.

    A text in the repository is compared by its fingerprint, any other document by its version in
    the project's register.
    """
    for text in project.artefacts:
        if text.id == evidence.artefact and evidence.fingerprint is not None:
            if text.fingerprint == evidence.fingerprint or _is_approved_since(evidence, text, project):
                return None
            return reason("text-moved", now=text.fingerprint, then=evidence.fingerprint)
    for entry in project.documents:
        if entry.artefact == evidence.artefact and entry.version and evidence.version:
            if entry.version == evidence.version or _is_approved_since(evidence, entry, project):
                return None
            return reason("version-moved", now=entry.version, then=evidence.version)
    return None


def _is_approved_since(evidence: Evidence, document: ArtefactText | ArtefactEntry, project: Project) -> bool:
    """Whether a document was approved after the gate: on the same day, the gate saw that version."""
    if document.state != "approved" or document.approved_on is None:
        return False
    for approval in project.gates:
        if any(one is evidence for one in approval.evidence):
            return approval.decided_on is not None and approval.decided_on < document.approved_on
    return False


@fact("evidence", "loose", FLAG, needs=("artefacts",), of_project=True)
def is_loose(evidence: Evidence, project: Project, run: Run) -> bool:
    """Whether nothing of a document is noted by which one could tell that it has moved on."""
    in_repository = any(text.id == evidence.artefact for text in project.artefacts)
    return evidence.fingerprint is None if in_repository else not (evidence.version or evidence.fingerprint)


def state_of(artefact: str, project: Project) -> str:
    """The state of a document: of its text in the repository, else of the register."""
    for text in project.artefacts:
        if text.id == artefact:
            return text.state
    return next((entry.state for entry in project.documents if entry.artefact == artefact), "missing")


def is_ready(criterion: Criterion, project: Project) -> bool:
    """Whether the artefact of a criterion is in the state that is asked for, or a later one."""
    state = state_of(criterion.artefact or "", project)
    return state in _STATES and _STATES.index(state) >= _STATES.index(criterion.state)


def attested(
    gate: Gate, criterion: Criterion, project: Project, run: Run, until: date | None = None
) -> Attestation | None:
    """The latest attestation that a criterion is met, on or before a day if one is given; one that nobody has
    filled in is none."""
    some = [
        item
        for item in project.attestations
        if item.gate == gate.id
        and item.criterion == criterion.id
        and criterion.id is not None
        and not is_untouched(item, run)
        and (until is None or item.attested_on <= until)
    ]
    return max(some, key=lambda item: item.attested_on, default=None)


def needed(criterion: Criterion, project: Project, run: Run) -> bool:
    """Whether a criterion concerns the project: an artefact that its tier does not ask for does not."""
    artefact = run.artefact(criterion.artefact)
    return not (artefact and artefact.tiers and project.tier not in artefact.tiers)


@fact(
    "approval",
    "criteria_unmet",
    TEXTS,
    needs=("lifecycle", "artefacts", "charter", "attestations"),
    of_project=True,
)
def documents_unmet(approval: GateApproval, project: Project, run: Run) -> tuple[str, ...]:
    """What the gate asked for and was not there: documents in their state, human checks attested."""
    gate: Gate | None = run.gate(approval.gate)
    unmet: list[str] = []
    for criterion in gate.criteria if gate else ():
        if not needed(criterion, project, run):
            continue
        if criterion.artefact and not is_ready(criterion, project):
            unmet.append(criterion.what)
        elif criterion.checked_by and criterion.id and gate:
            # One of the day of the decision counts; one that was repeated later takes nothing back.
            word = attested(gate, criterion, project, run, until=day_of(approval, run))
            if word is None:
                unmet.append(criterion.what)
    return tuple(unmet)
