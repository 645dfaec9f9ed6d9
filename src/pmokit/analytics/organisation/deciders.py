"""Whether those who decided a question, a baseline, a document or the use of the contingency could do so."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.analytics.organisation.authority import steering_forum, voters
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG, REASON
from pmokit.model.control import Baseline
from pmokit.model.finance import Drawdown
from pmokit.model.methodology.forums import Forum
from pmokit.model.project import ArtefactEntry, Project
from pmokit.model.raid import Decision
from pmokit.model.reason import Reason, reason


@fact("decision", "without_authority", REASON.maybe(), needs=("forums", *PEOPLE), of_project=True)
def decision_without_authority(decision: Decision, project: Project, run: Run) -> Reason | None:
    """Who decided without a voting seat in the forum that may decide; None where that is not known, or
    where the meeting of that forum decided."""
    forum: Forum | None = run.forum(decision.authority)
    if decision.state != "decided" or forum is None or decision.decided_on is None:
        return None
    if decision.decided_by is None or run.person(decision.decided_by) is None:
        return None
    if decision.decided_by in voters(forum, project, run, decision.decided_on):
        return None
    return reason(
        "decided-without-seat", person=decision.decided_by, forum=forum.title, day=decision.decided_on
    )


def _may_decide(person: str, project: Project, run: Run, day: date) -> bool:
    """Whether somebody sponsors the project, leads its programme, has limits of their own, or votes in any
    forum."""
    programme = run.programme(project.programme)
    leads = (programme.sponsor, programme.manager) if programme is not None else ()
    if person in (project.sponsor, *leads) or run.person(person) is None:
        return True
    # The charter names who has a role today, and not whom somebody who has left was.
    if is_active(person, run, day) and not is_active(person, run, run.today):
        return True
    for role in run.roles.values():
        has_limits = role.cost_limit is not None or role.delay_limit_days is not None
        if has_limits and person in holders(role.id, project, run, day):
            return True
    own = run.forum(steering_forum(project, run))
    others = run.methodology.forums.forums if run.methodology.forums is not None else ()
    return any(person in voters(one, project, run, day) for one in (own, *others) if one is not None)


_DECIDES = ("forums", "lifecycle", "programmes", *PEOPLE)


@fact("baseline", "approved_outside", FLAG, needs=_DECIDES, of_project=True)
def approved_outside(baseline: Baseline, project: Project, run: Run) -> bool:
    """Whether somebody approved it who neither sponsors the project, nor decides alone, nor votes in a
    forum."""
    return not _may_decide(baseline.approved_by, project, run, baseline.approved_on)


@fact("drawdown", "decided_outside", FLAG, needs=_DECIDES, of_project=True)
def decided_outside(drawdown: Drawdown, project: Project, run: Run) -> bool:
    """The same of the use of the contingency."""
    person = drawdown.decided_by
    return person is not None and not _may_decide(person, project, run, drawdown.on)


@fact("document", "approved_outside", FLAG, needs=("artefacts", *_DECIDES), of_project=True)
def document_approved_outside(document: ArtefactEntry, project: Project, run: Run) -> bool:
    """Whether somebody approved it who neither had the role that approves such documents, while others had,
    nor decides about the project."""
    artefact = run.index.get("artefact", {}).get(document.artefact)
    person, day = document.approved_by, document.approved_on
    if artefact is None or not artefact.approver or person is None or day is None:
        return False
    people = holders(artefact.approver, project, run, day)
    return bool(people) and person not in people and not _may_decide(person, project, run, day)
