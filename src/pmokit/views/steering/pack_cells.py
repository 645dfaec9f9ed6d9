"""The cells and texts of a pack's tables: what its sheets have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.schedule import Milestone
from pmokit.views.steering.sheets import Cell, Table
from pmokit.words.catalogue import say
from pmokit.words.wording import capital, colour_word, reported_word, short_day, slip

NOBODY = "–"


def project_cell(project: Project | None) -> Cell:
    """The title of a project; one on hold says so."""
    if project is None:
        return Cell("")
    on_hold = project.state == "on_hold"
    title = say("steering.project-on-hold", project=project.title) if on_hold else project.title
    return Cell(title, project=project.id)


def rag_cell(rag: str) -> Cell:
    """A colour, in words and as a colour."""
    return Cell(colour_word(rag), rag)


def reported_cell(rag: str) -> Cell:
    """The same for what a project reports, which may be nothing."""
    return Cell(reported_word(rag), rag)


def _cell(value: str | Cell) -> Cell:
    cell = value if isinstance(value, Cell) else Cell(value)
    return cell if cell.text else cell._replace(text=NOBODY)


def table_of(columns: Sequence[str], widths: Sequence[int], rows: Iterable[Iterable[str | Cell]]) -> Table:
    """Rows below the headings of some columns, each named by its message `column.…`."""
    cells = [tuple(_cell(value) for value in row) for row in rows]
    return Table(tuple(say(f"column.{name}") for name in columns), tuple(widths), cells)


def slip_text(days: int | None) -> str:
    """By how many days something slips."""
    return "" if days is None else capital(slip(days))


def coming_text(milestone: Milestone | None) -> str:
    """A milestone and its forecast."""
    return f"{milestone.title}, {short_day(milestone.forecast)}" if milestone else ""


def amount_text(value: Money | None) -> str:
    """An amount in whole units of its currency."""
    return f"{value.amount:,.0f} {value.currency}" if value else ""


def variance_text(budget: Money, forecast: Money) -> str:
    """By how much a forecast differs from the budget, in units and in percent."""
    difference = forecast.amount - budget.amount
    share = f" ({difference / budget.amount * 100:+.1f}%)" if budget.amount else ""
    return f"{difference:+,.0f} {budget.currency}{share}"
