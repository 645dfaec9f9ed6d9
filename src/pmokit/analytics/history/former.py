"""What a field of an entry was before, and in which commit it was replaced.

One shape for all questions of that kind: a value that had been there for longer than an entry may be
corrected, and is another one now. Whether it may change is for each question to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.history.earlier import path_of, record_then
from pmokit.analytics.history.removed import too_late
from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.text.file_past import Version

_HOMES = {
    "milestone": ("schedule", "milestones"),
    "dependency": ("schedule", "dependencies"),
    "risk": ("raid", "risks"),
    "issue": ("raid", "issues"),
    "decision": ("raid", "decisions"),
    "cost": ("finance", "lines"),
    "benefit": ("benefits", "benefits"),
}
"""The file and the list in which the entries of a kind are."""
_TEXTS = ("title", "measure", "chosen")
"""The fields that are quoted as text."""


class Former(NamedTuple):
    """A value that a field had, the whole entry then, and the content of the file that last had it."""

    value: Any
    entry: Any
    version: Version
    replaced_on: date

    def worded(self, field: str, now: Any) -> Reason:
        """What it was and what it is, with the commit and its day."""
        return reason(
            "wording-moved" if field in _TEXTS else "term-moved",
            field=field,
            before=self.value,
            after="–" if now is None else now,
            day=self.replaced_on,
            commit=self.version.replaced_by,
        )


def former(entry: Any, field: str, project: Project, run: Run) -> Former | None:
    """The last other value of a field, if it had been there too long to be corrected. What was typed over and
    restored is no change; where the field was empty, nothing was lost."""
    now = getattr(entry, field)
    found: Former | None = None
    for version in _versions(entry, field, project, run):
        then = _entry_then(entry, project, version, run)
        value = getattr(then, field, None)
        if then is None or value is None or version.replaced_on is None:
            continue
        if value == now:
            return None
        found = Former(value, then, version, version.replaced_on)
    return found


def entries_then(entry: Any, project: Project, run: Run) -> Iterator[Any]:
    """All entries of the same list in the contents that are known."""
    part, name = _HOMES[entry.kind]
    past = run.past.get(path_of(project, part, ""))
    for version in past.versions if past else ():
        yield from _list_then(project, part, name, version, run)


def _versions(entry: Any, field: str, project: Project, run: Run) -> list[Version]:
    """The contents in which the field had a value, for long enough, that the next one lacked."""
    names = (entry.id, *getattr(entry, "formerly", ()))
    lost = run.once(_lost_fields, project, _HOMES[entry.kind][0])
    some = {id(version): version for name in names for version in lost.get((name, field), ())}
    return sorted(some.values(), key=lambda version: version.replaced_on or date.max)


def _lost_fields(project: Project, part: str, run: Run) -> dict[tuple[str, str], list[Version]]:
    past = run.past.get(path_of(project, part, ""))
    found: dict[tuple[str, str], list[Version]] = {}
    for version in past.versions if past else ():
        for token in sorted(too_late(version, run)):
            if token.startswith("@"):
                name, _, rest = token[1:].partition(" ")
                found.setdefault((name, rest.partition("=")[0]), []).append(version)
    return found


def _entry_then(entry: Any, project: Project, version: Version, run: Run) -> Any:
    names = (entry.id, *getattr(entry, "formerly", ()))
    some = _list_then(project, *_HOMES[entry.kind], version, run)
    return next((one for one in some if one.id in names), None)


def _list_then(project: Project, part: str, name: str, version: Version, run: Run) -> tuple[Any, ...]:
    record = record_then(path_of(project, part, ""), version, run)
    return getattr(record, name, ())


def decided_near(project: Project, day: date, run: Run) -> bool:
    """Whether anything was decided about a project near a day: a change, a baseline, a gate, or a decision of
    its register or of a meeting."""
    days = [one.decided_on for one in project.changes if one.state == "approved"]
    days += [one.approved_on for one in project.baselines]
    days += [one.decided_on for one in project.gates]
    days += [one.decided_on for one in project.raid.decisions if one.state == "decided"]
    days += run.once(_minuted).get(project.id, ())
    limit = timedelta(days=int(run.reporting.baseline_days))
    return any(one is not None and abs(day - one) <= limit for one in days)


def _minuted(run: Run) -> dict[str, list[date]]:
    """The days on which meetings approved something about a project."""
    found: dict[str, list[date]] = {}
    for meeting in run.portfolio.meetings:
        for one in meeting.decisions:
            if one.project and one.outcome in ("approved", "approved_with_conditions"):
                found.setdefault(one.project, []).append(meeting.date)
    return found


def is_baselined(project: Project, day: date, milestone: str | None = None) -> bool:
    """Whether a baseline had been approved by a day, one that names a milestone where one is asked about."""
    return any(
        one.approved_on <= day
        and (milestone is None or any(e.milestone == milestone for e in one.milestones))
        for one in project.baselines
    )
