"""Which documents a project needs by now, and in which state they are."""

from __future__ import annotations

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.lifecycle.gate_decisions import state_of
from pmokit.analytics.lifecycle.progress import phase_number
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXTS
from pmokit.model.methodology.artefacts import Artefact
from pmokit.model.project import Project


def documents_of(project: Project, run: Run) -> list[Artefact]:
    """The documents of the catalogue that a project of its tier needs, in the catalogue's order."""
    catalogue = run.methodology.artefacts
    return [
        item
        for item in (catalogue.artefacts if catalogue else ())
        if not item.tiers or project.tier in item.tiers
    ]


@fact("project", "documents_missing", TEXTS, needs=("artefacts", *LIFECYCLE))
def documents_missing(project: Project, run: Run) -> tuple[str, ...]:
    """Titles of documents that were due in a phase that the project has left, and are not approved."""
    numbers = run.phase_numbers
    here = phase_number(project, run)
    return tuple(
        item.title
        for item in documents_of(project, run)
        if numbers.get(item.phase, here) < here and state_of(item.id, project) != "approved"
    )


@fact("project", "documents_unapproved", TEXTS, needs=("artefacts", "charter", "tiers"))
def documents_unapproved(project: Project, run: Run) -> tuple[str, ...]:
    """Titles of all documents that a project of its tier needs until its end, and that are not approved."""
    needed = documents_of(project, run)
    return tuple(item.title for item in needed if state_of(item.id, project) != "approved")
