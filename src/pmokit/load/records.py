"""Every record of an owner with its place: the one walk that checks, rules and views share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.model import address, kinds
from pmokit.model.address import Address
from pmokit.model.methodology.standards import Standard
from pmokit.model.record import Record
from pmokit.text.flaws import Route


class Item(NamedTuple):
    """A record with a kind, the record it belongs to, and where it stands."""

    kind: str
    record: Any
    parent: Any
    path: str
    route: Route
    line: int = 0
    """Known beforehand for what stands in Markdown; 0 otherwise."""


class File(NamedTuple):
    """The record of one file, and the slot and path of that file."""

    slot: layout.Slot
    record: Any
    path: str


def files(parts: Mapping[str, Any], slots: Iterable[layout.Slot], project_id: str = "") -> Iterator[File]:
    """The files whose records fill the parts of an owner, slot by slot."""
    for slot in slots:
        value = parts.get(slot.part)
        for record in (value or ()) if slot.many else (value,) if value is not None else ():
            yield File(slot, record, path_of(slot, record, project_id))


def of_project(project_id: str, parts: dict[str, Any], project: Any) -> Iterator[Item]:
    """The records of a project's folder, the project itself first."""
    for slot, record, path in files(parts, layout.PROJECT, project_id):
        if slot.part == "charter":
            yield Item("project", project, None, path, ())
        elif record.kind:
            yield Item(record.kind, record, project, path, ())
        yield from _inside(record, project, path, ())


def of_owner(owner: Record, slots: Iterable[layout.Slot]) -> Iterator[Item]:
    """The records of the methodology or of the portfolio's own files."""
    for _slot, record, path in files(dict(owner), slots):
        if record.kind:
            yield Item(record.kind, record, owner, path, ())
        if isinstance(record, Standard):
            for clause in record.clauses:
                yield Item("clause", clause, record, path, ("clauses", clause.id), clause.line)
        else:
            yield from _inside(record, record if record.kind else owner, path, ())


def path_of(slot: layout.Slot, record: Any, project_id: str = "") -> str:
    """The path of the file of a record that fills a slot."""
    path = slot.pattern.replace("{project}", project_id)
    if not slot.many:
        return path
    # The id is what the path calls it: see `layout.names_for`.
    for name in ("{forum}/{date}", "{date}", "{edition}", "{id}"):
        path = path.replace(name, record.id)
    return path.replace("{subject}", record.subject) if "{" in path else path


def _inside(record: Record, parent: Any, path: str, route: Route) -> Iterator[Item]:
    for home in kinds.homes(type(record)):
        value: Any = record
        for name in home.fields[:-1]:
            value = getattr(value, name)
        for position, item in enumerate(getattr(value, home.fields[-1])):
            yield Item(home.kind, item, parent, path, (*route, *home.fields, position))


def address_of(item: Item, project_id: str = "") -> Address:
    """The address of a record, by which findings name it; `project_id` is empty for shared records."""
    record_id = str(getattr(item.record, "id", None) or _position(item))
    if item.kind == address.PROJECT:
        return address.of_project(record_id)
    return Address("", project_id, item.kind, record_id)


def _position(item: Item) -> str:
    """A name for a record without an id: where it stands, in a file of its own kind by that file."""
    own = layout.own_name(item.path)
    return "-".join([*([own] if own else []), *(str(part) for part in item.route)])
