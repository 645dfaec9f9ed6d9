"""What every record is: frozen, strict about its keys, and of a kind that rules can name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from pmokit.model import scalars as s


class Record(BaseModel):
    """A frozen fact.

    `kind` is its name in rules, or empty where no rule speaks of it alone. `in_order` names pairs
    of date fields of which the first must not be after the second. `from_name` names the fields
    that come from the name of the file or folder, and are never typed inside it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    kind: ClassVar[str] = ""
    in_order: ClassVar[tuple[tuple[str, str], ...]] = ()
    from_name: ClassVar[tuple[str, ...]] = ()


class Weblink(Record):
    """A title and the address of a document kept elsewhere."""

    title: s.Line
    url: s.Url
