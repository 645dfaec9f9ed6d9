"""How the headline figures of home moved since the last period, where the history tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmokit.model.finding import SEVERITIES, Finding
from pmokit.model.project import Project
from pmokit.rules.past_figures import Figures, figures_of
from pmokit.rules.trend import SHOWN, State
from pmokit.views.context import Context
from pmokit.views.spark import Spark, spark
from pmokit.words.catalogue import say
from pmokit.words.wording import short_amount, short_day


class OnTime(NamedTuple):
    """Milestones reached, and how many of them on or before their baseline."""

    reached: int
    on_time: int


class Movement(NamedTuple):
    """The change of a figure in words, and its small line, if it moved."""

    says: str
    line: Spark | None


class Movements(NamedTuple):
    """The movement of each figure of home; None where the past of it is not known."""

    status: Movement | None
    money: Movement | None
    on_time: Movement | None
    findings: Movement | None


def on_time(figures: Iterable[Figures]) -> OnTime:
    """The milestones of some projects."""
    some = list(figures)
    return OnTime(sum(one.reached for one in some), sum(one.on_time for one in some))


def movements(context: Context, active: Sequence[Project]) -> Movements:
    """How the figures of the projects that are active today moved. What had not begun adds nothing."""
    since = context.past.since
    found = _findings(context.past.findings, context.findings, since) if since is not None else None
    ids = [project.id for project in active]
    now = State(
        context.today,
        {project.id: context.derived(project)["overall"].rag for project in active},
        {project.id: figures_of(project, context.run) for project in active},
    )
    states = [_of(state, ids) for state in context.past.states if state.day < context.today][1 - SHOWN :]
    then = next((state for state in states if state.day == since), None)
    if then is None:
        return Movements(None, None, None, found)
    days = [*states, now]
    return Movements(
        _status(then, now, days), _money(then, now, days, context.currency), _on_time(then, now, days), found
    )


def _of(state: State, ids: Sequence[str]) -> State:
    """A state of some projects only."""
    rags = {name: state.rags[name] for name in ids if name in state.rags}
    return State(state.day, rags, {name: state.figures[name] for name in ids if name in state.figures})


def _line(
    days: Sequence[State], value: Callable[[State], float], words: Callable[[State], str]
) -> Spark | None:
    return spark([(state.day, value(state), words(state)) for state in days])


def _status(then: State, now: State, days: Sequence[State]) -> Movement:
    def red(state: State) -> int:
        return sum(rag == "red" for rag in state.rags.values())

    more, day = red(now) - red(then), short_day(then.day)
    key = "home.moved.more-red" if more > 0 else "home.moved.fewer-red"
    says = say(key, abs(more), day=day) if more else say("home.moved.as-many-red", day=day)
    return Movement(says, _line(days, red, lambda state: say("home.number-red", number=red(state))))


def _money(then: State, now: State, days: Sequence[State], currency: str) -> Movement | None:
    def over(state: State) -> Decimal:
        some = [one.over for one in state.figures.values() if one.over is not None]
        return sum((one.amount for one in some if one.currency in (currency, "")), Decimal(0))

    if not any(one.over is not None for one in then.figures.values()):
        return None
    more, day = over(now) - over(then), short_day(then.day)
    says = (
        say("home.moved.money", change=_signed(more, currency), day=day)
        if more
        else say("home.moved.money-same", day=day)
    )
    line = _line(days, lambda state: float(over(state)), lambda state: _signed(over(state), currency))
    return Movement(says, line)


def _signed(amount: Decimal, currency: str) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    # What is one figure stays on one line.
    return f"{sign}{short_amount(abs(amount), currency)}".replace(" ", "\N{NO-BREAK SPACE}")


def _on_time(then: State, now: State, days: Sequence[State]) -> Movement | None:
    before, after = on_time(then.figures.values()), on_time(now.figures.values())
    if not after.reached:
        return None
    reached, day = after.reached - before.reached, short_day(then.day)
    kept = max(after.on_time - before.on_time, 0)
    says = (
        say("home.moved.on-time", part=kept, whole=reached, day=day)
        if reached > 0
        else say("home.moved.none-reached", day=day)
    )
    some = [state for state in days if on_time(state.figures.values()).reached]
    return Movement(says, _line(some, _share, _shared))


def _share(state: State) -> float:
    done = on_time(state.figures.values())
    return done.on_time / done.reached


def _shared(state: State) -> str:
    done = on_time(state.figures.values())
    return say("home.number-of", part=done.on_time, whole=done.reached)


def _findings(then: Iterable[Finding], now: Iterable[Finding], since: date) -> Movement:
    """How many more there are of each severity; how it was in between is not known."""
    before, after = (Counter(one.severity for one in some if not one.waived_by) for some in (then, now))
    changes = [
        f"{'+' if more > 0 else '−'}{say(f'site.{severity}s', abs(more))}"
        for severity in SEVERITIES
        if (more := after[severity] - before[severity])
    ]
    day = short_day(since)
    if not changes:
        return Movement(say("home.moved.findings-same", day=day), None)
    return Movement(say("home.moved.findings", changes=", ".join(changes), day=day), None)
