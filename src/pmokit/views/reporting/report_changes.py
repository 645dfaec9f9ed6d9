"""What a report says that another report of its project did not: colours, dates, money and texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmokit.model import colour
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.schedule import expected
from pmokit.model.status_report import DIMENSIONS, Claim, ForecastThen, Report
from pmokit.views.context import Context
from pmokit.words.catalogue import say
from pmokit.words.wording import label, long_day

FIGURES = ("budget", "actual", "forecast")


class Colour(NamedTuple):
    """A dimension: what the report before claimed, and what this one claims; `none` if nothing."""

    dimension: str
    before: str
    now: str

    @property
    def worse(self) -> bool:
        """Whether the colour is worse than before."""
        return colour.is_worse(self.now, self.before)


class Dates(NamedTuple):
    """A milestone as two reports forecast it, its baseline, and the date that is expected today."""

    title: str
    baseline: date | None
    before: ForecastThen | None
    now: ForecastThen | None
    today: date | None

    @property
    def days(self) -> int | None:
        """By how many days it is later (above 0) or earlier than before; None if only one report names it."""
        if self.before is None or self.now is None:
            return None
        return (expected(self.now) - expected(self.before)).days

    @property
    def reached(self) -> bool:
        """Whether this report is the first of the two that has it reached."""
        now, before = self.now, self.before
        return bool(now and now.actual and not (before and before.actual))

    @property
    def moved(self) -> bool:
        """Whether the two reports say different things about it."""
        return self.days != 0 or self.reached


class Amount(NamedTuple):
    """A figure in both reports."""

    figure: str
    before: Money | None
    now: Money | None

    @property
    def change(self) -> Money | None:
        """By how much it is higher or lower; None where the two cannot be compared."""
        if self.before is None or self.now is None or self.before.currency != self.now.currency:
            return None
        return self.now.minus(self.before)

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of the figure before."""
        if self.change is None or self.before is None or not self.before.amount:
            return None
        return self.change.over(self.before) * 100


class Text(NamedTuple):
    """A text in both reports, in lines."""

    title: str
    before: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the words differ; line breaks do not count."""
        return [" ".join(line.split()) for line in self.before] != [
            " ".join(line.split()) for line in self.now
        ]


class Changes(NamedTuple):
    """What two reports say, next to each other; `before` is None for the first report of a project."""

    before: Report | None
    colours: list[Colour]
    dates: list[Dates]
    money: list[Amount]
    texts: list[Text]

    @property
    def is_empty(self) -> bool:
        """Whether the reports say the same."""
        coloured = any(item.before != item.now for item in self.colours)
        paid = any(item.before != item.now for item in self.money)
        moved = any(item.moved for item in self.dates)
        return not (coloured or paid or moved or any(text.changed for text in self.texts))


def changes(context: Context, project: Project, before: Report | None, report: Report) -> Changes:
    """The difference of a report to an earlier one."""
    return Changes(
        before,
        [Colour(name, _rag(before, name), _rag(report, name)) for name in DIMENSIONS],
        list(_dates(project, before, report)),
        list(_money(before, report)),
        list(_texts(context, before, report)),
    )


def _claim(report: Report | None, dimension: str) -> Claim | None:
    return getattr(report.claims, dimension) if report is not None else None


def _rag(report: Report | None, dimension: str) -> str:
    claim = _claim(report, dimension)
    return claim.rag if claim is not None else colour.NONE


def _dates(project: Project, before: Report | None, report: Report) -> Iterator[Dates]:
    """The milestones that one of the two names, as this report orders them."""
    then = {entry.milestone: entry for entry in before.forecasts} if before is not None else {}
    now = {entry.milestone: entry for entry in report.forecasts}
    known = {item.id: item for item in project.schedule.milestones}
    approved = _approved(project, report)
    for name in dict.fromkeys((*now, *then)):
        milestone = known.get(name)
        yield Dates(
            milestone.title if milestone else name,
            approved.get(name, milestone.baseline if milestone else None),
            then.get(name),
            now.get(name),
            expected(milestone) if milestone else None,
        )


def _approved(project: Project, report: Report) -> dict[str, date]:
    """The dates of the baseline against which a report is judged."""
    base = next((item for item in project.baselines if item.id == report.baseline), None)
    return {item.milestone: item.date for item in base.milestones} if base is not None else {}


def _money(before: Report | None, report: Report) -> Iterator[Amount]:
    for name in FIGURES:
        then = getattr(before.figures, name) if before is not None and before.figures else None
        now = getattr(report.figures, name) if report.figures else None
        if then is not None or now is not None:
            yield Amount(name, then, now)


def _texts(context: Context, before: Report | None, report: Report) -> Iterator[Text]:
    """The texts that one of the two has."""
    then = dict(_texts_of(context, before)) if before is not None else {}
    now = dict(_texts_of(context, report))
    for title in dict.fromkeys((*now, *then)):
        text = Text(title, then.get(title, ()), now.get(title, ()))
        if text.before or text.now:
            yield text
    # What a comment says now is next to its colour.
    for name in DIMENSIONS if before is not None else ():
        title = say("reporting.comment-on", dimension=label(name))
        text = Text(title, _comment(before, name), _comment(report, name))
        if text.changed:
            yield text


def _texts_of(context: Context, report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    path, override = report.path_to_green, report.override
    yield say("reporting.summary"), (report.summary,)
    yield say("reporting.decisions-needed"), report.decisions_needed
    way = (_owned(context, path.what, path.owner, path.due),) if path else ()
    yield say("reporting.path-to-green"), way
    yield say("reporting.achievements"), report.achievements
    steps = (_owned(context, step.what, step.owner, step.due) for step in report.next_steps)
    yield say("reporting.next-steps"), tuple(steps)
    yield say("reporting.override"), (override.reason,) if override else ()


def _comment(report: Report | None, dimension: str) -> tuple[str, ...]:
    claim = _claim(report, dimension)
    return (claim.comment,) if claim is not None and claim.comment else ()


def _owned(context: Context, what: str, owner: str | None, due: date | None) -> str:
    """What is to be done, by whom and when, on one line."""
    rest = ", ".join(part for part in (context.person(owner), long_day(due)) if part)
    return say("reporting.owned", what=what.rstrip("."), rest=rest) if rest else what
