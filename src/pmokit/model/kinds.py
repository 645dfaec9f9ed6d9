"""Every kind of record, and where in a project folder each kind is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pmokit.model import anatomy
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.project import Project
from pmokit.model.record import Record

OWNERS = (Methodology, Portfolio, Project)


class Home(NamedTuple):
    """Where the records of a kind stand in their owner: the fields that lead to the list."""

    kind: str
    fields: tuple[str, ...]


# Record classes never change in a process.
@cache
def all_kinds() -> dict[str, type[Record]]:
    """The record class of each kind's name."""
    return {record.kind: record for owner in OWNERS for record in _parts(owner) if record.kind}


def _parts(owner: type[Record]) -> Iterator[type[Record]]:
    """A record class and those of all records inside it."""
    yield owner
    for type_ in anatomy.fields(owner).values():
        inner = type_.record or (type_.item.record if type_.item else None)
        if inner is not None:
            yield from _parts(inner)


# Record classes never change in a process.
@cache
def homes(owner: type[Record]) -> tuple[Home, ...]:
    """The lists of records with a kind inside a record, found by its fields, depth first."""
    return tuple(_homes(owner, ()))


def _homes(owner: type[Record], route: tuple[str, ...]) -> list[Home]:
    found: list[Home] = []
    for name, type_ in anatomy.fields(owner).items():
        if type_.base == "record" and type_.record:
            found += _homes(type_.record, (*route, name))
        elif type_.base == "list" and type_.item and type_.item.record:
            inner = type_.item.record
            if inner.kind:
                found.append(Home(inner.kind, (*route, name)))
            found += [Home(home.kind, (*route, name, *home.fields)) for home in _homes(inner, ())]
    return found


def lists(owner: type[Record]) -> dict[str, tuple[str, ...]]:
    """The kinds that can be found by id in a list of the owner or of one of its parts, and the fields to it.

    Left out is what stands inside another record of a list: its ids are unique only there.
    """
    found: dict[str, tuple[str, ...]] = {}
    known = {home.fields for home in homes(owner)}
    for kind, route in homes(owner):
        nested = any(route[:length] in known for length in range(1, len(route)))
        if not nested and "id" in all_kinds()[kind].model_fields:
            found.setdefault(kind, route)
    return found


@cache
def of_projects() -> frozenset[str]:
    """The kinds whose records stand in a project's folder, so that their ids are unique only there."""
    return frozenset(record.kind for record in _parts(Project) if record.kind) - {Project.kind}
