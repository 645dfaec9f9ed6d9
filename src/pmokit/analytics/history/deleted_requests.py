"""Waivers, examinations and undecided changes whose files were deleted instead of ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import record_then
from pmokit.analytics.history.removed import deleted
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.anatomy import REASONS
from pmokit.model.portfolio.examination import Examination
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.text.file_past import Version

_Deleted = tuple[str, Version]


@fact(
    "project",
    "requests_deleted",
    REASONS,
    needs=("changes", "waivers", "examinations", "reporting"),
)
def requests_deleted(project: Project, run: Run) -> tuple[Reason, ...]:
    """Undecided changes, examinations and waivers about a project that were deleted and have no successor.
    A waiver may be deleted when its rule is met: it is named for one reporting period, if it had not
    expired."""
    some = [*_changes(project, run), *run.once(_shared).get(project.id, ())]
    return tuple(
        reason("record-removed", path=path, day=last.replaced_on, commit=last.replaced_by)
        for path, last in some
    )


def _changes(project: Project, run: Run) -> Iterator[_Deleted]:
    titles = {change.title.casefold() for change in project.changes}
    for path, last in deleted(project.id, "changes", run):
        then: Any = record_then(path, last, run)
        if getattr(then, "state", "") == "proposed" and then.title.casefold() not in titles:
            yield path, last


def _shared(run: Run) -> dict[str, list[_Deleted]]:
    """What was deleted in the folders of the portfolio, by the project that it was about."""
    found: dict[str, list[_Deleted]] = {}
    for part in ("examinations", "waivers"):
        for path, last in deleted("", part, run):
            then: Any = record_then(path, last, run)
            counts = then is not None and not _has_successor(then, run)
            if counts and (part == "examinations" or _was_running(then, last, run)):
                home = getattr(then, "project", None) or address.home_of(then.record or "")
                found.setdefault(home, []).append((path, last))
    return found


def _has_successor(then: Waiver | Examination, run: Run) -> bool:
    if isinstance(then, Examination):
        some = run.portfolio.examinations
        return any((one.rule, one.record) == (then.rule, then.record) for one in some)
    scope = (then.rule, then.clause, then.record, then.project, then.tier)
    return any(
        (one.rule, one.clause, one.record, one.project, one.tier) == scope for one in run.portfolio.waivers
    )


def _was_running(then: Waiver, last: Version, run: Run) -> bool:
    """Whether a waiver had not expired when it was deleted, within the last reporting period."""
    day = last.replaced_on
    ends = max([then.until, *(one.until for one in then.extensions)])
    return day is not None and day <= ends and (run.today - day).days <= run.reporting.period_days
