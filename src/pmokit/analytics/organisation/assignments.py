"""Who holds which role on which day: on a project, or for the department as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, REASONS, TEXTS
from pmokit.model.project import Assignment, Project
from pmokit.model.reason import Reason, reason


def is_active(person_id: str, run: Run, day: date) -> bool:
    """Whether somebody of the directory works for us on a day."""
    # Of the people who hold a role together, those who are not in the directory do not count; who goes by one
    # person alone looks that person up.
    person = run.people.get(person_id)
    if person is None:
        return False
    # Somebody is active on the first and on the last day.
    return (person.since is None or person.since <= day) and (person.until is None or person.until >= day)


def holders(role_id: str, project: Project | None, run: Run, day: date) -> set[str]:
    """The people who hold a role on a day, deputies among them; those who have left do not count.

    A role that the charter names in a field of its own is held by whom it names; any other by the
    project's team, and beside it by the department's.
    """
    some: set[str] = set()
    for assignment in _assignments(project, run):
        if assignment.role == role_id and _covers(assignment, day):
            some.add(assignment.person)
            if assignment.deputy:
                some.add(assignment.deputy)
    if project is not None and (named := _named_in_charter(role_id, project, run)):
        some.add(named)
    return {person for person in some if is_active(person, run, day)}


def _assignments(project: Project | None, run: Run) -> Iterable[Assignment]:
    if project is not None:
        yield from project.team.assignments
    office = run.portfolio.team
    if office is not None:
        yield from office.assignments


def _covers(assignment: Assignment, day: date) -> bool:
    # A role is held on the first and on the last day of its assignment.
    return assignment.since <= day and (assignment.until is None or assignment.until >= day)


def _named_in_charter(role_id: str, project: Project, run: Run) -> str | None:
    for role, field in run.charter_roles:
        if role == role_id:
            named: str | None = getattr(project, field)
            # Alone in the role: without a person of that name nobody knows who holds it.
            return named if run.person(named) is not None else None
    return None


def _held(project: Project, run: Run, day: date) -> dict[str, set[str]]:
    """Who holds each role on the project itself on a day, deputies left aside."""
    held: dict[str, set[str]] = {}
    for role, field in run.charter_roles:
        if named := getattr(project, field):
            held[role] = {named}
    for item in project.team.assignments:
        if _covers(item, day):
            held.setdefault(item.role, set()).add(item.person)
    return held


def roles_of(person: str, project: Project, run: Run, day: date) -> list[str]:
    """The roles that somebody has on the project on a day, by charter and team, also as a deputy."""
    named = [role for role, field in run.charter_roles if getattr(project, field) == person]
    assigned = [
        item.role
        for item in project.team.assignments
        if person in (item.person, item.deputy) and _covers(item, day)
    ]
    return list(dict.fromkeys([*named, *assigned]))


@fact("project", "roles_unfilled", TEXTS, needs=(*PEOPLE, "tiers"))
def roles_unfilled(project: Project, run: Run) -> tuple[str, ...]:
    """The titles of roles that the project's tier demands and nobody active holds today."""
    tier = run.tier(project.tier)
    today = run.today
    filled = {
        role
        for role, people in _held(project, run, today).items()
        if any(is_active(person, run, today) for person in people)
    }
    roles = run.roles
    return tuple(
        roles[role].title
        for role in (tier.roles if tier else ())
        if role not in filled and role in roles and not holders(role, project, run, today)
    )


@fact("project", "roles_open", TEXTS, needs=(*PEOPLE, "tiers", "reporting"))
def roles_open(project: Project, run: Run) -> tuple[str, ...]:
    """Those of them for which nobody is appointed who begins within the time that pages look ahead."""
    last = run.today + timedelta(days=int(run.reporting.ahead_days))
    coming = {
        run.roles[item.role].title
        for item in project.team.assignments
        if run.today < item.since <= last
        and item.role in run.roles
        and is_active(item.person, run, item.since)
    }
    return tuple(title for title in roles_unfilled(project, run) if title not in coming)


def _must_be_separate(one: str, two: str, run: Run) -> bool:
    roles = run.roles
    if one not in roles or two not in roles:
        return False
    return two in roles[one].separate_from or one in roles[two].separate_from


def _clash(person: str, one: str, two: str, run: Run) -> Reason:
    return reason("roles-clash", person=person, one=run.roles[one].title, two=run.roles[two].title)


@fact("project", "roles_clashing", REASONS, needs=PEOPLE)
def roles_clashing(project: Project, run: Run) -> tuple[Reason, ...]:
    """Who is named in the charter for two roles that must be held by different people, in words."""
    named = [(role, getattr(project, field)) for role, field in run.charter_roles]
    return tuple(
        _clash(person, one, two, run)
        for (one, person), (two, other) in combinations(named, 2)
        if person and person == other and _must_be_separate(one, two, run)
    )


@fact("assignment", "clashing", REASON.maybe(), needs=PEOPLE, of_project=True)
def clashing(assignment: Assignment, project: Project, run: Run) -> Reason | None:
    """The role that the person has on the project today by the charter, or by an assignment before this one,
    and that must be held by somebody else."""
    person = assignment.person
    charter = [role for role, field in run.charter_roles if getattr(project, field) == person]
    if not _covers(assignment, run.today) or assignment.role in charter:
        return None
    earlier = project.team.assignments[: project.team.assignments.index(assignment)]
    others = [item.role for item in earlier if item.person == person and _covers(item, run.today)]
    for role in (*charter, *others):
        if _must_be_separate(role, assignment.role, run):
            return _clash(person, role, assignment.role, run)
    return None
