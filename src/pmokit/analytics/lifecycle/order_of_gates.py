"""Whether gates and what they rest on were decided one after the other."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.lifecycle.progress import OPENING, gates_of
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, TEXT
from pmokit.model.control import Evidence, GateApproval
from pmokit.model.project import Project


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
    entries = (entry for entry in project.documents if entry.artefact == evidence.artefact)
    texts = (text for text in project.artefacts if text.id == evidence.artefact)
    for entry in (*texts, *entries):
        other = (
            evidence.version is not None and entry.version is not None and entry.version != evidence.version
        )
        if other or entry.approved_on is None:
            continue
        return entry.approved_on if entry.approved_on > approval.decided_on else None
    return None
