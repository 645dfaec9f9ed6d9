"""Which budget was approved: by the last baseline, and by changes of cost that came after it."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, TEXT
from pmokit.model.control import Baseline
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason


def budget_baseline(project: Project) -> Baseline | None:
    """The latest baseline that states a budget."""
    some = [baseline for baseline in project.baselines if baseline.budget is not None]
    return max(some, key=lambda baseline: baseline.approved_on, default=None)


@fact("project", "budget_baseline", TEXT.maybe(), needs=("baselines",))
def budget_baseline_id(project: Project, _run: Run) -> str | None:
    """The id of the latest baseline that states a budget."""
    baseline = budget_baseline(project)
    return baseline.id if baseline else None


@fact("project", "budget_dispute", REASON.maybe(), needs=("finance", "baselines", "changes", "reports"))
def budget_dispute(project: Project, _run: Run) -> Reason | None:
    """The budget that was approved, where `finance.yaml` has another one that no approved change explains:
    of the latest baseline, else of the last report."""
    now = project.finance.budget
    if now is None:
        return None
    baseline = budget_baseline(project)
    if baseline is not None and baseline.budget is not None:
        since, approved = baseline.approved_on, baseline.budget
        found = reason("approved-in-baseline", amount=approved, baseline=baseline.id, day=since)
    else:
        reported = [report for report in project.reports if report.figures and report.figures.budget]
        if not reported or reported[-1].figures is None or reported[-1].figures.budget is None:
            return None
        since, approved = reported[-1].as_on, reported[-1].figures.budget
        found = reason("figure-of", amount=approved, period=reported[-1].period)
    included = {item.change for item in project.baselines}
    pending = [
        change.effect_cost
        for change in project.changes
        if change.state == "approved"
        and change.effect_cost is not None
        and change.id not in included
        and (change.decided_on is None or change.decided_on >= since)
    ]
    if now.currency != approved.currency or now in _explained(approved, pending):
        return None
    return found


def _explained(approved: Money, pending: list[Money]) -> list[Money]:
    """The amounts that a budget may have with none, one or all of some changes of cost."""
    some = [amount for amount in pending if amount.currency == approved.currency]
    every = approved
    for amount in some:
        every = every.plus(amount)
    return [approved, every, *(approved.plus(amount) for amount in some)]
