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
from pmokit.load.run import Run
from pmokit.model.methodology.forums import Forum
from pmokit.model.project import Project
from pmokit.words.catalogue import say

_PARTS = {"finance": "finance.yaml", "benefits": "benefits.yaml"}
"""Parts that are a file; the others are folders."""


class Owned(NamedTuple):
    """A path of the repository, why it belongs to whom, and the owners as the forge knows them."""

    path: str
    section: str
    why: str
    owners: tuple[str, ...]


def owners(run: Run) -> list[Owned]:
    """All paths that need an owner, in order; one without an owner has an empty list."""
    return [*_shared(run), *_forums(run), *_programmes(run), *_projects(run)]


def _names(people: Iterable[str | None], run: Run) -> tuple[str, ...]:
    """Handles, else e-mail addresses, of active people; both kinds of forge know both."""
    known = run.people
    active = sorted({p for p in people if p and is_active(p, run, run.today)})
    return tuple(name for p in active if (name := known[p].handle or known[p].email))


def _held(role: str | None, run: Run, project: Project | None = None) -> set[str]:
    return holders(role, project, run, run.today) if role else set()


def _shared(run: Run) -> Iterator[Owned]:
    method = run.methodology
    owner = run.method.owner
    title = run.role(owner)
    why = title.title if title else owner
    lead = _names(_held(owner, run), run)
    yield Owned("*", say("people.part.department"), say("people.everything-else", owners=why), lead)
    yield Owned("/methodology/", say("people.part.department"), why, lead)
    for standard in method.standards:
        role = run.role(standard.owner)
        names = _names(_held(standard.owner, run), run)
        path = f"/methodology/standards/{standard.id}.md"
        yield Owned(path, say("people.part.department"), role.title if role else standard.owner, names)
    yield Owned("/portfolio/", say("people.part.department"), why, lead)
    approvers = {role for entry in method.roles.waivers for role in entry.roles}
    deciding = {person for role in approvers for person in _held(role, run)}
    yield Owned(
        "/portfolio/waivers/",
        say("people.part.department"),
        say("people.waiver-approvers"),
        _names(deciding, run) or lead,
    )


def _forums(run: Run) -> Iterator[Owned]:
    forums = run.methodology.forums
    for forum in forums.forums if forums else ():
        names = _names(_deciding(forum, run, None), run)
        lead = _names(_held(run.method.owner, run), run)
        yield Owned(
            f"/portfolio/steering/{forum.id}/", say("people.part.steering"), forum.title, names or lead
        )


def _deciding(forum: Forum, run: Run, project: Project | None) -> set[str]:
    """The chair; where nobody chairs, all who may vote."""
    if forum.chair and is_active(forum.chair, run, run.today):
        return {forum.chair}
    return voters(forum, project, run, run.today)


def _programmes(run: Run) -> Iterator[Owned]:
    for programme in run.portfolio.programmes:
        names = _names((programme.manager, programme.sponsor), run)
        yield Owned(
            f"/portfolio/programmes/{programme.id}/", say("people.part.programmes"), programme.title, names
        )


def _projects(run: Run) -> Iterator[Owned]:
    for project in run.projects:
        base = f"/{layout.folder_of(project.id)}/"
        section = project.title
        yield Owned(
            base, section, say("people.manager-and-sponsor"), _names((project.manager, project.sponsor), run)
        )
        for gate in gates_of(project, run):
            forum = run.forum(gate.forum)
            some = _deciding(forum, run, project) if forum else set()
            some -= {person for role in gate.apart_from for person in _held(role, run, project)}
            yield Owned(f"{base}gates/{gate.id}.yaml", section, gate.title, _names(some, run))
        for role in run.roles.values():
            for part in role.owns:
                names = _names(_held(role.id, run, project), run)
                if names:
                    yield Owned(f"{base}{_PARTS.get(part, part + '/')}", section, role.title, names)


def unowned(rows: Iterable[Owned]) -> list[Owned]:
    """The paths that nobody owns who could be asked."""
    return [row for row in rows if not row.owners]
