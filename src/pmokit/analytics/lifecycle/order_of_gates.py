"""Whether gates and what they rest on were decided one after the other."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.lifecycle.progress import OPENING, gates_of
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, TEXT
from pmokit.model.control import Evidence, GateApproval
from pmokit.model.project import ArtefactEntry, ArtefactText, Project


@fact("approval", "before_earlier", TEXT.maybe(), needs=LIFECYCLE, of_project=True)
def before_earlier(approval: GateApproval, project: Project, run: Run) -> str | None:
    """An earlier gate of the tier that was passed on a later day; None if all is in order."""
    order = [gate.id for gate in gates_of(project, run)]
    if approval.gate not in order or approval.decided_on is None or approval.decision not in OPENING:
        return None
    earlier = order[: order.index(approval.gate)]
    for other in project.gates:
        later = other.decided_on is not None and other.decided_on > approval.decided_on
        if later and other.gate in earlier and other.decision in OPENING:
            gate = run.gate(other.gate)
            return gate.title if gate else other.gate
    return None


@fact("evidence", "approved_later", DAY.maybe(), needs=("artefacts", "charter", "gates"), of_project=True)
def approved_later(evidence: Evidence, project: Project, run: Run) -> date | None:
    """The day on which a document was approved, where the gate that rests on this version of it was passed
    before, and not on condition."""
    approval = next((one for one in project.gates if any(item is evidence for item in one.evidence)), None)
    if approval is None or approval.decision != "approved" or approval.decided_on is None:
        return None
    some: list[ArtefactEntry | ArtefactText] = [
        *(text for text in project.artefacts if text.id == evidence.artefact),
        *(entry for entry in project.documents if entry.artefact == evidence.artefact),
    ]
    same = [one for one in some if evidence.version is None or one.version in (None, evidence.version)]
    days = [one.approved_on for one in same if one.approved_on is not None]
    return days[0] if days and days[0] > approval.decided_on else None
