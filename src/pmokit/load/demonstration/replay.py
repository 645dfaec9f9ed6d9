"""The commits of the demonstration: told from the newest to the oldest, written from the oldest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from pmokit.load.demonstration import dated, reported
from pmokit.load.demonstration.listed import listed
from pmokit.load.demonstration.state import FOLDER, State, Unfit
from pmokit.load.demonstration.step import Step
from pmokit.model.time_zone import zone
from pmokit.text.new_history import NewCommit
from pmokit.text.ssh_signature import key_of
from pmokit.text.yaml import parse

_FIRST, _APART = time(8, 30), timedelta(minutes=11)
"""When the first commit of a day is made, and how long after it the next one."""
_LISTED = 1000
"""From this rank on steps are listed. Others may change nothing, such as those of a later project."""


class _Told(NamedTuple):
    """A commit before its moment is known."""

    day: date
    by: str
    message: str
    changes: dict[str, bytes | None]
    signed: bool


def replay(history: bytes, files: Mapping[str, bytes]) -> list[NewCommit]:
    """The commits that lead to the files of today. Those outside the portfolio were there from the beginning.

    Raises Unfit where the list of what happened does not fit the records.
    """
    rules = parse(history).data
    now = State({path: raw for path, raw in files.items() if path.startswith(FOLDER)})
    begins = date.fromisoformat(rules["begins"])
    today = date.fromisoformat(now.look(f"{FOLDER}portfolio.yaml")["today"])
    steps = [step for step in _steps(rules, now) if _is_told(step, begins, today)]
    told: list[_Told] = []
    for some in reversed(_commits(steps)):
        later = dict(now.files)
        for step in reversed(some):
            step.undo(now)
        now.settle()
        changes = _changes(now.files, later)
        if changes:
            signed = any(step.signed for step in some)
            told.append(_Told(some[0].day, some[0].by, _message(some), changes, signed))
        elif some[0].rank >= _LISTED:
            raise Unfit(some[0].message)
    others = {path: raw for path, raw in files.items() if not path.startswith(FOLDER)}
    told.append(_Told(begins, rules["person"], rules["message"], {**others, **now.files}, signed=False))
    return _dated(told[::-1], rules["time_zone"], people(files))


def _steps(rules: Mapping[str, Any], now: State) -> Iterable[Step]:
    yield from dated.arrivals(rules["projects"], 0, now)
    yield from dated.files(rules["files"], 100, now)
    yield from dated.entries(rules["entries"], 200, now)
    yield from reported.baselines(rules["baselines"], 300, now)
    yield from reported.milestones(rules["milestones"], 301, now)
    yield from reported.reports(rules["reports"], 302, now)
    yield from listed(rules["steps"], _LISTED)


def _is_told(step: Step, begins: date, today: date) -> bool:
    """Whether a step is one of the past that is told; a listed one must be."""
    told = begins < step.day <= today
    if not told and step.rank >= _LISTED:
        raise Unfit(step.message)
    return told


def _commits(steps: list[Step]) -> list[list[Step]]:
    """The steps of each commit, in the order in which they were made."""
    found: dict[tuple[date, str, str], list[Step]] = {}
    for step in sorted(steps, key=lambda one: (one.day, one.rank)):
        found.setdefault((step.day, step.by, step.about), []).append(step)
    return list(found.values())


def _message(some: list[Step]) -> str:
    first, *rest = dict.fromkeys(step.message for step in some)
    return "\n".join([first, "", *(f"- {one}" for one in rest)]) if rest else first


def _changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, bytes | None]:
    gone: dict[str, bytes | None] = {path: None for path in before if path not in after}
    return {**{path: raw for path, raw in after.items() if before.get(path) != raw}, **gone}


def people(files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Name and address of each person of the directory."""
    some = parse(files[f"{FOLDER}people.yaml"]).data["people"]
    return {one["id"]: (one["name"], one["email"]) for one in some}


def _dated(
    told: list[_Told],
    time_zone: str,
    names: Mapping[str, tuple[str, str]],
) -> list[NewCommit]:
    """The commits with the moments at which they were made."""
    commits: list[NewCommit] = []
    number, last = 0, date.min
    for day, by, message, changes, signed in told:
        number, last = (number + 1 if day == last else 0), day
        moment = datetime.combine(day, _FIRST, zone(time_zone)) + number * _APART
        name, address = names[by]
        key = key_of(f"pmokit demonstration: {by}") if signed else None
        commits.append(NewCommit(name, address, moment, message, changes, key))
    return commits
