"""What an importer is, and what it yields: fields at their addresses, and what could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pmokit.load.planning import Field
from pmokit.model import scalars as s
from pmokit.model.record import Record
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

Address = tuple[str, str, Route]
"""Kind, id and route of a field."""


class SourceFault(Exception):
    """The source as a whole cannot be read by this mapping; the text says why."""


class ImportMap(Record):
    """What the mapping of every source says; each importer adds its own."""

    title: s.Line
    """The title of the portfolio."""
    currency: s.Currency | None = None
    today: s.Day | None = None


class Loss(NamedTuple):
    """A cell that was not taken: the project's row (from 1), the column, the value and why."""

    row: int
    project: str
    column: str
    value: str
    reason: str


@dataclass
class Imported:
    """The fields that a source has, each at its address, and what could not be taken."""

    fields: dict[Address, Field] = field(default_factory=dict)
    projects: dict[str, set[str]] = field(default_factory=dict)
    """For each project the files of its folder that have a field: `project`, `reviews/2021-03-31`."""
    losses: list[Loss] = field(default_factory=list)
    cells: int = 0
    taken: int = 0
    _routes: dict[tuple[str, str], set[Route]] = field(default_factory=dict)

    def put(self, some: Field) -> str | None:
        """Note a field, in the place of an earlier one at its address; the reason if that cannot be."""
        kind, name, route, *_ = some
        mine = self._routes.setdefault((kind, name), set())
        longest = max(map(len, mine), default=0)
        below = len(route) < longest and any(r[: len(route)] == route != r for r in mine)
        if below or any(route[:depth] in mine for depth in range(1, len(route))):
            return say("import.replaced")
        mine.add(route)
        self.fields[kind, name, route] = some
        if name in self.projects:
            self.projects[name].add(kind)
        return None

    def add_constants(self, project: str, constants: Mapping[str, Mapping[str, Any]]) -> None:
        """Give a project the values that the mapping names, of files that have a field already."""
        for part, values in constants.items():
            for key, value in values.items():
                taken = {route[0] for route in self._routes.get((part, project), ())}
                if part in self.projects[project] and key not in taken:
                    self.put(Field(part, project, (key,), value))

    def add_entry(self, kind: str, entry: str, /, **values: str | None) -> None:
        """A workstream, a person or a declared field that the source speaks of; the first time counts."""
        if (kind, entry, ("id",)) not in self.fields:
            for key, value in {"id": entry, **values}.items():
                if value is not None:
                    self.put(Field(kind, entry, (key,), value))


M = TypeVar("M", bound=ImportMap)


@dataclass(frozen=True)
class Importer(Generic[M]):
    """How a kind of source is read.

    `read` gets the path of the source and the mapping that the user wrote; it raises SourceFault. `help` is
    what the command says of itself.
    """

    help: str
    mapping: type[M]
    read: Callable[[Path, M], Imported]
    folder: bool = False
    """Whether the source is a folder, not a file."""


AnyImporter = Importer[Any]


def portfolio_fields(mapping: ImportMap) -> list[Field]:
    """What a mapping says of the portfolio itself."""
    values = {"title": mapping.title, "currency": mapping.currency, "today": mapping.today}
    return [Field("portfolio", "", (key,), str(value)) for key, value in values.items() if value is not None]


def add_person(name: str, title: str, result: Imported) -> None:
    """A person by name or, after `@`, by handle."""
    handle = title if title.startswith("@") else None
    result.add_entry("person", name, name=title.removeprefix("@"), handle=handle)
