"""A budget, an end or a tier that was approved and typed over, without a decision near that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pmokit.analytics.fact import fact
from pmokit.analytics.finance.approved_budget import budget_baseline
from pmokit.analytics.history.earlier import path_of, record_then
from pmokit.analytics.history.removed import too_late
from pmokit.load.run import Run
from pmokit.model.anatomy import REASONS, TEXT
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.text.file_past import Version

_NEEDS = ("charter", "finance", "gates", "changes", "baselines", "reports", "reporting")
_TERMS = (("charter", "finish"), ("charter", "tier"), ("finance", "budget"))


@fact("project", "terms_moved", REASONS, needs=_NEEDS)
def terms_moved(project: Project, run: Run) -> tuple[Reason, ...]:
    """Budget, end or tier after a baseline, each with what it was, where no decision near that day explains
    the change. A budget that a baseline or a report states is left to the comparison with it."""
    return tuple(found for _, found in run.once(_moved, project))


@fact("project", "terms_moved_at", TEXT, needs=_NEEDS)
def terms_moved_at(project: Project, run: Run) -> str:
    """The field of the first of them; empty if there is none."""
    return next((place for place, _ in run.once(_moved, project)), "")


def _moved(project: Project, run: Run) -> list[tuple[str, Reason]]:
    return list(_each(project, run))


def _each(project: Project, run: Run) -> Iterator[tuple[str, Reason]]:
    stated = any(report.figures and report.figures.budget for report in project.reports)
    for part, name in _TERMS:
        if name == "budget" and (stated or budget_baseline(project)):
            continue
        now = getattr(project.finance if part == "finance" else project, name)
        last = last_other(project, part, name, now, run)
        if last is None:
            continue
        version, value = last
        day = version.replaced_on
        if day is not None and is_approved(project, version.day) and not is_decided(project, day, run):
            place = name if part == "charter" else f"{part}.{name}"
            yield (
                place,
                reason(
                    "term-moved", field=name, before=value, after=now, day=day, commit=version.replaced_by
                ),
            )


def last_other(project: Project, part: str, name: str, now: Any, run: Run) -> tuple[Version, Any] | None:
    """The last content with another value than today's, if that had been there too long to be corrected."""
    path = path_of(project, part, "")
    past = run.past.get(path)
    found: tuple[Version, Any] | None = None
    for version in past.versions if past else ():
        value = getattr(record_then(path, version, run), name, None)
        if value == now:
            return None  # it was typed over and restored
        if value is not None and any(token.startswith(name) for token in too_late(version, run)):
            found = version, value
    return found


def is_approved(project: Project, day: date) -> bool:
    """Whether the terms had been approved by then: before the first baseline they are estimates."""
    return any(baseline.approved_on <= day for baseline in project.baselines)


def is_decided(project: Project, day: date, run: Run) -> bool:
    """Whether a change, a baseline or a gate was approved near a day."""
    days = [one.decided_on for one in project.changes if one.state == "approved"]
    days += [one.approved_on for one in project.baselines]
    days += [one.decided_on for one in project.gates]
    return any(one is not None and abs((day - one).days) <= run.reporting.baseline_days for one in days)
