"""Whether who accepted a dependency for the providing project could do so."""

from __future__ import annotations

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, roles_of
from pmokit.analytics.organisation.authority import steering_forum, voters
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG
from pmokit.model.project import Project
from pmokit.model.schedule import Dependency


@fact("dependency", "accepted_outside", FLAG, needs=(*PEOPLE, "forums"), of_project=True)
def accepted_outside(dependency: Dependency, project: Project, run: Run) -> bool:
    """Whether somebody accepted it who had a part neither in the providing project or its steering group, nor
    in the receiving project, nor in a department-wide role."""
    person = dependency.accepted_by
    outline = run.outline(dependency.giver) if dependency.giver else None
    if person is None or outline is None or person in (outline.manager, outline.sponsor):
        return False
    # Only where the outline does not answer is the folder of the other project opened.
    giver = run.project(outline.id)
    day = dependency.accepted_on or run.today
    if giver is None or roles_of(person, giver, run, day) or roles_of(person, project, run, day):
        return False
    forum = run.forum(steering_forum(giver, run))
    if forum is not None and person in voters(forum, giver, run, day):
        return False
    return not any(person in holders(role, None, run, day) for role in run.roles)
