"""Whether a project is ready for a gate: what holds, what is missing, and who must act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.lifecycle import gate_decisions, progress
from pmokit.analytics.organisation import approval_standing, authority
from pmokit.analytics.organisation.approval_standing import Standing
from pmokit.analytics.organisation.assignments import holders
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.control import GateApproval
from pmokit.model.finding import Finding
from pmokit.model.methodology.lifecycle import Criterion, Gate, Phase
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.rules.gate_criteria import PATH
from pmokit.rules.language.about_projects import compile_about_project
from pmokit.rules.language.compiling import Language
from pmokit.words.catalogue import say
from pmokit.words.wording import label, short_day


class Point(NamedTuple):
    """One criterion on one project: whether it is met, why or why not, and who must act."""

    criterion: Criterion
    leaving: bool
    """Whether it is an exit criterion of the phase that is left."""
    met: bool
    state: str
    """Why it is met or not, in words."""
    who: tuple[str, ...]
    """The people who can bring it about; empty if it is met."""


class Readiness(NamedTuple):
    """A gate of a project, its decision if there is one, and the state of each criterion."""

    gate: Gate
    approval: GateApproval | None
    points: tuple[Point, ...]
    deciders: tuple[str, ...]
    """Who may decide today: voting members of the forum who hold no role that keeps them out."""
    meeting: Meeting | None
    """The next meeting of the forum that is planned."""
    standing: Standing | None
    """Who stands behind the decision; None without one."""
    suspect: tuple[str, ...]
    """Documents that have changed since they were looked at, each with what became of it."""

    @property
    def missing(self) -> int:
        """How many criteria are not met."""
        return sum(not point.met for point in self.points)


class Board:
    """Readiness of many projects: expressions are compiled, and findings sorted, once."""

    def __init__(self, run: Run, words: Language, findings: Iterable[Finding]) -> None:
        self.run = run
        self._words = words
        self._compiled: dict[str, Callable[[Any, Any], Any] | None] = {}
        self._found: dict[tuple[str, str], int] = {}
        for finding in findings:
            if not finding.waived_by:
                key = (address.home_of(finding.record), finding.rule)
                self._found[key] = self._found.get(key, 0) + 1
        self._meetings: dict[str, Meeting] = {}
        for meeting in sorted(run.portfolio.meetings, key=lambda item: item.date, reverse=True):
            # A meeting of today is the next one.
            if meeting.date >= run.today and meeting.state == "planned":
                self._meetings[meeting.forum] = meeting

    def gates_of(self, project: Project) -> list[Readiness]:
        """All gates of a project's tier in order."""
        return [self.readiness(project, gate) for gate in progress.gates_of(project, self.run)]

    def readiness(self, project: Project, gate: Gate) -> Readiness:
        """One gate of a project."""
        made = {item.gate: item for item in project.gates}
        criteria = [(criterion, True) for criterion in self._exit_criteria(gate)]
        criteria += [(criterion, False) for criterion in gate.criteria]
        points = tuple(
            self._point(project, gate, criterion, leaving)
            for criterion, leaving in criteria
            if gate_decisions.needed(criterion, project, self.run)
        )
        approval = made.get(gate.id)
        return Readiness(
            gate,
            approval,
            points,
            self._deciders(project, gate),
            self._meetings.get(gate.forum),
            approval_standing.standing(approval, project, self.run) if approval is not None else None,
            tuple(self._moved(approval, project)) if approval else (),
        )

    def _moved(self, approval: GateApproval, project: Project) -> Iterable[str]:
        artefacts = self.run.artefacts
        for entry in approval.evidence:
            moved = gate_decisions.is_moved(entry, project, self.run)
            if moved:
                artefact = artefacts.get(entry.artefact)
                yield f"{artefact.title if artefact else entry.artefact}: {moved}"

    def _exit_criteria(self, gate: Gate) -> tuple[Criterion, ...]:
        """Of the phase before the one that the gate opens."""
        phases: tuple[Phase, ...] = self.run.methodology.lifecycle.phases
        ids = [phase.id for phase in phases]
        place = ids.index(gate.opens) if gate.opens in ids else 0
        return phases[place - 1].exit_criteria if place else ()

    def _point(self, project: Project, gate: Gate, criterion: Criterion, leaving: bool) -> Point:
        if criterion.artefact:
            met, state, role = self._artefact(project, criterion)
        elif criterion.rule:
            number = self._found.get((project.id, criterion.rule), 0)
            met = not number
            state = (
                say("criterion.findings", number, rule=criterion.rule)
                if number
                else say("criterion.no-finding")
            )
            role = None
        elif criterion.holds:
            met, state, role = self._holds(project, criterion.holds), say("criterion.by-data"), None
        else:
            met, state, role = self._checked(project, gate, criterion)
        return Point(criterion, leaving, met, state, () if met else self._people(project, role))

    def _artefact(self, project: Project, criterion: Criterion) -> tuple[bool, str, str | None]:
        artefact = self.run.artefact(criterion.artefact)
        state = gate_decisions.state_of(criterion.artefact or "", project)
        met = gate_decisions.is_ready(criterion, project)
        said = label(state)
        if not met:
            said = say("criterion.wrong-state", state=said, required=label(criterion.state))
        return met, said, artefact.owner if artefact else None

    def _holds(self, project: Project, text: str) -> bool:
        if text not in self._compiled:
            self._compiled[text] = compile_about_project(text, PATH, (), self._words, "flag").function
        function = self._compiled[text]
        try:
            return bool(function(project, self.run)) if function else False
        except Exception:  # an expression that breaks does not hold; the check says why
            return False

    def _checked(self, project: Project, gate: Gate, criterion: Criterion) -> tuple[bool, str, str | None]:
        word = gate_decisions.attested(gate, criterion, project, self.run)
        if word is not None:
            return True, say("criterion.attested", day=short_day(word.attested_on)), None
        return False, say("criterion.not-attested"), criterion.checked_by

    def _people(self, project: Project, role: str | None) -> tuple[str, ...]:
        some = holders(role, project, self.run, self.run.today) if role else set()
        if not some and project.manager:
            some = {project.manager}
        return tuple(sorted(some))

    def _deciders(self, project: Project, gate: Gate) -> tuple[str, ...]:
        forum = self.run.forum(gate.forum)
        today: date = self.run.today
        some = authority.voters(forum, project, self.run, today) if forum else set()
        if gate.approver:
            some &= holders(gate.approver, project, self.run, today)
        for role in gate.apart_from:
            some -= holders(role, project, self.run, today)
        return tuple(sorted(some))
