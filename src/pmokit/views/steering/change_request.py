"""What a steering group is asked to do about a proposed change."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from pmokit.model.control import Change
from pmokit.model.methodology.forums import Forum
from pmokit.model.reason import Reason
from pmokit.words.catalogue import say


def request_for(change: Change, forum: Forum, home: Forum, above: Forum | None, beyond: Reason | None) -> str:
    """What a forum is asked to do about a change: the one that steers, or the one above it."""
    effects = [_effect(change.effect_days)] if change.effect_days is not None else []
    effects += [str(change.effect_cost)] if change.effect_cost is not None else []
    effect = ", ".join(effects) or say("steering.no-effect-stated")
    if beyond is None or above is None:
        return say("steering.approve-or-reject", effect=effect)
    if forum is home:
        return say("steering.recommend-change", forum=above.title, effect=effect, limit=beyond)
    return say("steering.approve-beyond-limit", forum=home.title, effect=effect, limit=beyond)


def _effect(moved: Decimal) -> str:
    """The days by which a change moves the finish, with their sign."""
    return say("values.slip", ceil(abs(moved)), signed=f"{moved:+}" if moved else "0")
