"""What was taken out of a register instead of closed, and records that were deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import path_of, record_then
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.anatomy import REASONS, TEXT
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.text.file_past import Version

_OPEN: dict[str, tuple[str, ...]] = {
    "risks": ("open", "struck"),
    "assumptions": ("open",),
    "issues": ("open",),
    "decisions": ("open", "decided"),
    "dependencies": ("requested", "accepted"),
}
"""The states in which an entry of a list may not be removed; actions and milestones have none."""
_RAID = ("risks", "issues", "decisions", "actions", "assumptions")


class Lost(NamedTuple):
    """An entry that was removed, and the content of the file that last held it."""

    list: str
    entry: Any
    version: Version


@fact("project", "raid_removed", REASONS, needs=("raid", "reporting"))
def raid_removed(project: Project, run: Run) -> tuple[Reason, ...]:
    """Risks, issues, decisions and actions that were removed without having been closed."""
    return tuple(_worded(lost) for lost in run.once(_raid_lost, project))


@fact("project", "raid_removed_from", TEXT, needs=("raid", "reporting"))
def raid_removed_from(project: Project, run: Run) -> str:
    """The list of the register from which the first of them was removed; empty if none was."""
    return next((lost.list for lost in run.once(_raid_lost, project)), "")


def _raid_lost(project: Project, run: Run) -> list[Lost]:
    now = [entry for name in _RAID for entry in getattr(project.raid, name)]
    return _lost(project, "raid", _RAID, now, run)


@fact("project", "plan_removed", REASONS, needs=("schedule", "reports", "baselines", "changes", "reporting"))
def plan_removed(project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones and dependencies that were removed from the schedule, beyond those that a baseline or a
    report still names and those that a change of scope took out."""
    return tuple(_worded(lost) for lost in run.once(_plan_lost, project))


@fact(
    "project", "plan_removed_from", TEXT, needs=("schedule", "reports", "baselines", "changes", "reporting")
)
def plan_removed_from(project: Project, run: Run) -> str:
    """The list of the schedule from which the first of them was removed; empty if none was."""
    return next((lost.list for lost in run.once(_plan_lost, project)), "")


def _plan_lost(project: Project, run: Run) -> list[Lost]:
    names = ("milestones", "dependencies")
    now = [entry for name in names for entry in getattr(project.schedule, name)]
    held = {entry.milestone for one in project.baselines for entry in one.milestones}
    held |= {entry.milestone for one in project.reports for entry in one.forecasts}
    decided = [
        change.decided_on
        for change in project.changes
        if change.state == "approved" and change.effect_scope and change.decided_on
    ]
    lost = _lost(project, "schedule", names, now, run)
    return [
        one
        for one in lost
        if one.list != "milestones"
        or (one.entry.id not in held and not _is_near(one.version.replaced_on, decided, run))
    ]


def _is_near(day: date | None, decided: list[date], run: Run) -> bool:
    limit = int(run.reporting.baseline_days)
    return day is not None and any(abs((day - one).days) <= limit for one in decided)


def _lost(project: Project, part: str, lists: tuple[str, ...], now: list[Any], run: Run) -> list[Lost]:
    """The open entries of some lists of a file that were removed after they could be corrected."""
    path = path_of(project, part, "")
    past = run.past.get(path)
    there = {entry.id for entry in now} | {old for entry in now for old in getattr(entry, "formerly", ())}
    titles = {entry.title.casefold() for entry in now}
    found: dict[str, Lost] = {}
    for version in past.versions if past else ():
        gone = too_late(version, run) - there
        record = record_then(path, version, run) if gone else None
        for name in lists if record is not None else ():
            for entry in getattr(record, name):
                if entry.id in gone and entry.title.casefold() not in titles and _is_open(name, entry):
                    found[entry.id] = Lost(name, entry, version)
    return list(found.values())


def too_late(version: Version, run: Run) -> set[str]:
    """What a content lost when it had been there for longer than an entry may be corrected."""
    if version.replaced_on is None:
        return set()
    last = version.replaced_on - timedelta(days=int(run.reporting.correction_days))
    return {name for name, first in version.lost.items() if first < last}


def _is_open(name: str, entry: Any) -> bool:
    if name == "actions":
        return entry.done is None
    return name not in _OPEN or entry.state in _OPEN[name]


def _worded(lost: Lost) -> Reason:
    version = lost.version
    return reason(
        "entry-removed", title=lost.entry.title, day=version.replaced_on, commit=version.replaced_by
    )


@fact("project", "records_removed", REASONS, needs=("gates", "changes", "reviews", "reporting"))
def records_removed(project: Project, run: Run) -> tuple[Reason, ...]:
    """Decided gates, decided changes and reviews whose files were deleted."""
    return tuple(
        reason("record-removed", path=path, day=last.replaced_on, commit=last.replaced_by)
        for part in ("gates", "changes", "reviews")
        for path, last in deleted(project.id, part, run)
        if getattr(record_then(path, last, run), "state", "") not in ("proposed", "withdrawn")
    )


def deleted(home: str, part: str, run: Run) -> Iterator[tuple[str, Version]]:
    """The files of a part of a project, or of the portfolio (""), that were deleted after they could be
    corrected, each with its last content."""
    limit = timedelta(days=int(run.reporting.correction_days))
    for path in run.once(_deleted_paths).get((home, part), ()):
        past = run.past[path]
        last = past.versions[-1] if past.versions else None
        if last is not None and last.replaced_on and last.replaced_on > past.entered + limit:
            yield path, last


def _deleted_paths(run: Run) -> dict[tuple[str, str], list[str]]:
    """The deleted files by project and part."""
    found: dict[tuple[str, str], list[str]] = {}
    for path, past in run.past.items():
        located = layout.place(path) if past.gone else None
        if located is not None:
            found.setdefault((layout.project_of(path) or "", located.slot.part), []).append(path)
    return found
