"""The portfolio in one sentence for each question of an executive: status, money, decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from pmokit.model import colour
from pmokit.views.context import Context
from pmokit.views.portfolio.totals import Total
from pmokit.views.project.reported_status import Row
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word, label, short_amount

MONTH = timedelta(days=28)
"""How long ago the state is with which the status of today is compared."""


class Part(NamedTuple):
    """A sentence of the verdict, and the page with the list behind it, filtered."""

    text: str
    page: str
    where: dict[str, str]


def verdict(
    context: Context, active: Sequence[Row], budget: Total, forecast: Total, overdue: int, decisions: int
) -> list[Part]:
    """What there is to say of the active projects, their money, and the decisions that wait."""
    parts = [Part(_status(context, active), "projects/index", _filter_of(active))] if active else []
    if budget.counted and budget.counted == forecast.counted:
        parts.append(
            Part(_money(budget, forecast), "projects/index", {"view": "plan-and-money", **_active()})
        )
    if decisions:
        key = "home.verdict.overdue" if overdue else "home.verdict.decisions"
        parts.append(Part(say(key, overdue or decisions, all=f"{decisions:,}"), "steering/index", {}))
    return parts


def _active() -> dict[str, str]:
    return {"state": label("active")}


def _filter_of(active: Sequence[Row]) -> dict[str, str]:
    """The filter for the projects of which the first sentence speaks."""
    worst = colour.worst(row.derived for row in active)
    return {"calculated": colour_word(worst), **_active()}


def _status(context: Context, active: Sequence[Row]) -> str:
    """How many have the worst calculated status that there is, and how many had it a month ago."""
    counts = Counter(row.derived for row in active)
    worst = colour.worst(counts)
    if not colour.is_known(worst):
        return say("home.verdict.not-assessed", len(active))
    if worst == "green":
        text = say("home.verdict.green", counts["green"], all=f"{len(active):,}")
    else:
        shown = colour_word(worst).lower()
        text = say("home.verdict.status", counts[worst], all=f"{len(active):,}", status=shown)
    earlier = _a_month_ago(context, {row.project.id for row in active})
    if earlier is not None and worst != "green":
        more = counts[worst] - earlier[worst]
        text += (
            say("home.verdict.more" if more > 0 else "home.verdict.fewer", abs(more))
            if more
            else say("home.verdict.as-many")
        )
    unknown = counts[colour.NONE]
    return text + (say("home.verdict.unknown", unknown) if unknown else "") + "."


def _a_month_ago(context: Context, ids: set[str]) -> Counter[str] | None:
    """The calculated colours of some projects a month ago, as git knows them; None where it does not."""
    some = [state for state in context.past.states if state.day <= context.today - MONTH]
    return Counter(rag for name, rag in some[-1].rags.items() if name in ids) if some else None


def _money(budget: Total, forecast: Total) -> str:
    over = forecast.amount.minus(budget.amount)
    percent = abs(over.amount) / budget.amount.amount * 100 if budget.amount.amount else Decimal(0)
    if percent < Decimal("0.05"):
        return say("home.verdict.on-budget")
    key = "home.verdict.over" if over.amount > 0 else "home.verdict.under"
    return say(key, amount=short_amount(abs(over.amount), over.currency), percent=f"{percent:.1f}")
