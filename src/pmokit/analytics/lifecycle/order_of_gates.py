"""Whether gates and what they rest on were decided one after the other."""

from __future__ import annotations

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.lifecycle.progress import OPENING, gates_of
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.control import Evidence, GateApproval
from pmokit.model.project import ArtefactEntry, Project


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


@fact("document", "after_gate", TEXT.maybe(), needs=("artefacts", "charter", "gates"), of_project=True)
def after_gate(document: ArtefactEntry, project: Project, run: Run) -> str | None:
    """The gate that was passed on this version of a document before it was approved, and not on condition."""
    for approval in project.gates:
        if approval.decision != "approved" or approval.decided_on is None or document.approved_on is None:
            continue
        is_later = document.approved_on > approval.decided_on
        if is_later and any(_is_of(item, document) for item in approval.evidence):
            gate = run.gate(approval.gate)
            return gate.title if gate else approval.gate
    return None


def _is_of(evidence: Evidence, document: ArtefactEntry) -> bool:
    """Whether a gate rests on this version of a document."""
    versions = (None, evidence.version)
    return evidence.artefact == document.artefact and (
        evidence.version is None or document.version in versions
    )
