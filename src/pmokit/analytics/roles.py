"""Who holds which role on which day: on a project, or for the department as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from pmokit.load.workspace import Workspace
from pmokit.model.methodology import Role
from pmokit.model.project import Assignment, Project


def is_active(person_id: str, workspace: Workspace, day: date) -> bool:
    """Whether somebody of the directory works for us on a day."""
    person = workspace.index.get("person", {}).get(person_id)
    if person is None:
        return False
    return (person.since is None or person.since <= day) and (person.until is None or person.until >= day)


def holders(role_id: str, project: Project | None, workspace: Workspace, day: date) -> set[str]:
    """The people who hold a role on a day, deputies among them; those who have left do not count.

    A role that the charter names in a field of its own is held by whom it names; any other by the
    project's team, and beside it by the department's.
    """
    some: set[str] = set()
    for assignment in _assignments(project, workspace):
        if assignment.role == role_id and _covers(assignment, day):
            some.add(assignment.person)
            if assignment.deputy:
                some.add(assignment.deputy)
    if project is not None and (named := _named_in_charter(role_id, project, workspace)):
        some.add(named)
    return {person for person in some if is_active(person, workspace, day)}


def _assignments(project: Project | None, workspace: Workspace) -> Iterable[Assignment]:
    if project is not None:
        yield from project.team.assignments
    office = workspace.portfolio.__dict__.get("team")
    if office is not None:
        yield from office.assignments


def _covers(assignment: Assignment, day: date) -> bool:
    return assignment.since <= day and (assignment.until is None or assignment.until >= day)


def _named_in_charter(role_id: str, project: Project, workspace: Workspace) -> str | None:
    role: Role | None = workspace.index.get("role", {}).get(role_id)
    if role is None or role.charter is None:
        return None
    named: str | None = getattr(project, role.charter)
    return named


def roles_unfilled(project: Project, workspace: Workspace) -> tuple[str, ...]:
    """The titles of roles that the project's tier demands and nobody active holds today."""
    tier = workspace.index.get("tier", {}).get(project.tier or "")
    roles = workspace.index.get("role", {})
    return tuple(
        roles[role].title
        for role in (tier.roles if tier else ())
        if role in roles and not holders(role, project, workspace, workspace.today)
    )


def roles_clashing(project: Project, workspace: Workspace) -> tuple[str, ...]:
    """Who holds two roles on the project today that must be held by different people, in words."""
    roles: dict[str, Role] = workspace.index.get("role", {})
    held: dict[str, set[str]] = {}
    for role in roles:
        people = {
            item.person
            for item in project.team.assignments
            if item.role == role and _covers(item, workspace.today)
        }
        named = _named_in_charter(role, project, workspace)
        held[role] = people | ({named} if named else set())
    return tuple(
        f"{person} is {roles[one].title} and {roles[two].title}"
        for one, two in combinations(roles, 2)
        if two in roles[one].separate_from or one in roles[two].separate_from
        for person in sorted(held[one] & held[two])
    )
