"""What was agreed about milestones, deliveries, costs and benefits, and was typed over without a decision."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.history.former import Former, decided_near, former, is_baselined
from pmokit.analytics.history.retitled import has_other_meaning
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, REASONS
from pmokit.model.finance import Benefit, CostLine
from pmokit.model.project import Project
from pmokit.model.reason import Reason
from pmokit.model.schedule import Dependency, Milestone

_DECIDED = ("changes", "baselines", "gates", "raid", "meetings", "reporting")


@fact("milestone", "renamed_since", REASON.maybe(), needs=("schedule", *_DECIDED), of_project=True)
def renamed_since(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """The title that a milestone of a baseline had, where the new one has another meaning and nothing was
    decided near that day."""
    was = former(milestone, "title", project, run)
    if was is None or not is_baselined(project, was.replaced_on, milestone.id):
        return None
    if not has_other_meaning(was.value, milestone.title, run) or decided_near(project, was.replaced_on, run):
        return None
    return was.worded("title", milestone.title)


@fact(
    "milestone", "gate_removed", REASON.maybe(), needs=("schedule", "lifecycle", *_DECIDED), of_project=True
)
def gate_removed(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """The gate that a milestone stood for, where no other milestone does now and nothing was decided near
    that day."""
    was = former(milestone, "gate", project, run)
    if was is None or run.gate(was.value) is None or decided_near(project, was.replaced_on, run):
        return None
    if any(other.gate == was.value for other in project.schedule.milestones):
        return None
    return was.worded("gate", milestone.gate)


@fact(
    "milestone", "actual_moved", REASON.maybe(), needs=("schedule", "reports", "reporting"), of_project=True
)
def actual_moved(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """The later day on which a milestone was said to have been reached. A day that contradicts a report is
    left to the comparison with it."""
    was = former(milestone, "actual", project, run)
    if was is None or milestone.actual is None or milestone.actual >= was.value:
        return None
    is_far = (was.value - milestone.actual).days >= run.reporting.silent_days
    if is_far and any(
        entry.milestone == milestone.id and entry.actual == was.value
        for report in project.reports
        for entry in report.forecasts
    ):
        return None
    return was.worded("actual", milestone.actual)


_AGREED = ("accepted", "delivered")


@fact("dependency", "terms_changed", REASONS, needs=("schedule", "reporting"), of_project=True)
def terms_changed(dependency: Dependency, project: Project, run: Run) -> tuple[Reason, ...]:
    """What of an accepted dependency is no longer what the providing project accepted, without a later
    acceptance: date, milestone, or a dependency that is no longer hard."""
    if dependency.state not in _AGREED:
        return ()
    found: list[Reason] = []
    for field in ("promised_for", "milestone", "hardness"):
        was = former(dependency, field, project, run)
        if was is not None and _is_unagreed(field, was, dependency, project, run):
            found.append(was.worded(field, getattr(dependency, field)))
    return tuple(found)


def _is_unagreed(field: str, was: Former, now: Dependency, project: Project, run: Run) -> bool:
    then = was.entry
    if then.state not in _AGREED:
        return False
    if now.accepted_on is not None and (then.accepted_on is None or now.accepted_on > then.accepted_on):
        return False
    if field == "hardness":
        return bool(was.value == "hard")
    # A milestone that is not there any more was renamed or dropped by the providing project.
    return field != "milestone" or run.find("milestone", was.value, project.id) is not None


@fact("cost", "treatment_changed", REASON.maybe(), needs=("finance", *_DECIDED), of_project=True)
def treatment_changed(cost: CostLine, project: Project, run: Run) -> Reason | None:
    """How a cost was treated under a baseline, where nothing was decided near the day of the change."""
    was = former(cost, "treatment", project, run)
    if (
        was is None
        or not is_baselined(project, was.version.day)
        or decided_near(project, was.replaced_on, run)
    ):
        return None
    return was.worded("treatment", cost.treatment)


@fact("benefit", "eased_since", REASONS, needs=("benefits", *_DECIDED), of_project=True)
def eased_since(benefit: Benefit, project: Project, run: Run) -> tuple[Reason, ...]:
    """What of a benefit under a baseline was made easier, or is measured otherwise, where nothing was decided
    near that day."""
    found: list[Reason] = []
    for field in ("target", "due", "measure"):
        was = former(benefit, field, project, run)
        if (
            was is not None
            and is_baselined(project, was.version.day)
            and _is_easier(field, was, benefit, run)
            and not decided_near(project, was.replaced_on, run)
        ):
            found.append(was.worded(field, getattr(benefit, field)))
    return tuple(found)


def _is_easier(field: str, was: Former, now: Benefit, run: Run) -> bool:
    if field == "measure":
        return has_other_meaning(was.value, now.measure, run)
    if field == "due":
        return now.due is None or bool(now.due > was.value)
    start = was.entry.before
    # Without a start nobody can tell which way is easier.
    return start is None or bool(abs(now.target - start) < abs(was.value - start))
