"""`pmokit list --format json`: the records of a kind that a condition holds for, with some values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmokit.views.documents.document import Document, Part
from pmokit.views.registers.listing import Listing

Cell = str | int | bool | list[str] | None
"""A value: dates, amounts and decimals as text, nothing as null."""


@dataclass(frozen=True)
class ListRow(Part):
    """A record."""

    record: str
    values: dict[str, Cell]
    """By column, as it was asked for."""


@dataclass(frozen=True, kw_only=True)
class ListDocument(Document):
    """The records of a kind that a condition holds for."""

    kind: str
    where: str | None
    columns: list[str]
    of: int
    """The number of all records of the kind."""
    left_out: int
    """Records of which nobody knows whether the condition holds."""
    rows: list[ListRow]


def list_of(
    today: date, kind: str, where: str | None, columns: Sequence[str], found: Listing
) -> ListDocument:
    """The document of a listing."""
    rows = [
        ListRow(row.record, {name: cell(value) for name, value in zip(columns, row.values, strict=True)})
        for row in found.rows
    ]
    return ListDocument(
        today=today,
        kind=kind,
        where=where,
        columns=list(columns),
        of=found.of,
        left_out=found.left_out,
        rows=rows,
    )


def cell(value: Any) -> Cell:
    """A value of a record as documents and tables hold it."""
    if value is None or isinstance(value, bool | int):
        return value
    if type(value) in (tuple, list):  # an amount of money is a tuple too
        return [str(item) for item in value]
    return str(value)
