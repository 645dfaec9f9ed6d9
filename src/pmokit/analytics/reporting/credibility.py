"""Whether a report can be believed: against its own figures, earlier reports, and others' facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

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
