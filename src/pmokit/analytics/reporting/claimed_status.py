"""Whether the colours that a report claims agree with each other, with the report before, and with the
authority of whoever approved a departure from the calculated status."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.analytics.organisation.authority import steering_forum, voters
from pmokit.analytics.reporting.credibility import before
from pmokit.analytics.reporting.frozen_figures import frozen_overrun_percent, frozen_slip_days
from pmokit.load.run import Run
from pmokit.model import colour
from pmokit.model.anatomy import NUMBER, REASON, TEXT
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import DIMENSIONS, Report

PARTS = DIMENSIONS[1:]


def _claims(report: Report) -> dict[str, str]:
    """The colours claimed for the parts of the status, by dimension."""
    claims = ((name, getattr(report.claims, name)) for name in PARTS)
    return {name: claim.rag for name, claim in claims if claim is not None}


@fact("report", "worst_part", TEXT.maybe())
def worst_part(report: Report, run: Run) -> str | None:
    """The dimension with the worst claimed colour, if it is worse than the claim for the whole."""
    worse = {n: rag for n, rag in _claims(report).items() if colour.is_worse(rag, report.claims.overall.rag)}
    return min(worse, key=lambda name: colour.order(worse[name]), default=None)


@fact("report", "unexplained_part", TEXT.maybe())
def unexplained_part(report: Report, run: Run) -> str | None:
    """The first dimension, the whole among them, that is claimed worse than green without a comment."""
    claims = ((name, getattr(report.claims, name)) for name in DIMENSIONS)
    found = (name for name, claim in claims if claim and claim.rag != "green" and not claim.comment)
    return next(found, None)


@fact(
    "report",
    "improved_part",
    TEXT.maybe(),
    needs=("reports", "baselines", "schedule", "reporting"),
    of_project=True,
)
def improved_part(report: Report, project: Project, run: Run) -> str | None:
    """The dimension of `improved_without_cause`."""
    found = improved_without_cause(report, project, run)
    return found.code.removeprefix("improved-") if found else None


@fact(
    "report",
    "improved_without_cause",
    REASON.maybe(),
    needs=("reports", "baselines", "schedule", "reporting"),
    of_project=True,
)
def improved_without_cause(report: Report, project: Project, run: Run) -> Reason | None:
    """The dimension whose colour is better than in the report before although its own dates or figures are
    not: a slip or an overrun above nothing that is no smaller, against the same baseline and budget, or a
    slip that is smaller by fewer days than must be explained. None if every improvement has a cause."""
    last = before(report, project)
    if last is None or last.baseline != report.baseline:
        return None
    now, then = _claims(report), _claims(last)
    measures = {
        "schedule": (frozen_slip_days(last, project, run), frozen_slip_days(report, project, run)),
        "cost": (frozen_overrun_percent(last, run), frozen_overrun_percent(report, run)),
    }
    for name, (earlier, later) in measures.items():
        if name not in now or name not in then or not colour.is_worse(then[name], now[name]):
            continue
        if earlier is None or later is None or later <= 0:
            continue
        if later >= earlier or (name == "schedule" and _is_little(earlier, later, project, run)):
            return reason(
                f"improved-{name}", earlier=_in_words(earlier), later=_in_words(later), period=last.period
            )
    return None


def _is_little(earlier: int | Decimal, later: int | Decimal, project: Project, run: Run) -> bool:
    """Whether a slip became smaller by too few days to be a cause, and none of them was at a limit of the
    colours."""
    limits = (
        limit
        for threshold in run.reporting.thresholds
        if threshold.dimension == "schedule"
        for limits in (threshold.by_tier.get(project.tier or "", threshold),)
        for limit in (limits.amber_from, limits.red_from)
    )
    return earlier - later < run.reporting.silent_days and not any(
        later < limit <= earlier for limit in limits
    )


def _in_words(value: int | Decimal) -> str:
    return f"{value:,.1f}".removesuffix(".0")


@fact("report", "override_refused", REASON.maybe(), needs=("reporting", "forums", *PEOPLE), of_project=True)
def override_refused(report: Report, project: Project, run: Run) -> Reason | None:
    """Why whoever approved the override could not do so on the day of the report; None if they could, or
    if the methodology names no approvers."""
    override, limits = report.override, run.reporting.overrides
    if override is None or limits is None or not limits.approvers or run.person(override.approved_by) is None:
        return None
    day = report.submitted_on
    if not is_active(override.approved_by, run, day):
        return reason("approver-left", person=override.approved_by, day=day)
    entitled = {person for role in limits.approvers for person in holders(role, project, run, day)}
    forum = run.forum(steering_forum(project, run))
    if forum is not None:
        entitled |= voters(forum, project, run, day)
    if override.approved_by in entitled:
        return None
    roles = run.roles
    titles = ", ".join(roles[role].title for role in limits.approvers if role in roles)
    return reason("no-approver", person=override.approved_by, roles=titles)


@fact("report", "override_days_too_many", NUMBER, needs=("reporting",))
def override_days_too_many(report: Report, run: Run) -> int:
    """Days above the limit of the methodology for which the override is to apply; 0 within it."""
    limits = run.reporting.overrides
    if report.override is None or limits is None:
        return 0
    last = report.submitted_on + timedelta(days=limits.days)
    # The last day that the limit allows is within it.
    return max((report.override.until - last).days, 0)


@fact("report", "overrides_in_row", NUMBER, needs=("reports",), of_project=True)
def overrides_in_row(report: Report, project: Project, run: Run) -> int:
    """How many reports up to this one, without a gap, have an override."""
    number = 0
    for other in reversed([other for other in project.reports if other.period <= report.period]):
        if other.override is None:
            break
        number += 1
    return number
