"""Every reference that a record holds, with its place: for renaming what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmokit.load.inspection import plan_of
from pmokit.model.record import Record
from pmokit.text.flaws import Route


def references(record: Record, route: Route = ()) -> Iterator[tuple[str, str, Route]]:
    """Kind, id and place of each reference that is typed in the file of a record."""
    plan = plan_of(type(record))
    values = dict(record)
    for name, kind, many in plan.references:
        value = values[name]
        if name in record.from_name or value is None:
            continue
        if not many:
            yield kind, value, (*route, name)
        else:
            for place, entry in enumerate(value):
                yield kind, entry, (*route, name, place)
    for name, many in plan.inner:
        value = values[name]
        for place, entry in enumerate(value if many else (value,) if value is not None else ()):
            yield from references(entry, (*route, name, place) if many else (*route, name))


def named_records(record: Record) -> Iterator[tuple[Route, str]]:
    """The addresses of records in the file of a record, in waivers and in the debt, each with its place."""
    values: dict[str, Any] = dict(record)
    if isinstance(values.get("record"), str):
        yield ("record",), values["record"]
    for place, entry in enumerate(values.get("rules", ())):
        for number, name in enumerate(getattr(entry, "records", ())):
            yield ("rules", place, "records", number), name
