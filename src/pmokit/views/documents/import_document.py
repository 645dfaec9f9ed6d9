"""What `pmokit import` answers: what became of each cell, and what the portfolio has otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class LostCell(Part):
    """A cell that was not taken."""

    row: int
    """The row of the project, or the number of the file, from 1."""
    project: str
    """The project's id; empty where none could be made."""
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class SameId(Part):
    """Rows for which the mapping makes the same id."""

    id: str
    projects: list[str]
    """The ids that they got instead, in the order of the rows."""


@dataclass(frozen=True)
class Difference(Part):
    """A field of which the portfolio and the source say different things."""

    path: str
    field: str
    portfolio: str
    source: str


@dataclass(frozen=True)
class ImportDocument(Document):
    """What became of a source: taken, left_aside and lost add up to cells, those that are not empty."""

    written: bool
    """False after a dry run, and where the portfolio had everything."""
    projects: int
    cells: int
    taken: int
    left_aside: int
    """Cells of columns that the mapping leaves aside."""
    lost: int
    losses: list[LostCell]
    same_id: list[SameId]
    differences: list[Difference]
    """They are unchanged in the portfolio unless the source was to replace them."""
