"""Whether a dependency names one providing project, and another one than its own."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.address import refer
from pmokit.model.anatomy import TEXT
from pmokit.model.project import Project
from pmokit.model.schedule import Dependency


@fact("dependency", "provided_elsewhere", TEXT, of_project=True)
def provided_elsewhere(dependency: Dependency, project: Project, run: Run) -> str:
    """The project of the milestone that delivers it, where that is not the providing project; the project
    itself, where it names itself as the providing one; else empty."""
    if dependency.giver == project.id:
        return project.id
    # A project that does not exist has a finding of its own.
    if dependency.giver is None or dependency.milestone is None or not run.has_project(dependency.giver):
        return ""
    home = refer("milestone", dependency.milestone, project.id).project
    return home if home != dependency.giver else ""
