"""Change requests that ask again for what was refused, twice for one thing, or in pieces for one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.registers.same_text import plain
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, TEXT
from pmokit.model.control import Change
from pmokit.model.methodology.forums import Forum
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason

_AGAIN = re.compile(
    r"\b(?:again|resubmi\w+|re-submi\w+|refus\w+|reject\w+|second time|revis\w+)\b", re.IGNORECASE
)


def _contents(change: Change) -> set[tuple[str, str]]:
    """What a change asks for, each with what it is: the title, texts that say something, and the effects with
    the reason."""
    found = {("title", plain(change.title))}
    for name in ("description", "effect_scope"):
        text = plain(getattr(change, name) or "")
        if text.count(" ") > 2:
            found.add((name, text))
    if (change.effect_days or change.effect_cost) and change.reason:
        found.add(("effects", f"{change.effect_days} {change.effect_cost} {plain(change.reason)}"))
    return found


def _same(change: Change, project: Project, run: Run) -> Iterator[Change]:
    """The other changes of the project that ask for the same."""
    own, all_of = run.once(_by_content, project), _contents(change)
    seen: set[str] = set()
    for key in sorted(all_of):
        for other in own.get(key, ()):
            if other is not change and other.id not in seen:
                seen.add(other.id)
                yield other


def _by_content(project: Project, _run: Run) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for change in project.changes:
        for key in _contents(change):
            found.setdefault(key, []).append(change)
    return found


@fact("change", "refused_before", REASON.maybe(), needs=("changes",), of_project=True)
def refused_before(change: Change, project: Project, run: Run) -> Reason | None:
    """The refusal of an earlier request for the same, of which a later one under another id says nothing."""
    words = " ".join(filter(None, (change.title, change.description, change.reason)))
    if change.state in ("rejected", "withdrawn") or _AGAIN.search(words):
        return None
    for other in _same(change, project, run):
        day = other.decided_on
        if (
            other.state == "rejected"
            and day is not None
            and day <= change.requested_on
            and other.id not in words
        ):
            return reason("refused-before", change=other.id, day=day)
    return None


@fact("change", "twin", TEXT, needs=("changes",), of_project=True)
def change_twin(change: Change, project: Project, run: Run) -> str:
    """An earlier request for the same that is undecided or approved; empty without one."""
    if change.state not in ("proposed", "approved"):
        return ""
    place = (change.requested_on, change.id)
    for other in _same(change, project, run):
        if other.state in ("proposed", "approved") and (other.requested_on, other.id) < place:
            return other.id
    return ""


@fact(
    "change",
    "together_beyond_forum",
    REASON.maybe(),
    needs=("changes", "forums", "reporting"),
    of_project=True,
)
def together_beyond_forum(change: Change, project: Project, run: Run) -> Reason | None:
    """What a change adds up to with those that the same person requested shortly before and the same forum
    approved, where each is within its limits and together they are not."""
    forum: Forum | None = run.forum(change.forum)
    if forum is None or not _is_within([change], forum):
        return None
    since = change.requested_on - timedelta(days=int(run.reporting.baseline_days))
    place = (change.requested_on, change.id)
    earlier = [
        other
        for other in project.changes
        if other.forum == change.forum
        and other.requested_by == change.requested_by
        and other.requested_on >= since
        and (other.requested_on, other.id) < place
        and change.state == other.state == "approved"
        and _is_within([other], forum)
    ]
    if not earlier or _is_within([*earlier, change], forum) or not _is_within(earlier, forum):
        return None
    days = sum((one.effect_days or Decimal(0) for one in (*earlier, change)), Decimal(0))
    return reason(
        "pieces-beyond", number=len(earlier) + 1, days=f"{days.normalize():f}", cost=_cost([*earlier, change])
    )


def _cost(changes: list[Change]) -> str:
    some = [one.effect_cost for one in changes if one.effect_cost is not None]
    if not some:
        return "–"
    return str(some[0]._replace(amount=sum((one.amount for one in some), Decimal(0))))


def _is_within(changes: list[Change], forum: Forum) -> bool:
    """Whether some changes are together within the limits of a forum; another currency is within them."""
    days = sum((one.effect_days or Decimal(0) for one in changes), Decimal(0))
    if forum.delay_limit_days is not None and days > forum.delay_limit_days:
        return False
    limit = forum.cost_limit
    costs = [one.effect_cost for one in changes if one.effect_cost is not None]
    if limit is None or any(one.currency != limit.currency for one in costs):
        return True
    return sum((one.amount for one in costs), Decimal(0)) <= limit.amount
