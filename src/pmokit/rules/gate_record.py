"""The record of a gate decision: who decided what, with the documents that the gate requires as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.lifecycle.gate_decisions import needed
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.project import Project
from pmokit.words.catalogue import say


class Decided(NamedTuple):
    """A decision as somebody reports it."""

    decision: str
    by: str
    on: date
    recorded_by: str | None = None
    meeting: str | None = None


def gate_record(gate: Gate, project: Project, decided: Decided, run: Run) -> tuple[dict[str, Any], list[str]]:
    """The data of an approval's file, and what a person still has to see to."""
    evidence = list(_evidence(gate, project, run))
    data: dict[str, Any] = {
        "decision": decided.decision,
        "decided_on": decided.on.isoformat(),
        "decided_by": decided.by,
        "forum": gate.forum,
        "meeting": decided.meeting,
        "recorded_by": decided.recorded_by,
        "evidence": [entry for _, entry in evidence if entry],
    }
    left = [say("new.gate.no-document", document=title) for title, entry in evidence if not entry]
    if decided.decision == "approved_with_conditions":
        # Who owes what by when was agreed in the meeting: nobody can guess it.
        left.append(say("new.gate.no-condition", path=layout.path_of(project.id, "gates", gate.id)))
    return {key: value for key, value in data.items() if value}, left


def _evidence(gate: Gate, project: Project, run: Run) -> Iterator[tuple[str, dict[str, str]]]:
    """Each document that the gate requires of the project, by its title, with the state in which it is now;
    with nothing where it does not exist."""
    seen: set[str] = set()
    for criterion in gate.criteria:
        name = criterion.artefact
        if name is None or name in seen or not needed(criterion, project, run):
            continue
        seen.add(name)
        artefact = run.artefact(name)
        yield artefact.title if artefact else name, _state_now(name, project)


def _state_now(name: str, project: Project) -> dict[str, str]:
    text = next((item for item in project.artefacts if item.id == name), None)
    if text is not None:
        return {"artefact": name, "version": text.version, "fingerprint": text.fingerprint}
    entry = next((item for item in project.documents if item.artefact == name), None)
    if entry is None:
        return {}
    some = {"artefact": name, "url": entry.url, "version": entry.version}
    return {key: value for key, value in some.items() if value}
