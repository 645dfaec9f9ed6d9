"""One cell of a source: taken, left aside by the mapping, or lost with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any

from pmokit.exchange.imported import Imported, add_person
from pmokit.exchange.naming import slug
from pmokit.exchange.spelling import Spelling, Unclear, amount, day, number
from pmokit.exchange.table_map import Column, Spelt
from pmokit.load.planning import Cell, Field
from pmokit.model import claims
from pmokit.text.guard import INVISIBLE
from pmokit.words.catalogue import say


class Reader:
    """How the cells of a source are read into the fields of projects.

    `source` says how numbers and days are spelt, `currency` in which currency amounts are, where a column
    does not say otherwise.
    """

    def __init__(self, source: Spelt, currency: str, result: Imported) -> None:
        self.source, self.currency, self.result = source, currency, result

    def bring(self, project: str, row: int, label: str, text: str, columns: Sequence[Column]) -> None:
        """Bring a cell in by what the mapping says of its column, perhaps several things."""
        value = text.strip()
        if not value:
            return
        cell = self.result.cell(row, label, value)
        wanted = [column for column in columns if not column.ignore]
        if columns and not wanted:
            self.result.left_aside += 1
        elif not wanted:
            self.result.lose(project, cell, say("import.column-not-mapped"))
        for column in wanted:
            if reason := self._take(project, cell, column):
                self.result.lose(project, cell, reason)

    def _take(self, project: str, cell: Cell, column: Column) -> str | None:
        """Put a cell where it belongs; the reason if that cannot be done."""
        if column.to is None:
            return say("import.no-target")
        part, *keys = column.to.split(".")
        field = Field(part, project, tuple(keys), cell.text, cell)
        if _is_any(cell.text, column.withheld):
            return self._withhold(field, cell)
        if _is_any(cell.text, column.empty):
            return say("import.means-nothing")
        try:
            value = self._read(cell.text, column)
        except Unclear as reason:
            return str(reason)
        return self.result.put(field._replace(value=value))

    def _withhold(self, field: Field, cell: Cell) -> str | None:
        if field.kind != "finance":
            return say("import.withheld")
        self.result.extend(
            "finance", field.id, "withheld", {"what": field.route[-1], "reason": field.value}, cell
        )
        return None

    def _read(self, text: str, column: Column) -> str:
        """The value in the form of its field; raises Unclear."""
        if column.values:
            words = {key.casefold(): word for key, word in column.values.items()}
            if text.casefold() not in words:
                raise Unclear(say("import.value-not-mapped"))
            text = words[text.casefold()]
        elif column.form == "date":
            return day(text, column.dates, self.source.language).isoformat()
        elif column.form == "money":
            currency = column.currency or self.currency
            return amount(text, self._spelling(column), currency, self._scale(column))
        elif column.form == "number":
            value = number(text, self._spelling(column)) * self._scale(column)
            return f"{value.normalize():f}"
        if column.collect is not None:
            return self._collected(column.collect, _plain_text(text, one_line=True))
        if column.form == "id":
            if not slug(text):
                raise Unclear(say("import.no-id"))
            return slug(text)
        return _plain_text(text, column.form == "line")

    def _collected(self, what: str, title: str) -> str:
        """The id of a workstream or a person of that name, who joins the portfolio."""
        kind = "workstream" if what == "workstreams" else "person"
        name = self.result.id_by_name(kind, title)
        if kind == "workstream":
            self.result.add_entry(kind, name, title=title)
        else:
            add_person(name, title, self.result)
        return name

    def _spelling(self, column: Column) -> Spelling:
        source = self.source
        return Spelling(
            column.decimal or source.decimal or "",
            column.thousands or source.thousands or "",
            column.unit or source.unit or "",
        )

    def _scale(self, column: Column) -> Any:
        return self.source.scale if column.scale is None else column.scale


def declare_extra(columns: Iterable[Column], heading: str, result: Imported) -> None:
    """Declare the fields of its own that a method needs for some columns."""
    for column in columns:
        if column.to and column.to.startswith("project.extra."):
            name = column.to.removeprefix("project.extra.")
            result.add_entry("field", name, title=column.title or heading or column.name or name)


def _plain_text(text: str, one_line: bool) -> str:
    """A text without what no record may hold; raises Unclear where it would not be the same text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    if INVISIBLE.search(text):
        raise Unclear(say("import.invisible-character"))
    if one_line:
        text = " ".join(text.split())
    limit = claims.MAX_LINE if one_line else claims.MAX_PROSE
    if len(text) > limit:
        raise Unclear(say("import.text-too-long", limit=f"{limit:,}"))
    return text


def _is_any(value: str, patterns: Iterable[str]) -> bool:
    folded = value.casefold()
    return any(fnmatchcase(folded, pattern.casefold()) for pattern in patterns)
