"""The cells and texts of a pack's tables: what its sheets have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.schedule import Milestone
from pmokit.views.steering.sheets import Cell, Table
from pmokit.views.wording import short_day
from pmokit.words.catalogue import say

NOBODY = "–"


def project_cell(project: Project | None) -> Cell:
    """The title of a project; one on hold says so."""
    if project is None:
        return Cell("")
    held = say("steering.hold") if project.state == "on_hold" else ""
    return Cell(f"{project.title}{held}", project=project.id)


def rag_cell(rag: str) -> Cell:
    """A colour, in words and as a colour."""
    return Cell(rag.replace("_", "/") if rag != "none" else say("steering.not-rated"), rag)


def _cell(value: str | Cell) -> Cell:
    cell = value if isinstance(value, Cell) else Cell(value)
    return cell if cell.text else cell._replace(text=NOBODY)


def table_of(heads: Sequence[str], widths: Sequence[int], rows: Iterable[Iterable[str | Cell]]) -> Table:
    """A table; `widths` are the shares of its columns, an empty cell shows a dash."""
    cells = [tuple(_cell(value) for value in row) for row in rows]
    return Table(tuple(heads), tuple(widths), cells)


def slip_text(days: int | None) -> str:
    """How many days something slips."""
    return "" if days is None else f"{days:+d} days" if days else say("steering.time")


def coming_text(milestone: Milestone | None) -> str:
    """A milestone and its forecast."""
    return f"{milestone.title}, {short_day(milestone.forecast)}" if milestone else ""


def amount_text(value: Money | None) -> str:
    """An amount in whole units of its currency."""
    return f"{value.amount:,.0f} {value.currency}" if value else ""
