"""Baselines against each other, the changes that they name, the plan and the reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from pmokit.analytics.fact import fact
from pmokit.analytics.history.removed import deleted
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, MONEY, NUMBER, REASONS, TEXT, TEXTS, Type
from pmokit.model.control import Baseline, Change
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Milestone
from pmokit.model.status_report import Report
from pmokit.words.catalogue import say


def in_order(project: Project) -> list[Baseline]:
    """The baselines of a project, the first one first: by their numbers, else by the day of approval."""
    some = project.baselines
    if all(one.id.isdecimal() for one in some):
        return sorted(some, key=lambda one: int(one.id))
    return sorted(some, key=lambda one: (one.approved_on, one.id))


@fact(
    "baseline",
    "follows",
    Type("record", optional=True, record=Baseline),
    needs=("baselines",),
    of_project=True,
)
def follows(baseline: Baseline, project: Project, _run: Run) -> Baseline | None:
    """The baseline that this one replaces; None for the first."""
    some = in_order(project)
    place = some.index(baseline)
    return some[place - 1] if place else None


@fact("milestone", "approved_in", TEXT, needs=("baselines",), of_project=True)
def approved_in(milestone: Milestone, project: Project, run: Run) -> str:
    """The latest approved baseline that names a milestone; empty without one."""
    some = [one.id for one in in_order(project) if one.approved_on <= run.today and _names(one, milestone)]
    return some[-1] if some else ""


def _names(baseline: Baseline, milestone: Milestone) -> bool:
    return any(entry.milestone == milestone.id for entry in baseline.milestones)


@fact("milestone", "approved_date", DAY.maybe(), needs=("baselines", "reporting"), of_project=True)
def approved_date(milestone: Milestone, project: Project, run: Run) -> date | None:
    """The date of a milestone in the latest baseline that names it; None without one.

    It may show an earlier baseline while the latest is new, and for good if it was reached before that.
    """
    dates = [
        (one.approved_on, entry.date)
        for one in in_order(project)
        if one.approved_on <= run.today
        for entry in one.milestones
        if entry.milestone == milestone.id
    ]
    if not dates:
        return None
    since, latest = dates[-1]
    reached = milestone.actual is not None and milestone.actual <= since
    if reached or (run.today - since).days <= run.reporting.baseline_days:
        return next((day for _, day in dates if day == milestone.baseline), latest)
    return latest


@fact("baseline", "lacking", TEXTS, needs=("schedule",), of_project=True)
def lacking(baseline: Baseline, project: Project, run: Run) -> tuple[str, ...]:
    """The critical milestones with a baseline date that no approved baseline names, of the latest one."""
    some = [one for one in in_order(project) if one.approved_on <= run.today]
    if not some or some[-1] is not baseline or not any(one.milestones for one in some):
        return ()
    return tuple(
        item.title
        for item in project.schedule.milestones
        if item.critical and item.baseline is not None and not approved_in(item, project, run)
    )


def _start_of(baseline: Baseline, project: Project) -> Baseline | None:
    """The baseline from which a change is measured: the one before the first that names it, as a change is
    granted once. None for the first baseline."""
    some = in_order(project)
    place = some.index(baseline)
    if baseline.change:
        place = next(number for number, one in enumerate(some) if one.change == baseline.change)
    return some[place - 1] if place else None


def _approved_for(baseline: Baseline, before: Baseline, project: Project) -> list[Change] | None:
    """The approved changes that a baseline takes up since an earlier one: those that are named since, and
    those decided since that no baseline names. None where its own is not approved, or has no effect."""
    all_of_them = in_order(project)
    since = all_of_them[all_of_them.index(before) + 1 : all_of_them.index(baseline) + 1]
    named = {one.change for one in since}
    taken = {one.change for one in all_of_them if one.change}
    some = [
        change
        for change in project.changes
        if change.state == "approved"
        and (
            change.id in named
            or (
                change.id not in taken
                and change.decided_on is not None
                and before.approved_on < change.decided_on <= baseline.approved_on
            )
        )
    ]
    return some if any(change.id == baseline.change and _has_effect(change) for change in some) else None


def _has_effect(change: Change) -> bool:
    effects = (change.effect_days, change.effect_cost, change.effect_scope, change.effect_benefits)
    return any(effect is not None for effect in effects)


def _dates(project: Project, last: Baseline) -> dict[str, date]:
    """The dates in force after a baseline: one that names a few milestones leaves the others as they were."""
    dates: dict[str, date] = {}
    for one in in_order(project):
        dates |= {entry.milestone: entry.date for entry in one.milestones}
        if one is last:
            break
    return dates


@fact("baseline", "moved_beyond", REASONS, needs=("changes", "reporting"), of_project=True)
def moved_beyond(baseline: Baseline, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that a baseline moves by more days than were approved, beyond the tolerance."""
    before, last = _start_of(baseline, project), follows(baseline, project, run)
    changes = _approved_for(baseline, before, project) if before else None
    if before is None or last is None or changes is None:
        return ()
    approved = sum((change.effect_days or Decimal(0) for change in changes), Decimal(0))
    then, now, latest = (_dates(project, one) for one in (before, baseline, last))
    # What an earlier baseline moved too far is that one's fault.
    moves = {name: (now[name] - then[name]).days for name in then if now[name] > latest[name]}
    limit = max(approved, Decimal(0)) + run.reporting.approved_tolerance_days
    return tuple(
        reason("moved-beyond", milestone=name, days=days, approved=f"{approved.normalize():f}")
        for name, days in moves.items()
        if days > limit
    )


@fact("baseline", "cost_beyond", MONEY.maybe(), needs=("changes",), of_project=True)
def cost_beyond(baseline: Baseline, project: Project, run: Run) -> Money | None:
    """By how much a baseline raises the budget above what was approved for it; None if it does not."""
    before = _start_of(baseline, project)
    changes = _approved_for(baseline, before, project) if before else None
    some = in_order(project)
    earlier = [one.budget for one in some[: some.index(baseline)] if one.budget]
    start = [one.budget for one in some[: some.index(before) + 1] if one.budget] if before else []
    if changes is None or baseline.budget is None or not start:
        return None
    if earlier[-1] != start[-1] and earlier[-1] == baseline.budget:
        # What an earlier baseline raised too far is that one's fault.
        return None
    allowed = [start[-1], *(change.effect_cost for change in changes if change.effect_cost)]
    if {amount.currency for amount in allowed} != {baseline.budget.currency}:
        return None
    more = baseline.budget
    for amount in allowed:
        more = more.minus(amount)
    return more if more.amount > 0 else None


def pending(project: Project) -> list[Change]:
    """The changes that wait for a decision, or for the baseline that follows from it."""
    taken = {one.change for one in project.baselines if one.change}
    return [
        change
        for change in project.changes
        if change.state == "proposed" or (change.state == "approved" and change.id not in taken)
    ]


@fact("project", "pending_days", NUMBER, needs=("changes", "baselines"))
def pending_days(project: Project, _run: Run) -> Decimal:
    """The days that changes ask for which are not in a baseline yet."""
    return sum((change.effect_days or Decimal(0) for change in pending(project)), Decimal(0))


@fact("project", "pending_cost", MONEY, needs=("changes", "baselines", "finance"))
def pending_cost(project: Project, _run: Run) -> Money:
    """The cost that changes ask for which are not in a baseline yet, in the currency of the budget."""
    currency = project.finance.budget.currency if project.finance.budget else ""
    total = Money(Decimal(0), currency)
    for change in pending(project):
        if change.effect_cost is not None and change.effect_cost.currency == currency:
            total = total.plus(change.effect_cost)
    return total


@fact("project", "baselines_lost", TEXTS, needs=("baselines", "reports", "reporting"))
def baselines_lost(project: Project, run: Run) -> tuple[str, ...]:
    """Baselines that are missing: gaps in the numbers from 1 on, such as `2` or `2 to 4`, what several
    reports name, and what git shows to have been deleted. None is ever taken away."""
    there = {base.id for base in project.baselines}
    numbers = sorted({0, *(int(name) for name in there if name.isdecimal())})
    gaps = [
        str(after - 1) if after - before == 2 else say("reason.range", first=before + 1, last=after - 1)
        for before, after in pairwise(numbers)
        if after - before > 1
    ]
    missing = set(range(numbers[-1])) - set(numbers)
    named = [
        report.baseline for report in project.reports if report.baseline and report.baseline not in there
    ]
    several = sorted({name for name in named if named.count(name) > 1})
    lost = {*several, *_deleted(project, run)}
    return (*gaps, *(name for name in sorted(lost) if not name.isdecimal() or int(name) not in missing))


def _deleted(project: Project, run: Run) -> list[str]:
    """The baselines whose files were deleted by git, after they could be corrected."""
    return [layout.own_name(path) for path, _ in deleted(project.id, "baselines", run)]


@fact("report", "baseline_then", TEXTS, needs=("baselines", "reporting"), of_project=True)
def baseline_then(report: Report, project: Project, run: Run) -> tuple[str, ...]:
    """The baselines that a report may use: the latest approved by its data date, and those around it."""
    some = in_order(project)
    approved = [one for one in some if one.approved_on <= report.as_on]
    usable = approved[-1:] if approved else some[:1]
    if approved[1:] and (report.as_on - approved[-1].approved_on).days <= run.reporting.baseline_days:
        usable = [*usable, approved[-2]]
    between = [one for one in some if report.as_on < one.approved_on <= report.submitted_on]
    return tuple(one.id for one in (*usable, *between))
