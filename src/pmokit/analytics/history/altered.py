"""Decided records that were altered after they were entered: what was typed over, when, in which commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pmokit.analytics.fact import fact
from pmokit.analytics.history.decided import (
    DECIDED_ON,
    Facts,
    of_approval,
    of_baseline,
    of_change,
    of_meeting,
    of_review,
)
from pmokit.analytics.history.earlier import (
    Reference,
    is_settled,
    known_ids,
    past_of,
    path_of,
    record_then,
    same,
)
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.control import Baseline, Change, GateApproval
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Review
from pmokit.text.file_past import Version


@fact("approval", "altered_since", REASON.maybe(), needs=("reporting",), of_project=True)
def altered_approval(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """What of a gate decision was changed after it was entered."""
    return _altered(approval, project, "gates", of_approval, run)


@fact("change", "altered_since", REASON.maybe(), needs=("reporting",), of_project=True)
def altered_change(change: Change, project: Project, run: Run) -> Reason | None:
    """What of a decided change was changed after its decision was entered."""
    return _altered(change, project, "changes", of_change, run)


@fact("baseline", "altered_since", REASON.maybe(), needs=("reporting",), of_project=True)
def altered_baseline(baseline: Baseline, project: Project, run: Run) -> Reason | None:
    """What of a baseline was changed after it was entered."""
    return _altered(baseline, project, "baselines", of_baseline, run)


@fact("review", "altered_since", REASON.maybe(), needs=("reporting",), of_project=True)
def altered_review(review: Review, project: Project, run: Run) -> Reason | None:
    """What of a review was changed after it was entered."""
    return _altered(review, project, "reviews", of_review, run)


@fact("meeting", "altered_since", REASON.maybe(), needs=("reporting",))
def altered_meeting(meeting: Meeting, run: Run) -> Reason | None:
    """What of the minutes was changed after they were entered."""
    return _altered(meeting, None, "meetings", of_meeting, run)


Says = Callable[[Any], Facts | None]
"""What counts of a record; None while nothing is decided."""
_COMPLETE = ("baselines", "meetings")
"""The parts whose records nobody adds to later: a milestone in a baseline, a decision in minutes."""


def _altered(record: Any, project: Project | None, part: str, says: Says, run: Run) -> Reason | None:
    now = says(record) or {}
    past = past_of(project, part, record.id, run)
    if past is None or len(past.versions) < 2:
        return None
    path, known = path_of(project, part, record.id), known_ids(project, run)
    additions = part in _COMPLETE
    read = ((version, record_then(path, version, run)) for version in past.versions)
    said = [(version, says(then)) for version, then in read if then is not None]
    start: Version | None = None
    settled: Facts = {}
    for version, then in said:
        if start is not None and not is_settled(start, version, run):
            start, settled = (start, then) if then else (None, {})
        elif then and (start is None or _is_new(settled, then, start)):
            start, settled = version, then
    if start is None or _difference(settled, now, known, additions) is None:
        return None
    return next(
        (
            reason("altered-since", what=what, day=version.day, commit=version.commit)
            for version, then in said
            if is_settled(start, version, run)
            and (what := _difference(settled, then or {}, known, additions))
        ),
        None,
    )


def _is_new(before: Facts, after: Facts, entered: Version) -> bool:
    """Whether a decision was taken after another one had been entered, as after a deferral or an expiry."""
    old, new = before.get(DECIDED_ON), after.get(DECIDED_ON)
    return old is not None and new is not None and bool(new > max(old, entered.seen))


def _difference(before: Facts, after: Facts, known: frozenset[str], additions: bool) -> Reason | None:
    """The first thing that is said otherwise. What was empty may be filled in; of `additions` only where the
    record was complete when it was entered."""
    renamed = 0
    for key, value in before.items():
        other = after.get(key)
        if value is None or (other is not None and same(value, other, known)):
            continue
        if other is None and isinstance(key.of, Reference) and key.of not in known:
            renamed += 1
            continue
        values = {"field": key, "before": value, "after": other}
        return reason("altered-lost" if other is None else "altered-value", **values)
    added = [key for key, value in after.items() if value is not None and key not in before]
    if not additions or len(added) <= renamed:
        return None
    return reason("altered-added", field=added[0], after=after[added[0]])
