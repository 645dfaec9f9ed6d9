"""An end that moved further than was approved, and a tier that was lowered before anything was approved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.history.former import decided_near
from pmokit.analytics.history.moved_terms import is_approved, is_decided, last_other
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.text.file_past import Version

_NEEDS = ("charter", "gates", "changes", "baselines", "reporting")


@fact("project", "end_beyond", REASON.maybe(), needs=_NEEDS)
def end_beyond(project: Project, run: Run) -> Reason | None:
    """The approved end that moved by more days than were granted by the changes since it was entered. An end
    that nothing explains at all is a moved term; one that a gate or the last baseline explains is none."""
    found = last_other(project, "charter", "finish", project.finish, run)
    if found is None or project.finish is None:
        return None
    version, before = found
    day = version.replaced_on
    if day is None or not is_approved(project, version.day) or not is_decided(project, day, run):
        return None
    moved, granted = (project.finish - before).days, _granted(project, version, day, run)
    if moved <= granted + run.reporting.approved_tolerance_days or _is_explained(project, day, run):
        return None
    return reason(
        "end-beyond",
        before=before,
        after=project.finish,
        days=moved,
        granted=f"{granted.normalize():f}",
        day=day,
        commit=version.replaced_by,
    )


def _granted(project: Project, version: Version, day: date, run: Run) -> Decimal:
    """The days that were approved since an end was entered, or near the day of its change: by changes, or by
    which the end of the last baseline moved."""
    near = timedelta(days=int(run.reporting.baseline_days))
    since = min((first for token, first in version.lost.items() if token.startswith("finish")), default=day)
    days = [
        one.effect_days or Decimal(0)
        for one in project.changes
        if one.state == "approved" and one.decided_on and since - near <= one.decided_on <= day + near
    ]
    last = _ends(project)[-2:]
    is_new = len(last) > 1 and since - near <= last[-1][0] <= day + near
    moved = (last[-1][1] - last[0][1]).days if is_new else 0
    return max(sum(days, Decimal(0)), Decimal(moved), Decimal(0))


def _ends(project: Project) -> list[tuple[date, date]]:
    """The day and the last date of each baseline that has dates, by day."""
    return sorted(
        (one.approved_on, max(entry.date for entry in one.milestones))
        for one in project.baselines
        if one.milestones
    )


def _is_explained(project: Project, day: date, run: Run) -> bool:
    """Whether a gate was decided near a day, or the end follows soon after that of the last baseline."""
    near = timedelta(days=int(run.reporting.baseline_days))
    if any(one.decided_on is not None and abs(day - one.decided_on) <= near for one in project.gates):
        return True
    ends = _ends(project)
    return bool(ends) and project.finish is not None and project.finish <= ends[-1][1] + near


@fact("project", "tier_lowered", REASON.maybe(), needs=("tiers", "raid", "meetings", *_NEEDS))
def tier_lowered(project: Project, run: Run) -> Reason | None:
    """The higher tier of a project before its first baseline, where nothing was decided near that day."""
    found = last_other(project, "charter", "tier", project.tier, run)
    order = list(run.tiers)
    if found is None or project.tier not in order or found[1] not in order:
        return None
    version, before = found
    day = version.replaced_on
    if day is None or is_approved(project, version.day) or decided_near(project, day, run):
        return None
    if order.index(project.tier) >= order.index(before):
        return None
    return reason(
        "term-moved", field="tier", before=before, after=project.tier, day=day, commit=version.replaced_by
    )
