"""What every record is: frozen, strict about its keys, and of a kind that rules can name.

Modules of records do without `from __future__ import annotations`: each annotation would be a text that is
compiled again at every start of the program.
"""

import re
from collections.abc import Mapping
from typing import ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from pmokit.model import scalars as s

Direction = Literal["less", "least", "more", "sooner", "all", "some", "wider"]


class _Unkept:
    """The set of given fields that pydantic keeps with each record: a third of the memory of all records,
    and nobody asks which fields were given."""

    def __get__(self, record: object, owner: object = None) -> set[str]:
        return set()

    def __set__(self, record: object, given: set[str]) -> None:
        pass


class Record(BaseModel):
    """A frozen fact.

    `kind` is its name in rules, or empty where no rule speaks of it alone. `in_order` names pairs
    of date fields of which the first must not be after the second. `happened` names the days of events, which
    lie in no future; `acted` pairs a person with the day on which that person did something. `from_name`
    names the fields that come from the name of the file or folder, and are never typed inside it. `beside`
    gives the kinds of records that fields name by their ids, in the project that the field `project` names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    __pydantic_fields_set__ = _Unkept()
    kind: ClassVar[str] = ""
    in_order: ClassVar[tuple[tuple[str, str], ...]] = ()
    happened: ClassVar[tuple[str, ...]] = ()
    acted: ClassVar[tuple[tuple[str, str], ...]] = ()
    from_name: ClassVar[tuple[str, ...]] = ()
    beside: ClassVar[Mapping[str, str]] = {}

    def __str__(self) -> str:
        """What people call it: its title, name, text, id or date; else what kind of record it is."""
        for field in _NAMES:
            if value := getattr(self, field, None):
                return str(value)
        return self.kind or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(self).__name__).lower()


_NAMES = ("title", "name", "what", "text", "id", "period", "date", "person", "role")


class Entry(Record):
    """An entry of a method, which a department that extends the method may tighten or relax.

    `stricter` says in which direction a field demands more: a smaller value (`less`; `least` where none is
    the smallest of all) or a larger one (`more`), an earlier day (`sooner`, none being the earliest), a list
    with `all` of the old entries and others, with only `some` of them (an empty list excludes nothing), or a
    list of what the entry applies to, which is `wider` with more of them and widest when empty. `wording`
    names the fields that explain and demand nothing.
    """

    stricter: ClassVar[Mapping[str, Direction]] = {}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "description"))

    locked: s.Flag = False
    """Who extends this methodology may tighten the entry, never relax or drop it."""
    dropped: s.Flag = False
    """The entry of the methodology that this one extends does not apply here; say why in `reason`."""
    reason: s.Prose | None = None
    """Why this entry demands less than the one of the methodology that this one extends."""
    unset: tuple[s.FieldName, ...] = ()
    """Fields of the entry of the methodology that this one extends that have no value here."""
    after: s.Reference | None = None
    """The entry of the same list after which this one comes."""
    before: s.Reference | None = None
    """The entry of the same list before which this one comes."""


class Weblink(Record):
    """A title and the address of a document kept elsewhere."""

    title: s.Line
    """The name of the document."""
    url: s.Url
    """Its address, beginning with `https://`."""


class Renamable(Protocol):
    """A record that remembers the ids which it had before."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def formerly(self) -> tuple[str, ...]: ...  # noqa: D102


def first_id(record: Renamable) -> str:
    """The id that a record had first, by which calendars and feeds know it for good."""
    return record.formerly[0] if record.formerly else record.id
