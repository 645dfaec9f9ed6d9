"""What was in the registers, and was typed over, postponed after it was overdue, or closed at once."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.history.former import decided_near, former
from pmokit.analytics.history.retitled import is_another
from pmokit.analytics.risk.scoring import band_of
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.raid import Issue, Risk
from pmokit.model.reason import Reason, reason


@fact("risk", "replaced_since", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def replaced_risk(risk: Risk, project: Project, run: Run) -> Reason | None:
    """The title of the open risk that this one replaced under the same id."""
    return _replaced(risk, project, run)


@fact("issue", "replaced_since", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def replaced_issue(issue: Issue, project: Project, run: Run) -> Reason | None:
    """The title of the open issue that this one replaced under the same id."""
    return _replaced(issue, project, run)


def _replaced(entry: Risk | Issue, project: Project, run: Run) -> Reason | None:
    was = former(entry, "title", project, run)
    if was is None or was.entry.state == "closed" or not is_another(was.value, entry.title, run):
        return None
    same: tuple[Risk | Issue, ...] = (*project.raid.risks, *project.raid.issues)
    # The entry got another id, and its old one was given to another.
    if any(other.title.casefold() == was.value.casefold() for other in same):
        return None
    return was.worded("title", entry.title)


@fact("issue", "postponed_since", REASON.maybe(), needs=("raid", "reporting"), of_project=True)
def postponed(issue: Issue, project: Project, run: Run) -> Reason | None:
    """The due date that had passed when it was replaced by a later one, where the description is the same as
    before and says no reason."""
    was = former(issue, "due", project, run)
    if was is None or issue.state == "closed" or issue.due is None:
        return None
    if not was.value < was.replaced_on or issue.due <= was.value:
        return None
    if issue.description and issue.description != was.entry.description:
        return None
    return was.worded("due", issue.due)


@fact(
    "risk",
    "closed_at_once",
    REASON.maybe(),
    needs=("raid", "changes", "baselines", "gates", "meetings", "reporting"),
    of_project=True,
)
def closed_at_once(risk: Risk, project: Project, run: Run) -> Reason | None:
    """The score with which a risk of the highest band without a date was closed, where no lower score was
    entered before, its response was not complete on an earlier day, and nothing was decided near that day. A
    risk with a date is left to the comparison with that date."""
    was = former(risk, "state", project, run)
    if was is None or risk.state != "closed" or was.value == "closed":
        return None
    band = band_of(was.entry, run)
    highest = max(run.reporting.risk_bands, key=lambda one: one.at_least, default=None)
    if band is None or band is not highest or risk.opportunity or _is_complete(was.entry, risk):
        return None
    if risk.proximity is not None or decided_near(project, was.replaced_on, run):
        return None
    points = was.entry.likelihood * was.entry.impact
    return reason("closed-at-once", points=points, day=was.replaced_on, commit=was.version.replaced_by)


def _is_complete(before: Risk, now: Risk) -> bool:
    """Whether the response had been completed before the risk was closed."""
    if before.responses and all(step.done is not None for step in before.responses):
        return True
    closed = now.closed_on
    return bool(now.responses) and all(
        step.done is not None and closed is not None and step.done < closed for step in now.responses
    )
