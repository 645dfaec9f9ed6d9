"""What got worse from one report to the next, by size: what an executive wants to know first.

Compared are the last two reports of each project: the reported status, the dates in the tables of milestones,
and the forecast of cost. What is smaller than what a report must explain is left out: `silent_days` and
`silent_cost_percent` of `reporting.yaml` say how much that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmokit.model import colour
from pmokit.model.money import MixedCurrencies, Money
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.schedule import expected
from pmokit.model.status_report import Report
from pmokit.views.context import Context
from pmokit.words.catalogue import say
from pmokit.words.wording import long_day, reported_word


class Worse(NamedTuple):
    """A project, what got worse in words, and by how much: colours, days, percent of the cost."""

    project: Project
    reasons: list[str]
    steps: int
    days: int
    percent: Decimal
    since: date
    """The data date of the report before."""


def worsened(context: Context) -> list[Worse]:
    """The projects under way that got worse, the worst first: by colours, by days, by cost."""
    some = (_of_project(context, project) for project in context.projects if project.state in UNDER_WAY)
    found = [item for item in some if item is not None]
    return sorted(found, key=lambda item: (-item.steps, -item.days, -item.percent, item.project.id))


def _of_project(context: Context, project: Project) -> Worse | None:
    if len(project.reports) < 2:
        return None
    before, last = project.reports[-2:]
    steps = _steps(before, last)
    moved = max(_moves(context, project, before, last), default=None)
    percent, rise = _dearer(context, before, last)
    reasons: list[str] = []
    if steps:
        old, new = (reported_word(report.claims.overall.rag) for report in (before, last))
        reasons.append(say("home.worse.status", old=old, new=new))
    if moved is not None:
        reasons.append(say("home.worse.moved", moved.days, title=moved.title, day=long_day(moved.day)))
    if rise is not None:
        reasons.append(say("home.worse.cost", amount=rise, percent=f"{percent:.1f}"))
    days = moved.days if moved is not None else 0
    return Worse(project, reasons, steps, days, percent, before.as_on) if reasons else None


def _steps(before: Report, last: Report) -> int:
    """By how many colours the reported status got worse."""
    old, new = before.claims.overall.rag, last.claims.overall.rag
    known = colour.is_known(old) and colour.is_known(new)
    return max(colour.order(old) - colour.order(new), 0) if known else 0


class _Move(NamedTuple):
    days: int
    title: str
    day: date


def _moves(context: Context, project: Project, before: Report, last: Report) -> Iterator[_Move]:
    """The milestones that the last report shows later than the one before by what it must explain."""
    titles = {item.id: item.title for item in project.schedule.milestones}
    then = {entry.milestone: expected(entry) for entry in before.forecasts}
    for entry in last.forecasts:
        now, earlier = expected(entry), then.get(entry.milestone)
        days = (now - earlier).days if now is not None and earlier is not None else 0
        if now is not None and days >= context.run.reporting.silent_days:
            yield _Move(days, titles.get(entry.milestone, entry.milestone), now)


def _dearer(context: Context, before: Report, last: Report) -> tuple[Decimal, Money | None]:
    """By how many percent the forecast of cost rose, and by how much; 0 and None for less."""
    then = before.figures.forecast if before.figures else None
    now = last.figures.forecast if last.figures else None
    if then is None or now is None or not then.amount:
        return Decimal(0), None
    try:
        rise = now.minus(then)
    except MixedCurrencies:
        return Decimal(0), None
    percent = rise.amount / then.amount * 100
    return (percent, rise) if percent > context.run.reporting.silent_cost_percent else (Decimal(0), None)
