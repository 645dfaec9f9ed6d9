"""What one person answers for: their roles, what comes with them, and what they own that is open."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from pmokit.load.run import Run
from pmokit.model.methodology.forums import Forum
from pmokit.model.methodology.roles import Activity, Role
from pmokit.model.portfolio.people import Person
from pmokit.model.project import UNDER_WAY, Assignment, Project
from pmokit.views.context import Context
from pmokit.words.catalogue import say


class Part(NamedTuple):
    """A role that somebody holds on a project (None: for the department), and until when."""

    role: Role
    project: Project | None
    until: date | None


class Owed(NamedTuple):
    """Something open that somebody owns."""

    kind: str
    title: str
    project: Project | None
    due: date | None
    late: bool


class Load(NamedTuple):
    """All that one person answers for."""

    person: Person
    parts: list[Part]
    seats: list[Forum]
    accountable: list[Activity]
    responsible: list[Activity]
    owed: list[Owed]


class People:
    """The responsibilities of everybody, gathered in one walk over the projects."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._roles = context.run.roles
        self._parts: dict[str, list[Part]] = {}
        self._owed: dict[str, list[Owed]] = {}
        office = context.portfolio.team
        for assignment in office.assignments if office else ():
            self._take(assignment, None)
        for project in context.projects:
            if project.state in (*UNDER_WAY, "proposed"):
                self._project(project)
        for meeting in context.portfolio.meetings:
            for action in meeting.actions:
                if action.done is None:
                    about = context.run.project(action.project) if action.project else None
                    self._owe(action.owner, say("people.kind.action"), action.what, about, action.due)

    def load(self, person: Person) -> Load:
        """What somebody answers for today."""
        parts = self._parts.get(person.id, [])
        held = {part.role.id for part in parts}
        activities = self._context.methodology.roles.activities
        forums = self._context.methodology.forums.forums
        seats = [forum for forum in forums if any(seat.person == person.id for seat in forum.seats)]
        owed = sorted(
            self._owed.get(person.id, []), key=lambda item: (item.due or date.max, item.kind, item.title)
        )
        return Load(
            person,
            sorted(parts, key=lambda part: (part.project.title if part.project else "", part.role.title)),
            seats,
            [item for item in activities if item.accountable in held],
            [item for item in activities if held & set(item.responsible)],
            owed,
        )

    def _take(self, assignment: Assignment, project: Project | None) -> None:
        role = self._roles.get(assignment.role)
        today = self._context.today
        # A role is held on the first and on the last day of its assignment.
        over = assignment.until is not None and assignment.until < today
        if role is not None and not over and assignment.since <= today:
            self._hold(assignment.person, Part(role, project, assignment.until))

    def _hold(self, person: str, part: Part) -> None:
        parts = self._parts.setdefault(person, [])
        if all(other.role is not part.role or other.project is not part.project for other in parts):
            parts.append(part)

    def _project(self, project: Project) -> None:
        for role in self._roles.values():
            named = getattr(project, role.charter) if role.charter else None
            if named:
                self._hold(named, Part(role, project, None))
        for assignment in project.team.assignments:
            self._take(assignment, project)
        for milestone in project.schedule.milestones:
            if milestone.actual is None:
                owner = milestone.owner or project.manager
                self._owe(owner, say("people.kind.milestone"), milestone.title, project, milestone.forecast)
        for risk in project.raid.risks:
            if risk.state == "open":
                self._owe(risk.owner, say("people.kind.risk"), risk.title, project, risk.review_on)
        for issue in project.raid.issues:
            if issue.state == "open":
                self._owe(issue.owner, say("people.kind.issue"), issue.title, project, issue.due)
        for action in project.raid.actions:
            if action.done is None:
                self._owe(action.owner, say("people.kind.action"), action.title, project, action.due)
        for approval in project.gates:
            for condition in approval.conditions:
                if condition.met_on is None:
                    self._owe(
                        condition.owner, say("people.kind.condition"), condition.what, project, condition.due
                    )

    def _owe(
        self, person: str | None, kind: str, title: str, project: Project | None, due: date | None
    ) -> None:
        if person is not None:
            late = due is not None and due < self._context.today
            self._owed.setdefault(person, []).append(Owed(kind, title, project, due, late))


def directory(context: Context) -> dict[str, Any]:
    """Everybody who holds a role or a seat, or owns something, by name."""
    everybody = _of(context)
    loads = [everybody.load(person) for person in context.portfolio.people.people]
    busy = [load for load in loads if load.parts or load.seats or load.owed]
    return {"loads": sorted(busy, key=lambda load: load.person.name.casefold())}


def load(context: Context, person: Person) -> Load:
    """What one person answers for."""
    return _of(context).load(person)


def _of(context: Context) -> People:
    """The walk over all projects, once for all pages of a build."""
    return context.run.once(_people, context)


def _people(context: Context, _run: Run) -> People:
    return People(context)
