"""Changes that were approved alone, one by one within the limits of a role, and together beyond them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.authority import beyond_delegation
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.control import Change
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason


@fact("change", "together_beyond", REASON.maybe(), needs=("changes", *PEOPLE), of_project=True)
def together_beyond(change: Change, project: Project, run: Run) -> Reason | None:
    """What a change adds up to with those approved alone shortly before, where together they are beyond the
    limits of who approved it; None within them, and where they were beyond them without it."""
    if not _is_alone(change) or beyond_delegation(change, project, run) is not None:
        return None
    earlier = _shortly_before(change, project, run)
    whole = _together(change, [*earlier, change])
    if not earlier or beyond_delegation(whole, project, run) is None:
        return None
    if beyond_delegation(_together(change, earlier), project, run) is not None:
        return None
    days = f"{(whole.effect_days or Decimal(0)).normalize():f}"
    if whole.effect_cost is None:
        return reason("together-days", number=len(earlier) + 1, days=days)
    return reason("together", number=len(earlier) + 1, days=days, cost=whole.effect_cost)


def _is_alone(change: Change) -> bool:
    return change.state == "approved" and change.forum is None and change.decided_on is not None


def _shortly_before(change: Change, project: Project, run: Run) -> list[Change]:
    """The changes that were approved alone within the days in which they are measured together."""
    span, day = run.methodology.roles.delegation_days, change.decided_on
    if span is None or day is None:
        return []
    since = day - timedelta(days=span)
    return [
        other
        for other in project.changes
        if other is not change
        and _is_alone(other)
        and other.decided_on is not None
        and (since <= other.decided_on < day or (other.decided_on == day and other.id < change.id))
    ]


def _together(change: Change, some: Iterable[Change]) -> Change:
    """One change with the effects of several, as if it had been approved at once."""
    listed = list(some)
    days = sum((other.effect_days or Decimal(0) for other in listed), Decimal(0))
    currency = next((other.effect_cost.currency for other in listed if other.effect_cost), None)
    cost = Money(Decimal(0), currency) if currency is not None else None
    for other in listed:
        if cost is not None and other.effect_cost is not None and other.effect_cost.currency == currency:
            cost = cost.plus(other.effect_cost)
    return change.model_copy(update={"effect_days": days, "effect_cost": cost})
