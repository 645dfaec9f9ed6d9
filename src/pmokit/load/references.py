"""Every reference that a record holds, with its place: for renaming what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pmokit.load.inspection import plan_of
from pmokit.model.record import Record
from pmokit.text.flaws import Route


class Typed(NamedTuple):
    """A reference as it is typed: to which kind, the text, where, and in which project it is meant (empty: in
    that of the file)."""

    kind: str
    text: str
    route: Route
    project: str


def references(record: Record, route: Route = (), project: str = "") -> Iterator[Typed]:
    """Each reference that is typed in the file of a record."""
    plan = plan_of(type(record))
    values = dict(record)
    # What a meeting decides names the project, and beside it a record of that project.
    project = values.get("project") or project
    for name, kind, many in plan.references:
        value = values[name]
        if name in record.from_name or value is None:
            continue
        if not many:
            yield Typed(kind, value, (*route, name), project)
        else:
            for place, entry in enumerate(value):
                yield Typed(kind, entry, (*route, name, place), project)
    for name, kind in type(record).beside.items():
        if values[name] is not None and project:
            yield Typed(kind, values[name], (*route, name), project)
    for name, many in plan.inner:
        value = values[name]
        for place, entry in enumerate(value if many else (value,) if value is not None else ()):
            here = (*route, name, place) if many else (*route, name)
            yield from references(entry, here, project)


def named_records(record: Record) -> Iterator[tuple[Route, str]]:
    """The addresses of records in the file of a record, in waivers and in the debt, each with its place."""
    values: dict[str, Any] = dict(record)
    if isinstance(values.get("record"), str):
        yield ("record",), values["record"]
    for place, entry in enumerate(values.get("rules", ())):
        for number, name in enumerate(getattr(entry, "records", ())):
            yield ("rules", place, "records", number), name
