"""From the minutes of a meeting to the records that it decided about: what was decided is typed once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pmokit.analytics.organisation.untraced import untraced
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.portfolio.meeting import Meeting, MeetingDecision
from pmokit.model.project import Project
from pmokit.rules.gate_record import Decided, gate_record
from pmokit.text import yaml
from pmokit.text.edits import Create, Edit, Insert, Set
from pmokit.text.emit import emit
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Carried(NamedTuple):
    """The edits of the records, and what a person still has to do."""

    edits: list[Edit]
    left: list[str]


def carry(meeting: Meeting, by: str, run: Run, files: Mapping[str, bytes]) -> Carried:
    """Carry what a meeting decided, and what no record says yet, to changes, registers and gates."""
    done = Carried([], [])
    for decision in meeting.decisions:
        project = run.project(decision.project) if decision.project else None
        if project is None or untraced(decision, run) is None:
            continue
        if decision.change is not None:
            _change(decision, project, meeting, by, files, done)
        elif decision.decision is not None:
            _register(decision, project, meeting, by, files, done)
        elif decision.gate is not None:
            _gate(decision, project, meeting, by, run, files, done)
    return done


def _change(
    decision: MeetingDecision,
    project: Project,
    meeting: Meeting,
    by: str,
    files: Mapping[str, bytes],
    done: Carried,
) -> None:
    path = layout.path_of(project.id, "changes", decision.change or "")
    if path not in files:
        done.left.append(say("carry.no-record", what=decision.what, path=path))
        return
    state = "rejected" if decision.outcome == "rejected" else "approved"
    values = {"state": state, "decided_by": by, "forum": meeting.forum}
    _enter(path, (), yaml.parse(files[path]).data, {**values, **_when(meeting)}, done)


def _register(
    decision: MeetingDecision,
    project: Project,
    meeting: Meeting,
    by: str,
    files: Mapping[str, bytes],
    done: Carried,
) -> None:
    path = layout.path_of(project.id, "raid")
    place = next((n for n, item in enumerate(project.raid.decisions) if item.id == decision.decision), None)
    if place is None:
        done.left.append(say("carry.no-record", what=decision.what, path=path))
        return
    data: Any = yaml.parse(files[path]).data
    values = {"state": "decided", "decided_by": by, **_when(meeting)}
    _enter(path, ("decisions", place), data["decisions"][place], values, done)
    if project.raid.decisions[place].options and project.raid.decisions[place].chosen is None:
        done.left.append(say("carry.not-chosen", what=decision.what, path=path))


def _gate(
    decision: MeetingDecision,
    project: Project,
    meeting: Meeting,
    by: str,
    run: Run,
    files: Mapping[str, bytes],
    done: Carried,
) -> None:
    path = layout.path_of(project.id, "gates", decision.gate or "")
    gate = run.gate(decision.gate)
    if gate is None or path in files or decision.outcome == "rejected":
        # Rework or the end of the project, and what becomes of an earlier decision: nobody can guess that.
        done.left.append(say("carry.by-hand", what=decision.what, path=path))
        return
    decided = Decided(decision.outcome, by, meeting.date, meeting=meeting.id)
    data, left = gate_record(gate, project, decided, run)
    done.edits.append(Create(path, emit(data).encode()))
    done.left.extend(left)


def _when(meeting: Meeting) -> dict[str, str]:
    return {"decided_on": meeting.date.isoformat(), "meeting": meeting.id}


def _enter(path: str, route: Route, data: Any, values: Mapping[str, str], done: Carried) -> None:
    """Edits that give a record's keys other values, where they have others."""
    for key, value in values.items():
        if key not in data or data[key] is None:
            done.edits.append(Insert(path, (*route, key), value))
        elif data[key] != value:
            done.edits.append(Set(path, (*route, key), value))
