"""The mappings of a table and of a folder of YAML files, as their authors write them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from pmokit.exchange.imported import ImportMap
from pmokit.model import scalars as s
from pmokit.model.portfolio.people import Person
from pmokit.model.record import Record


class Spelt(Record):
    """How numbers and days are written."""

    decimal: s.Mark | None = None
    """The sign before the decimals of numbers; without it only whole numbers are taken."""
    thousands: s.Mark | None = None
    """The sign between thousands."""
    unit: s.Line | None = None
    """What stands beside numbers: `€`, `$`, `m`, `%`. The code of the currency may stand there anyway."""
    scale: s.Number = s.ONE
    """What numbers are multiplied with: 1000000 where the source is in millions."""
    language: s.Id = "en"
    """The language of the names of months, by its code: `de`."""


class Source(Spelt):
    """How the file is written."""

    encoding: s.Line = "utf-8-sig"
    separator: s.Sign = ","
    header: s.Count = 1
    """The row of the headings, from 1."""
    projects_in: Literal["rows", "columns"] = "rows"


class Column(Record):
    """What becomes of one column."""

    name: s.Prose | None = None
    """The heading; a `*` at the end stands for anything."""
    position: s.Count | None = None
    """The place of the column, from 1, where headings do not tell columns apart."""
    to: s.Target | None = None
    """Where it goes: `project.title`, `finance.whole_life_cost`, `reviews/2021-03-31.rating`."""
    form: Literal["line", "text", "date", "money", "number", "id"] = "text"
    title: s.Line | None = None
    """The name of an extra field, where the heading is not good enough."""
    values: dict[str, s.Line] = Field(default_factory=dict)
    """Words of the table and what they are called here; upper and lower case alike."""
    dates: tuple[s.Line, ...] = ("%Y-%m-%d",)
    currency: s.Currency | None = None
    """The currency of amounts, where it is not that of the portfolio."""
    decimal: s.Mark | None = None
    thousands: s.Mark | None = None
    unit: s.Line | None = None
    scale: s.Number | None = None
    """As in `source`, where this column differs."""
    withheld: tuple[s.Line, ...] = ()
    """Texts (with `*`) that say that a figure exists and is not shown."""
    empty: tuple[s.Line, ...] = ()
    """Texts (with `*`) that say that nothing is known."""
    collect: Literal["workstreams", "people"] | None = None
    """Make a workstream, or a person of the directory, of each value."""
    ignore: s.Flag = False
    """Leave this column aside, knowingly."""


class Group(Record):
    """Files of one kind in a folder of YAML, and what becomes of their keys."""

    files: s.Line
    """Their paths, seen from the folder: `*` stands for any part of a name, `**` for any folders."""
    id_from: tuple[s.Line, ...]
    """The keys from which the id of the project is made that a file speaks of."""
    prefix: s.Id | None = None
    """What stands before it."""
    constants: dict[s.Part, dict[str, Any]] = Field(default_factory=dict)
    """Values that each project gets, of parts that a file gives something to."""
    columns: tuple[Column, ...]
    """Keys of the files; a key below another one is joined by a dot, as in `alpha.approver`."""


class RecordsMap(ImportMap):
    """The mapping of a folder of YAML files."""

    source: Spelt = Spelt()
    people: tuple[Person, ...] = ()
    """People of the directory whom the files need not name, such as the members of a forum."""
    groups: tuple[Group, ...]


class TableMap(ImportMap):
    """The mapping of a table."""

    source: Source = Source()
    id_from: tuple[s.Line, ...]
    """The headings from which a project's id is made."""
    constants: dict[s.Part, dict[str, Any]] = Field(default_factory=dict)
    """Values that each project gets: `{project: {state: active}}`."""
    columns: tuple[Column, ...]
