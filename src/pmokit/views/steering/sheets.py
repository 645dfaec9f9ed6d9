"""What a pack consists of: sheets with a title, a sentence, and a table or a chart."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pmokit.model.methodology.forums import Forum


class Cell(NamedTuple):
    """A text; the colour that it stands for, if it does; and the project whose page it leads to."""

    text: str
    rag: str = ""
    project: str = ""


class Table(NamedTuple):
    """Rows under heads; `widths` are shares of the whole width."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[Cell, ...]]


class Series(NamedTuple):
    """Numbers of one kind, one for each category; `rag` is a colour of status."""

    name: str
    rag: str
    values: tuple[float, ...]


class Chart(NamedTuple):
    """Columns that are stacked; `unit` is that of the values."""

    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def most(self) -> float:
        """The height of the highest column; never nothing."""
        columns = [series.values for series in self.series]
        sums = [sum(values) for values in zip(*columns, strict=True)]
        return max(sums, default=0) or 1


class Sheet(NamedTuple):
    """One sheet of a pack."""

    title: str
    lead: str
    table: Table | None = None
    chart: Chart | None = None


class Pack(NamedTuple):
    """The whole pack. `day` is that of the meeting, `as_of` that of the facts."""

    forum: Forum
    day: date
    as_of: date
    title: str
    subtitle: str
    sheets: list[Sheet]
