"""Texts that tell as done what they date after the day on which they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting.told_days import DAY, day_of
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.control import Change
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.raid import Decision, Issue
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Dependency, Milestone
from pmokit.model.status_report import DIMENSIONS, Report, Review

_DONE = (
    r"(?:completed|finished|done|delivered|reached|accepted|signed(?:\soff)?|closed|concluded|installed|"
    r"migrated|approved|passed|handed\sover|implemented|repaired|achieved|received|replaced|tested|shipped)"
)
_TOLD = re.compile(
    r"(?P<past>\b(?:was|were|has been|have been|had been)\s+(?:\w+ly\s+)?)?"
    rf"\b(?P<done>{_DONE}|(?:went|gone) live|took place)(?: successfully)?\s+"
    rf"(?:on|since)\s+(?:the\s+)?(?P<day>{DAY})"
)
_AHEAD = re.compile(
    r"\b(?:is|are|be|being|will|would|to|must|should|can|could|may|if|when|once|until|till|unless|before|"
    r"not|never|planned|expected|scheduled|forecast|due|next|gets?)\b[^.;:,]*$"
)
"""What makes the words behind it an intention, or a condition."""


def _premature(passages: Iterable[str | None], written: date, *, bare: bool = False) -> Reason | None:
    """The words that tell something as done on a day after a text was written. A participle alone tells it
    only where `bare` says so: elsewhere it may be an intention."""
    for passage in passages:
        said = " ".join((passage or "").casefold().split())
        for found in _TOLD.finditer(said):
            day = day_of(found["day"], written)
            is_told = found["past"] or bare or "live" in found["done"] or "took" in found["done"]
            if not is_told or day is None or day <= written:
                continue
            if not _AHEAD.search(said[max(found.start() - 60, 0) : found.start()]):
                return reason("told", passage=found[0])
    return None


@fact("report", "told_ahead", REASON.maybe())
def told_in_report(report: Report, run: Run) -> Reason | None:
    """What it tells as done on a day after it was submitted."""
    claims = (getattr(report.claims, name) for name in DIMENSIONS)
    comments = (claim.comment for claim in claims if claim is not None)
    return _premature([report.summary, *comments], report.submitted_on) or _premature(
        report.achievements, report.submitted_on, bare=True
    )


@fact("meeting", "told_ahead", REASON.maybe(), needs=("reporting",))
def told_in_minutes(meeting: Meeting, run: Run) -> Reason | None:
    """What its minutes tell as done on a day after they were due."""
    if meeting.state != "held":
        return None
    decided = (words for one in meeting.decisions for words in (one.what, one.rationale))
    last = date.fromordinal(meeting.date.toordinal() + int(run.reporting.minutes_days))
    return _premature([meeting.minutes, *decided], last)


@fact("review", "told_ahead", REASON.maybe())
def told_in_review(review: Review, _run: Run) -> Reason | None:
    """What it tells as done on a day after it."""
    return _premature([review.summary], review.date)


@fact("issue", "told_ahead", REASON.maybe())
def told_in_issue(issue: Issue, run: Run) -> Reason | None:
    """What it tells as done on a day in the future."""
    return _premature([issue.description, issue.resolution], run.today)


@fact("milestone", "told_ahead", REASON.maybe())
def told_in_milestone(milestone: Milestone, run: Run) -> Reason | None:
    """What its note tells as done on a day in the future."""
    return _premature([milestone.note], run.today)


@fact("dependency", "told_ahead", REASON.maybe())
def told_in_dependency(dependency: Dependency, run: Run) -> Reason | None:
    """What its note tells as done on a day in the future."""
    return _premature([dependency.note], run.today)


@fact("decision", "told_ahead", REASON.maybe())
def told_in_decision(decision: Decision, run: Run) -> Reason | None:
    """What its texts tell as done on a day in the future."""
    return _premature([decision.rationale, decision.recommendation], run.today)


@fact("change", "told_ahead", REASON.maybe())
def told_in_change(change: Change, run: Run) -> Reason | None:
    """What its texts tell as done on a day in the future."""
    return _premature([change.description, change.reason], run.today)
