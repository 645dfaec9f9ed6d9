"""What independent reviews say against reports and against each other, and whether one is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from difflib import SequenceMatcher

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.lifecycle.progress import approvals
from pmokit.load.placeholders import is_untouched
from pmokit.load.run import Run
from pmokit.model import colour
from pmokit.model.anatomy import DAY, NUMBER, REASON, TEXT
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Recommendation, Report, Review
from pmokit.words.wording import colour_word


def in_force(report: Report, project: Project, run: Run) -> Review | None:
    """The last review before a report, while it counts: until all that it recommends is implemented; one
    that recommends nothing for as many days as the methodology says."""
    some = (review for review in project.reviews if review.date <= report.as_on)
    # A review that nobody has filled in has said nothing yet.
    earlier = [review for review in some if not is_untouched(review, run)]
    if not earlier:
        return None
    last = earlier[-1]
    if last.recommendations:
        closed = [item.closed_on for item in last.recommendations]
        return last if any(day is None or day > report.as_on for day in closed) else None
    return last if (report.as_on - last.date).days <= run.reporting.review_days else None


@fact("report", "review_gap", NUMBER, needs=("reviews", "reporting"), of_project=True)
def review_gap(report: Report, project: Project, run: Run) -> int:
    """Steps of the five-point scale by which the review in force is below the overall claim."""
    review = in_force(report, project, run)
    return colour.steps(review.rating, report.claims.overall.rag) if review is not None else 0


@fact("report", "review_said", REASON.maybe(), needs=("reviews", "reporting"), of_project=True)
def review_said(report: Report, project: Project, run: Run) -> Reason | None:
    """What the review in force said, or None without one."""
    review = in_force(report, project, run)
    if review is None:
        return None
    rating = colour_word(review.rating)
    return reason("review-said", day=review.date, reviewer=review.reviewer, rating=rating)


@fact("report", "review_in_force", TEXT.maybe(), needs=("reviews", "reporting"), of_project=True)
def review_id(report: Report, project: Project, run: Run) -> str | None:
    """The id of the review in force."""
    review = in_force(report, project, run)
    return review.id if review is not None else None


def _review_of(recommendation: Recommendation, project: Project) -> Review:
    """The review that a recommendation stands in: two may say the same in the same words."""
    return next(
        review for review in project.reviews if any(item is recommendation for item in review.recommendations)
    )


@fact("recommendation", "raised_on", DAY, of_project=True)
def raised_on(recommendation: Recommendation, project: Project, _run: Run) -> date:
    """The day of the review that recommends it."""
    return _review_of(recommendation, project).date


@fact("recommendation", "repeated_in", TEXT.maybe(), needs=("reporting",), of_project=True)
def repeated_in(recommendation: Recommendation, project: Project, run: Run) -> str | None:
    """The id of the first later review that recommends the same; None where none does."""
    own = _review_of(recommendation, project)
    for review in project.reviews:
        if review.date > own.date and any(
            _is_same(recommendation, item, run) for item in review.recommendations
        ):
            return review.id
    return None


def _is_same(one: Recommendation, other: Recommendation, run: Run) -> bool:
    """Whether two recommendations say the same: alike as a repeated summary is; under one id half as much."""
    alike = float(run.reporting.repeated_percent) / 100 / (2 if one.id == other.id else 1)
    then, now = one.what.casefold().split(), other.what.casefold().split()
    return SequenceMatcher(None, then, now, autojunk=False).ratio() >= alike


@fact("project", "review_overdue_days", NUMBER, needs=("reviews", *LIFECYCLE))
def review_overdue_days(project: Project, run: Run) -> int:
    """Days for which the independent review that its tier asks for is overdue, counted from the last one or
    from the first gate behind which work is done; 0 if none is.

    The first one is due by the middle of the project.
    """
    tier = run.tier(project.tier)
    if tier is None or tier.review_every_days is None:
        return 0
    latest = max(_checked_on(project, run), default=None)
    if latest is None:
        return 0
    due = latest + timedelta(days=tier.review_every_days)
    if not project.reviews and project.start and project.finish:
        due = min(due, max(latest, project.start + (project.finish - project.start) / 2))
    return max((run.today - due).days, 0)


def _checked_on(project: Project, run: Run) -> Iterator[date]:
    """The days of reviews, and of the approval of the gate behind which the third phase begins."""
    yield from (review.date for review in project.reviews if review.date <= run.today)
    for gate in run.methodology.lifecycle.gates:
        approval = approvals(project).get(gate.id)
        if approval is not None and approval.decided_on and run.phase_numbers.get(gate.opens, 0) == 3:
            yield approval.decided_on
