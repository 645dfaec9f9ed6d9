"""What a gate decision is based on and where it can be looked up: documents, minutes, file and commit."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.control import Evidence, GateApproval
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.views import sources
from pmokit.views.context import Context
from pmokit.views.sources import Entered, Source


class Proof(NamedTuple):
    """A document that the decision is based on: by its address, or as a text in the repository."""

    title: str
    version: str | None
    url: str | None
    source: Source | None


class Trail(NamedTuple):
    """Where somebody finds what a decision rests on."""

    proofs: list[Proof]
    meeting: Meeting | None
    source: Source | None
    entered: Entered | None


def trail(context: Context, project: Project, approval: GateApproval) -> Trail:
    """What can be looked up about a decision."""
    return Trail(
        [_proof(context, project, item) for item in approval.evidence],
        _meeting(context, project, approval),
        sources.of_file(context, project.id, "gates", approval.id),
        sources.entered(context, layout.path_of(project.id, "gates", approval.id)),
    )


def _proof(context: Context, project: Project, item: Evidence) -> Proof:
    """The document itself: where the approval has it, else where the project's register has it."""
    register = next((entry.url for entry in project.documents if entry.artefact == item.artefact), None)
    source = sources.of_file(context, project.id, "artefacts", item.artefact)
    url = item.url or (source.url if source else None) or register
    return Proof(context.title("artefact", item.artefact), item.version, url, source)


def _meeting(context: Context, project: Project, approval: GateApproval) -> Meeting | None:
    """The meeting that the approval names, else the one whose minutes hold the decision; one of a forum that
    does not exist has no page."""
    if approval.meeting is not None:
        found = context.run.meeting(approval.meeting)
    else:
        decided = context.run.once(_decided_in, context)
        found = decided.get((project.id, approval.gate, str(approval.decided_on)))
    return found if found is not None and context.knows("forum", found.forum) else None


def _decided_in(context: Context, _run: Run) -> dict[tuple[str, str, str], Meeting]:
    """The meetings that decided about gates, by project, gate and day."""
    return {
        (item.project, item.gate, str(meeting.date)): meeting
        for meeting in context.portfolio.meetings
        for item in meeting.decisions
        if item.project is not None and item.gate is not None
    }
