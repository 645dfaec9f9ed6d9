"""Who may examine a finding about the truth of a report, and reject it."""

from __future__ import annotations

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.examination import Examination
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason


@fact("examination", "refused", REASON.maybe(), needs=("reporting", *PEOPLE))
def refused(examination: Examination, run: Run) -> Reason | None:
    """Why whoever examined a finding could not do so on that day; None if they could. Nobody without one of
    the roles that the methodology names can, nor anybody who is responsible for the project."""
    person, day = examination.examined_by, examination.examined_on
    if day > run.today:
        return reason("examined-later", day=day)
    if run.person(person) is None or not is_active(person, run, day):
        return reason("examiner-left", person=person, day=day)
    project = run.project(address.home_of(examination.record))
    if project is not None and person in _responsible(project):
        return reason("examiner-own-project", person=person, project=project.title)
    some = run.reporting.examiners
    if any(person in holders(role, project, run, day) for role in some):
        return None
    titles = ", ".join(run.roles[role].title for role in some if role in run.roles)
    return reason("no-examiner", person=person, roles=titles)


def _responsible(project: Project) -> set[str]:
    """Whoever answers for a project or writes its reports."""
    named = {project.sponsor, project.manager, *(report.author for report in project.reports)}
    return {person for person in named if person is not None}
