"""Steps that reports and baselines tell: what the plan and the money of a project were before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pmokit.load import layout
from pmokit.load.demonstration.dated import project_of
from pmokit.load.demonstration.state import State
from pmokit.load.demonstration.step import Rule, Step, dated, paths

_STEP = 1000
"""Figures of a budget line are whole thousands, as those of the reports."""


def reports(rule: Rule, rank: int, state: State) -> Iterator[Step]:
    """Reports: before each, plan and money were those of the report before it."""
    for some in _by_project("projects/*/reports/*.yaml", "submitted_on", state).values():
        for before, path in zip([None, *some], some, strict=False):
            undo = _unreport(path, state.look(before) if before else None, _money(path, state))
            yield from dated(rule, rank, path, state, state.look(path), undo)


def milestones(rule: Rule, rank: int, state: State) -> Iterator[Step]:
    """Milestones that were reached: before, the last report forecast them."""
    sent = _by_project("projects/*/reports/*.yaml", "submitted_on", state)
    for path in paths("projects/*/schedule.yaml", state):
        for milestone in state.look(path).get("milestones", ()):
            day = milestone.get("actual", "")
            known = [state.look(one) for one in sent.get(project_of(path), ())]
            told = [table for one in known if one["submitted_on"] < day and (table := _table(one))]
            forecast = told[-1].get(milestone["id"], {}).get("forecast") if told else None
            undo = _unreach(path, milestone["id"], forecast)
            yield from dated(rule, rank, path, state, milestone, undo)


def baselines(rule: Rule, rank: int, state: State) -> Iterator[Step]:
    """Baselines: before each, the plan held the dates of the one before it."""
    for some in _by_project("projects/*/baselines/*.yaml", "approved_on", state).values():
        for before, path in zip([None, *some], some, strict=False):
            undo = _unapprove(path, state.look(before) if before else None)
            yield from dated(rule, rank, path, state, state.look(path), undo)


def _by_project(pattern: str, day: str, state: State) -> dict[str, list[str]]:
    """The files of a pattern by project, in the order of a day that they hold."""
    found: dict[str, list[str]] = {}
    for path in sorted(paths(pattern, state), key=lambda one: (state.look(one)[day], one)):
        found.setdefault(project_of(path), []).append(path)
    return found


def _table(report: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {row["milestone"]: row for row in report.get("forecasts", ())}


def _money(path: str, state: State) -> Any:
    finance = layout.path_of(project_of(path), "finance")
    return state.look(finance) if finance in state.files else None


def _unreport(path: str, before: Mapping[str, Any] | None, money: Any) -> Callable[[State], None]:
    def undo(state: State) -> None:
        if path not in state.files:
            return
        own = state.look(path)
        state.remove(path)
        finance = layout.path_of(project_of(path), "finance")
        if finance in state.files and "figures" in (before or own):
            _scale(state.edit(finance), money, before or own, earlier=before is None)
        if before is None:
            return
        table = _table(before)
        for milestone in _milestones(path, state):
            forecast = table.get(milestone["id"], {}).get("forecast")
            if "actual" not in milestone and forecast is not None:
                milestone["forecast"] = forecast

    return undo


def _milestones(path: str, state: State) -> list[dict[str, Any]]:
    """The milestones of the project of a file, to be changed in place."""
    schedule = layout.path_of(project_of(path), "schedule")
    return state.edit(schedule).get("milestones", []) if schedule in state.files else []


def _scale(finance: dict[str, Any], money: Any, report: Mapping[str, Any], earlier: bool) -> None:
    """Give the budget lines the totals of a report, in the proportions of today. What was known earlier than
    a first report is the same, a month before."""
    month = date.fromisoformat(report["as_on"]).replace(day=1) - timedelta(days=1)
    if earlier:
        month = month.replace(day=1) - timedelta(days=1)
    finance["as_on"] = month.isoformat()
    for name in ("actual", "forecast"):
        if name not in report["figures"]:
            continue
        total = _amount(report["figures"][name])
        parts = [_amount(line[name]) for line in money["lines"]]
        shares = [part * total // max(sum(parts), 1) // _STEP * _STEP for part in parts]
        shares[parts.index(max(parts))] += total - sum(shares)
        for line, share in zip(finance["lines"], shares, strict=True):
            line[name] = f"{share} {report['figures'][name].split()[1]}"


def _amount(written: str) -> int:
    return int(written.split()[0])


def _unreach(path: str, milestone: str, forecast: str | None) -> Callable[[State], None]:
    def undo(state: State) -> None:
        for one in _milestones(path, state):
            if one["id"] == milestone:
                one.pop("actual", None)
                one["forecast"] = forecast or one.get("baseline", one["forecast"])

    return undo


def _unapprove(path: str, before: Mapping[str, Any] | None) -> Callable[[State], None]:
    dates = {row["milestone"]: row["date"] for row in before["milestones"]} if before else {}

    def undo(state: State) -> None:
        state.remove(path)
        for milestone in _milestones(path, state):
            milestone.pop("baseline", None)
            if milestone["id"] in dates:
                milestone["baseline"] = dates[milestone["id"]]

    return undo
