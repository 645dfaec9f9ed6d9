"""Who must look at a change of which file: for CODEOWNERS, and for readers of the handbook.

Each path belongs to the roles that answer for what stands in it; who holds them today is known from
charters, teams, forums and the department's own team. Later rows win over earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmokit.analytics.lifecycle.progress import gates_of
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.analytics.organisation.authority import voters
from pmokit.load import layout
from pmokit.load.workspace import Workspace
from pmokit.model.methodology.forums import Forum
from pmokit.model.portfolio.people import Person
from pmokit.model.project import Project

_PARTS = {"finance": "finance.yaml", "benefits": "benefits.yaml"}
"""Parts that are a file; the others are folders."""


class Owned(NamedTuple):
    """A path of the repository, why it belongs to whom, and the owners as the forge knows them."""

    path: str
    section: str
    why: str
    owners: tuple[str, ...]


def owners(workspace: Workspace) -> list[Owned]:
    """All paths that need an owner, in order; one without an owner has an empty list."""
    return [*_shared(workspace), *_forums(workspace), *_programmes(workspace), *_projects(workspace)]


def _names(people: Iterable[str | None], workspace: Workspace) -> tuple[str, ...]:
    """Handles, else e-mail addresses, of active people; both kinds of forge know both."""
    known: dict[str, Person] = workspace.index.get("person", {})
    active = sorted({p for p in people if p and is_active(p, workspace, workspace.today)})
    return tuple(name for p in active if (name := known[p].handle or known[p].email))


def _held(role: str | None, workspace: Workspace, project: Project | None = None) -> set[str]:
    return holders(role, project, workspace, workspace.today) if role else set()


def _shared(workspace: Workspace) -> Iterator[Owned]:
    method = workspace.methodology
    owner = method.about.owner
    title = workspace.index.get("role", {}).get(owner)
    why = title.title if title else owner
    lead = _names(_held(owner, workspace), workspace)
    yield Owned("*", "Department", f"everything else: {why}", lead)
    yield Owned("/methodology/", "Department", why, lead)
    for standard in method.__dict__.get("standards", ()):
        role = workspace.index.get("role", {}).get(standard.owner)
        names = _names(_held(standard.owner, workspace), workspace)
        path = f"/methodology/standards/{standard.id}.md"
        yield Owned(path, "Department", role.title if role else standard.owner, names)
    yield Owned("/portfolio/", "Department", why, lead)
    approvers = {role for entry in method.roles.waivers for role in entry.roles}
    deciding = {person for role in approvers for person in _held(role, workspace)}
    yield Owned(
        "/portfolio/waivers/", "Department", "who may approve waivers", _names(deciding, workspace) or lead
    )


def _forums(workspace: Workspace) -> Iterator[Owned]:
    forums = workspace.methodology.__dict__.get("forums")
    for forum in forums.forums if forums else ():
        names = _names(_deciding(forum, workspace, None), workspace)
        lead = _names(_held(workspace.methodology.about.owner, workspace), workspace)
        yield Owned(f"/portfolio/steering/{forum.id}/", "Steering", forum.title, names or lead)


def _deciding(forum: Forum, workspace: Workspace, project: Project | None) -> set[str]:
    """The chair; where nobody chairs, all who may vote."""
    if forum.chair and is_active(forum.chair, workspace, workspace.today):
        return {forum.chair}
    return voters(forum, project, workspace, workspace.today)


def _programmes(workspace: Workspace) -> Iterator[Owned]:
    for programme in workspace.portfolio.__dict__.get("programmes", ()):
        names = _names((programme.manager, programme.sponsor), workspace)
        yield Owned(f"/portfolio/programmes/{programme.id}/", "Programmes", programme.title, names)


def _projects(workspace: Workspace) -> Iterator[Owned]:
    for project in workspace.projects:
        base = f"/{layout.folder_of(project.id)}/"
        section = project.title
        yield Owned(
            base, section, "manager and sponsor", _names((project.manager, project.sponsor), workspace)
        )
        for gate in gates_of(project, workspace):
            forum = workspace.index.get("forum", {}).get(gate.forum)
            some = _deciding(forum, workspace, project) if forum else set()
            some -= {person for role in gate.apart_from for person in _held(role, workspace, project)}
            yield Owned(f"{base}gates/{gate.id}.yaml", section, gate.title, _names(some, workspace))
        for role in workspace.index.get("role", {}).values():
            for part in role.owns:
                names = _names(_held(role.id, workspace, project), workspace)
                if names:
                    yield Owned(f"{base}{_PARTS.get(part, part + '/')}", section, role.title, names)


def unowned(rows: Iterable[Owned]) -> list[Owned]:
    """The paths that nobody owns who could be asked."""
    return [row for row in rows if not row.owners]
