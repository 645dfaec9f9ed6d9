"""Whether a report can be believed: against its own figures, earlier reports, and others' facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import duties
from pmokit.analytics.reporting.frozen_figures import frozen_overrun_percent, frozen_slip_days
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, FLAG, NUMBER, REASON, REASONS, Type
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import expected
from pmokit.model.status_report import Report


@fact("report", "late_days", NUMBER, needs=("reporting", "reports"), of_project=True)
def late_days(report: Report, project: Project, run: Run) -> int:
    """Calendar days by which a report, in its first edition, was submitted after it was due."""
    due = duties.cadence_of(project, run).due(report.period)
    editions = [other.submitted_on for other in project.superseded if other.period == report.period]
    return max((min([*editions, report.submitted_on]) - due).days, 0)


@fact("project", "skipped_periods", Type("list", item=DAY), needs=("reports", "reporting", "tiers"))
def skipped_periods(project: Project, run: Run) -> tuple[date, ...]:
    """Periods between a project's first and last report for which its tier owed one and none is there."""
    step = duties.cadence_of(project, run).step
    there = {report.period for report in project.reports}
    if len(there) < 2 or not step:
        return ()
    owed = [min(there) + timedelta(days=step)]
    while owed[-1] < max(there):
        owed.append(owed[-1] + timedelta(days=step))
    # A report of the weeks before stands for the period, whatever its exact day.
    missing = (
        day for day in owed[:-1] if not any(day - timedelta(days=step) < other <= day for other in there)
    )
    return tuple(day for day in missing if not _rested(day, project))


def _rested(day: date, project: Project) -> bool:
    """Whether a project that is active again was on hold on a day: from its last report on."""
    again = project.state_since
    if project.state != "active" or again is None or day >= again:
        return False
    return not any(day < report.period < again for report in project.reports)


def before(report: Report, project: Project) -> Report | None:
    """The report before this one."""
    earlier = [other for other in project.reports if other.period < report.period]
    return earlier[-1] if earlier else None


@fact("report", "repeats", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def repeats(report: Report, project: Project, run: Run) -> Reason | None:
    """The earlier report whose summary this one repeats, with the passage; None if it is new."""
    words = report.summary.casefold().split()
    limits = run.reporting
    if len(words) < limits.compared_words:
        return None
    own, similar = set(words), float(limits.repeated_percent) / 100
    earlier = [other for other in project.reports if other.period < report.period]
    for other in islice(reversed(earlier), limits.compared_reports):
        then = other.summary.casefold().split()
        if len(own & set(then)) < len(own) * (2 * similar - 1):
            continue  # so few words in common that the ratio cannot be reached
        matcher = SequenceMatcher(None, then, words, autojunk=False)
        # The cheap bounds first: most texts are not alike at all.
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if all(bound() >= similar for bound in bounds):
            return reason("repeats", period=other.period, passage=" ".join(other.summary.split())[:160])
    return None


@fact("report", "moved_silently", REASONS, needs=("reports", "schedule", "reporting"), of_project=True)
def moved_silently(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones whose date moved since the report before, and of which this one says no word."""
    last = before(report, project)
    if last is None:
        return ()
    then = {entry.milestone: entry for entry in last.forecasts}
    fewest = run.reporting.silent_days
    text = ""
    moved: list[Reason] = []
    for entry in report.forecasts:
        earlier = then.get(entry.milestone)
        if earlier is None:
            continue
        days = (expected(entry) - expected(earlier)).days
        # A move of exactly as many days as the method names must be explained.
        if abs(days) < fewest:
            continue
        text = text or " ".join(_words(report)).casefold()
        title = _title(entry.milestone, project)
        if title.casefold() not in text and not _mentions(entry.milestone, text):
            moved.append(reason("moved-silently", milestone=title, n=abs(days), days=f"{days:+d}"))
    return tuple(moved)


def _mentions(milestone: str, text: str) -> bool:
    """Whether a text names a milestone by its id; a short id such as `end` may be any word."""
    return len(milestone) > 4 and re.search(rf"\b{re.escape(milestone)}\b", text) is not None


def _title(milestone: str, project: Project) -> str:
    found = (item.title for item in project.schedule.milestones if item.id == milestone)
    return next(found, milestone)


def _words(report: Report) -> Iterable[str]:
    """All that the author wrote."""
    yield report.summary
    yield from report.achievements
    yield from (step.what for step in report.next_steps)
    for name in type(report.claims).model_fields:
        claim = getattr(report.claims, name)
        if claim is not None and claim.comment:
            yield claim.comment
    if report.path_to_green is not None:
        yield report.path_to_green.what


@fact("report", "figures_wrong", REASON.maybe(), needs=("baselines",), of_project=True)
def figures_wrong(report: Report, project: Project, run: Run) -> Reason | None:
    """What in a report's figures cannot be: more spent than expected, or another budget than approved."""
    figures = report.figures
    if figures is None:
        return None
    if _more(figures.actual, figures.forecast):
        return reason("spent-beyond-forecast", actual=figures.actual, forecast=figures.forecast)
    for baseline in project.baselines:
        if (
            baseline.id == report.baseline
            and baseline.budget
            and figures.budget not in (None, baseline.budget)
        ):
            return reason(
                "other-budget", budget=figures.budget, baseline=baseline.id, approved=baseline.budget
            )
    return None


def _more(one: Money | None, two: Money | None) -> bool:
    return one is not None and two is not None and one.currency == two.currency and one.amount > two.amount


@fact("report", "previous", Type("record", optional=True, record=Report), needs=("reports",), of_project=True)
def previous(report: Report, project: Project, _run: Run) -> Report | None:
    """The report of the project before this one."""
    return before(report, project)


@fact("report", "finish", DAY.maybe())
def finish(report: Report, _run: Run) -> date | None:
    """The date of the last milestone as the report has it: reached or forecast; None without any."""
    return max(map(expected, report.forecasts), default=None)


@fact("report", "is_last", FLAG, needs=("reports",), of_project=True)
def is_last(report: Report, project: Project, run: Run) -> bool:
    """Whether it is the project's report of the latest period."""
    return bool(project.reports) and project.reports[-1].period == report.period


@fact("report", "still_red", FLAG, needs=("reports",), of_project=True)
def still_red(report: Report, project: Project, run: Run) -> bool:
    """Whether it and all later reports of the project claim red."""
    return all(other.claims.overall.rag == "red" for other in _since(report, project))


@fact("report", "slip_till_now", NUMBER.maybe(), needs=("reports", "baselines", "schedule"), of_project=True)
def slip_till_now(report: Report, project: Project, run: Run) -> int | None:
    """The smallest of the slips that it and all later reports show, in days; None if one shows none."""
    slips = [frozen_slip_days(other, project, run) for other in _since(report, project)]
    return None if None in slips else min(slip for slip in slips if slip is not None)


@fact("report", "overrun_till_now", NUMBER.maybe(), needs=("reports",), of_project=True)
def overrun_till_now(report: Report, project: Project, run: Run) -> Decimal | None:
    """The smallest of the overruns that it and all later reports show, in percent; None if one shows
    none."""
    some = [frozen_overrun_percent(other, run) for other in _since(report, project)]
    return None if None in some else min(value for value in some if value is not None)


def _since(report: Report, project: Project) -> list[Report]:
    return [other for other in project.reports if other.period >= report.period]


@fact("report", "incomplete", REASONS, needs=("finance", "baselines", "schedule"), of_project=True)
def incomplete(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """The parts that a report lacks although the project has facts to fill them with."""
    has_money = bool(project.finance.lines or project.finance.budget)
    has_baseline = any(baseline.approved_on <= report.as_on for baseline in project.baselines)
    wanted = {
        "lacks-schedule": report.claims.schedule is not None,
        "lacks-cost": report.claims.cost is not None or not has_money,
        "lacks-baseline": bool(report.baseline or not has_baseline),
        "lacks-next-steps": bool(report.next_steps),
        "lacks-forecasts": bool(report.forecasts or not project.schedule.milestones),
        "lacks-figures": report.figures is not None or not has_money,
    }
    return tuple(reason(code) for code, there in wanted.items() if not there)
