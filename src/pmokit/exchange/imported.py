"""What an importer is, and what it yields: fields at their addresses, and what could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pmokit.exchange.naming import Numbers, slug
from pmokit.load.planning import Cell, Field
from pmokit.model import scalars as s
from pmokit.model.record import Record
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

Address = tuple[str, str, Route]
"""Kind, id and route of a field."""


class SourceFault(Exception):
    """The source as a whole cannot be read by this mapping; the text says why."""


class MapFault(NamedTuple):
    """Something wrong with a mapping: where in it, what, and what helps."""

    route: Route
    message: str
    help: str = ""


class MapFaults(Exception):
    """A mapping does not fit the source or the portfolio: all that is wrong with it."""

    def __init__(self, faults: list[MapFault]) -> None:
        super().__init__()
        self.faults = faults


class ImportMap(Record):
    """What the mapping of every source says; each importer adds its own."""

    title: s.Line
    """The title of the portfolio."""
    currency: s.Currency | None = None
    """The currency of the portfolio, and of amounts of which the mapping says nothing else."""


class Loss(NamedTuple):
    """A cell that was not taken: the project's row (from 1), the column, the value and why."""

    row: int
    project: str
    column: str
    value: str
    reason: str


@dataclass
class Imported:
    """The fields that a source has, each at its address, and what became of each of its cells.

    A cell is taken, left aside by the mapping, or lost.
    """

    fields: dict[Address, Field] = field(default_factory=dict)
    projects: dict[str, set[str]] = field(default_factory=dict)
    """For each project the files of its folder that have a field: `project`, `reviews/2021-03-31`."""
    constants: dict[Address, Field] = field(default_factory=dict)
    """What the mapping gives each project, also where the source says something else."""
    cells: int = 0
    left_aside: int = 0
    same_id: dict[str, list[str]] = field(default_factory=dict)
    """The ids that projects got for which the mapping makes the same one."""
    _losses: dict[int, Loss] = field(default_factory=dict)
    _routes: dict[tuple[str, str], set[Route]] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(default_factory=dict)

    @property
    def losses(self) -> list[Loss]:
        """The cells that were lost, in the order of the source."""
        return [self._losses[number] for number in sorted(self._losses)]

    @property
    def lost(self) -> int:
        """How many cells were lost, in whole or in part."""
        return len(self._losses)

    @property
    def taken(self) -> int:
        """How many cells were taken."""
        return self.cells - self.left_aside - self.lost

    def cell(self, row: int, column: str, text: str) -> Cell:
        """Count a cell."""
        self.cells += 1
        return Cell(self.cells, row, column, text)

    def lose(self, project: str, cell: Cell, reason: str) -> None:
        """Note that a cell was not taken, and why; a cell is lost once, for all its reasons."""
        earlier = self._losses.get(cell.number)
        if earlier is not None:
            reason = earlier.reason if reason in earlier.reason else f"{earlier.reason}; {reason}"
        self._losses[cell.number] = Loss(cell.row, project, cell.column, cell.text, reason)

    def new_project(self, text: str, row: int) -> str:
        """The id of a new project, made of a text of the source, which other projects may share."""
        base = slug(text) or f"project-{row}"
        name = self._numbers.setdefault("project", Numbers()).name(base, self.projects)
        self.projects[name] = {"project"}
        self.same_id.setdefault(base, []).append(name)
        return name

    def id_by_name(self, kind: str, name: str) -> str:
        """The id of a person or a workstream by name or handle: one for each, and for no other."""
        known, mine = self._names.get((kind, _same(name))), self._ids.setdefault(kind, set())
        if known is None:
            base = slug(name) or f"{kind}-{len(mine) + 1}"
            known = self._numbers.setdefault(kind, Numbers()).name(base, mine)
            self.know(kind, known, name)
        return known

    def know(self, kind: str, known: str, *names: str) -> None:
        """Take note of the id that some names stand for."""
        self._names |= {(kind, _same(name)): known for name in names}
        self._ids.setdefault(kind, set()).add(known)

    def put(self, some: Field) -> str | None:
        """Note a field; the reason if its place is taken by another value."""
        kind, name, route, *_ = some
        there = self.fields.get((kind, name, route))
        if there is not None and there.value == some.value:
            return None
        mine = self._routes.setdefault((kind, name), set())
        longest = max(map(len, mine), default=0)
        below = next((r for r in mine if r[: len(route)] == route), None) if len(route) <= longest else None
        above = next((route[:depth] for depth in range(1, len(route)) if route[:depth] in mine), None)
        if (taken := below or above) is not None:
            return _occupied(self.fields[kind, name, taken])
        mine.add(route)
        self.fields[kind, name, route] = some
        if name in self.projects:
            self.projects[name].add(kind)
        return None

    def extend(self, kind: str, project: str, key: str, entry: Mapping[str, Any], cell: Cell) -> None:
        """Add an entry to a list of a project's file."""
        earlier = self.fields.get((kind, project, (key,)))
        if earlier is not None:
            earlier.value.append(entry)
            return
        self._routes.setdefault((kind, project), set()).add((key,))
        self.fields[kind, project, (key,)] = Field(kind, project, (key,), [entry], cell)
        self.projects[project].add(kind)

    def add_constants(self, project: str, constants: Mapping[str, Mapping[str, Any]]) -> None:
        """Give a project the values that the mapping names, of files that have a field already."""
        for part, values in constants.items():
            for key, value in values.items():
                if part in self.projects[project]:
                    given = Field(part, project, (key,), value)
                    self.constants[part, project, (key,)] = given
                    if key not in {route[0] for route in self._routes.get((part, project), ())}:
                        self.put(given)

    def add_entry(self, kind: str, entry: str, /, **values: str | None) -> None:
        """A workstream, a person or a declared field that the source speaks of; the first time counts."""
        if (kind, entry, ("id",)) not in self.fields:
            for key, value in {"id": entry, **values}.items():
                if value is not None:
                    self.put(Field(kind, entry, (key,), value))


def _same(name: str) -> str:
    """What the spellings of a name have in common: `@ada` is ada."""
    return " ".join(name.casefold().removeprefix("@").split())


def _occupied(there: Field) -> str:
    """Why a field cannot be put where another one is: both sources are named."""
    target = ".".join(map(str, (there.kind, *there.route)))
    if there.cell is None:
        return say("import.occupied-by-mapping", target=target)
    cell = there.cell
    value = cell.text if len(cell.text) <= 60 else f"{cell.text[:59]}…"
    return say("import.occupied", target=target, column=cell.column, row=cell.row, value=value)


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
    values = {"title": mapping.title, "currency": mapping.currency}
    return [Field("portfolio", "", (key,), value) for key, value in values.items() if value is not None]


def add_person(name: str, title: str, result: Imported) -> None:
    """A person by name or, after `@`, by handle."""
    handle = title if title.startswith("@") else None
    result.add_entry("person", name, name=title.removeprefix("@"), handle=handle)
