"""Integrity inside and between records: references, unique ids, dates in order, extra fields.

What to look at is worked out once a record class; a walk then costs little more than the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from pmokit.load.integrity import finding
from pmokit.load.layout import PROJECTS
from pmokit.load.lookups import LOCAL
from pmokit.load.run import Run
from pmokit.load.suggest import nearest
from pmokit.model import anatomy
from pmokit.model.address import refer
from pmokit.model.finding import Finding
from pmokit.model.record import Record
from pmokit.model.status_report import Report
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Plan(NamedTuple):
    """What to look at in the records of one class."""

    references: tuple[tuple[str, str, bool], ...]
    """Field, kind of record, and whether the field is a list."""
    inner: tuple[tuple[str, bool], ...]
    """Fields that hold a record or (True) a list of records in which there is something to look at."""
    unique: tuple[str, ...]
    """Fields with lists of records that have typed ids."""
    in_order: tuple[tuple[str, str], ...]
    happened: tuple[str, ...]
    acted: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    """Fields that are mappings whose keys are references, and the kind of record."""


# Record classes never change in a process.
@cache
def plan_of(record: type[Record]) -> Plan:
    """The plan of a record class, from the annotations of its fields."""
    references: list[tuple[str, str, bool]] = []
    inner: list[tuple[str, bool]] = []
    unique: list[str] = []
    keys: list[tuple[str, str]] = []
    for name, type_ in anatomy.fields(record).items():
        item = type_.item
        if type_.base == "extra":
            keys += [(name, type_.ref)] if type_.ref else []
        elif type_.ref:
            references.append((name, type_.ref, False))
        elif item and item.ref:
            references.append((name, item.ref, True))
        elif type_.record and any(plan_of(type_.record)):
            inner.append((name, False))
        elif item and item.record:
            if any(plan_of(item.record)):
                inner.append((name, True))
            if "id" in item.record.model_fields and "id" not in item.record.from_name:
                unique.append(name)
    days = (record.in_order, record.happened, record.acted)
    return Plan(tuple(references), tuple(inner), tuple(unique), *days, tuple(keys))


def inspect(record: Record, path: str, home: str, run: Run) -> list[Finding]:
    """The findings of one file's record. `home` is the project it belongs to, or empty."""
    found: list[Finding] = []
    _inspect(record, (), _Scope(path, home, run, found))
    return found


class _Scope(NamedTuple):
    path: str
    home: str
    run: Run
    found: list[Finding]


def _inspect(record: Record, route: Route, scope: _Scope) -> None:
    plan = plan_of(type(record))
    # The walk is hot; a record that was read has all its fields.
    values = record.__dict__
    for name, kind, many in plan.references:
        value = values[name]
        if value is None or value == ():
            continue
        if not many:
            if not _is_known(kind, value, scope) and not _is_repeated(kind, value, record, scope):
                place = () if name in record.from_name else (*route, name)
                scope.found.append(_unknown(kind, value, place, scope))
        else:
            for position, entry in enumerate(value):
                if not _is_known(kind, entry, scope):
                    scope.found.append(_unknown(kind, entry, (*route, name, position), scope))
    for name, kind in plan.keys:
        for key in values[name]:
            if not _is_known(kind, key, scope):
                scope.found.append(_unknown(kind, key, (*route, name, key), scope)._replace(key=True))
    scope.found.extend(_impossible_days(plan, record, route, scope))
    for name in plan.unique:
        if len(values[name]) > 1:
            scope.found.extend(_repeated(scope.path, (*route, name), values[name]))
    for name, many in plan.inner:
        value = values[name]
        if not many:
            if value is not None:
                _inspect(value, (*route, name), scope)
        else:
            for position, entry in enumerate(value):
                _inspect(entry, (*route, name, position), scope)


def _impossible_days(plan: Plan, record: Record, route: Route, scope: _Scope) -> Iterator[Finding]:
    """Days in the wrong order or in the future, and those on which somebody acted who was not there."""
    values = record.__dict__
    for first, second in plan.in_order:
        if values[first] and values[second] and values[first] > values[second]:
            yield _reversed(scope.path, route, first, second, values)
    for name in plan.happened:
        if values[name] and values[name] > scope.run.today:
            message = say("load.in-future", field=name, day=values[name], today=scope.run.today)
            help = say("load.in-future.fix")
            place = route if name in record.from_name else (*route, name)
            yield finding("date-in-future", message, scope.path, place, help=help)
    for who, name in plan.acted:
        person, day = scope.run.index.get("person", {}).get(values[who]), values[name]
        if person is None or day is None:
            continue
        if (person.until and day > person.until) or (person.since and day < person.since):
            message = say("load.acted-while-away", person=person.name, day=day)
            help = say("load.acted-while-away.fix")
            yield finding("acted-while-away", message, scope.path, (*route, who), help=help)


def _is_known(kind: str, reference: str, scope: _Scope) -> bool:
    """Whether a reference leads to a record, or to a place that could not be read."""
    run = scope.run
    if kind == "project":
        known = run.has_project(reference)
    elif kind not in LOCAL:
        known = reference in run.index.get(kind, ())
    else:
        known = run.find(kind, reference, scope.home) is not None
    return known or run.is_broken(kind, reference, scope.home)


def _is_repeated(kind: str, reference: str, record: Record, scope: _Scope) -> bool:
    """Whether an earlier report of the project names the same missing baseline: one loss is one finding."""
    project = scope.run.project(scope.home) if kind == "baseline" else None
    if project is None or not isinstance(record, Report):
        return False
    return any(one.baseline == reference and one.period < record.period for one in project.reports)


def _unknown(kind: str, reference: str, route: Route, scope: _Scope) -> Finding:
    run = scope.run
    meant = refer(kind, reference)
    project_id = meant.project if kind in LOCAL else ""
    if meant.portfolio:
        return finding(
            "unknown-reference",
            say("load.leads-portfolio-which-cannot-read", reference=reference, portfolio=meant.portfolio),
            scope.path,
            route,
            help=say("load.name-portfolio", kind=kind),
        )
    if project_id and not run.has_project(project_id):
        return finding(
            "unknown-reference",
            say("load.no-project", project_id=project_id),
            scope.path,
            route,
            help=nearest(project_id, run.project_ids) or say("load.look-id-up", projects=PROJECTS),
        )
    words = meant.id
    candidates = run.candidates(kind, project_id or scope.home)
    where = say("load.project", value=project_id or scope.home) if kind in LOCAL else ""
    return finding(
        "unknown-reference",
        say("load.no", kind=kind, words=words, where=where),
        scope.path,
        route,
        help=nearest(words, candidates) or say("load.correct-id-add-first", kind=kind),
    )


def _reversed(path: str, route: Route, first: str, second: str, values: dict[str, Any]) -> Finding:
    return finding(
        "dates-reversed",
        say("load.before", second=second, values=values[second], first=first, values_2=values[first]),
        path,
        (*route, second),
        help=say("load.correct-one-two-dates"),
    )


def _repeated(path: str, route: Route, entries: Iterable[Any]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for position, entry in enumerate(entries):
        entry_id = entry.id
        if entry_id is None:
            continue
        if entry_id in seen:
            yield finding(
                "duplicate-id",
                say("load.id-stands-here-second-time", entry_id=entry_id, seen=seen[entry_id] + 1),
                path,
                (*route, position, "id"),
                help=say("load.give-one-two-another-id"),
            )
        else:
            seen[entry_id] = position
