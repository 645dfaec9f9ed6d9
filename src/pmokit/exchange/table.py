"""A table of projects (CSV) to addressed fields, by a mapping and nothing else."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pmokit.exchange.cells import Reader, declare_extra
from pmokit.exchange.imported import Imported, Importer, MapFault, MapFaults, SourceFault
from pmokit.exchange.table_map import Column, Source, TableMap
from pmokit.exchange.targets import faults_of_columns, faults_of_constants, faults_of_source
from pmokit.load.suggest import nearest
from pmokit.words.catalogue import say

_SEPARATORS = {",": "','", ";": "';'", "\t": '"\\t"', "|": "'|'"}
"""Signs that part cells, as YAML writes them."""
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")


def read_table(file: Path, mapping: TableMap) -> Imported:
    """The projects of a table. Raises SourceFault and MapFaults."""
    written, rows = _rows(file.read_bytes(), mapping.source)
    head = [_line(cell) for cell in written]
    if found := list(_faults(head, mapping, _separator_of(written, mapping.source))):
        raise MapFaults(found)
    result = Imported()
    columns = [_columns_of(place, heading, mapping) for place, heading in enumerate(head, 1)]
    for heading, some in zip(head, columns, strict=True):
        declare_extra(some, heading, result)
    labels, ids = _labels(head), set(map(_line, mapping.id_from))
    reader = Reader(mapping.source, mapping.currency or "", result)
    for number, row in enumerate(rows, 1):
        texts = [cell for heading, cell in zip(head, row, strict=False) if heading in ids]
        project = result.new_project(" ".join(texts), number)
        for label, some, text in zip(labels, columns, row, strict=False):
            reader.bring(project, number, label, text, some)
        for place, text in enumerate(row[len(head) :], len(head) + 1):
            if text.strip():
                cell = result.cell(number, say("import.column", place=place), text.strip())
                result.lose(project, cell, say("import.no-heading"))
        result.add_constants(project, mapping.constants)
    return result


def _rows(raw: bytes, source: Source) -> tuple[list[str], list[list[str]]]:
    """The headings, and the rows below them that are not empty."""
    try:
        text = raw.decode(source.encoding)
    except (UnicodeError, LookupError) as error:
        said = say("import.encoding", encoding=source.encoding, error=error)
        raise SourceFault(f"{said}. {_encoding_of(raw)}".rstrip()) from None
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=source.separator, strict=True))
    except csv.Error as error:
        raise SourceFault(say("import.not-csv", separator=source.separator, error=error)) from None
    if source.projects_in == "columns":
        width = max(map(len, table), default=0)
        padded = [[*row, *[""] * (width - len(row))] for row in table]
        table = [list(column) for column in zip(*padded, strict=True)]
    if not 1 <= source.header <= len(table):
        raise SourceFault(say("import.no-header-row", header=source.header))
    return table[source.header - 1], [row for row in table[source.header :] if any(map(str.strip, row))]


def _encoding_of(raw: bytes) -> str:
    """Which encoding a file seems to have."""
    for encoding in _ENCODINGS:
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return say("import.encoding-guess", encoding=encoding)
    return ""


def _faults(head: list[str], mapping: TableMap, guess: str) -> Iterator[MapFault]:
    """All that is wrong with a mapping of a table with these headings; `guess` says what may be behind it."""
    yield from faults_of_source(mapping.source)
    yield from faults_of_constants(mapping.constants, ("constants",))
    yield from faults_of_columns(enumerate(mapping.columns), ("columns",), mapping.source)
    for place, column in enumerate(mapping.columns):
        if column.name is not None and not any(_matches(column, heading) for heading in head):
            help = guess or nearest(column.name, filter(None, head))
            yield MapFault(("columns", place, "name"), say("import.no-column", missing=column.name), help)
        elif column.position is not None and not 1 <= column.position <= len(head):
            message = say("import.no-position", len(head), position=column.position)
            yield MapFault(("columns", place, "position"), message, guess)
    for place, name in enumerate(mapping.id_from):
        if _line(name) not in head:
            help = guess or nearest(name, filter(None, head))
            yield MapFault(("id_from", place), say("import.no-column", missing=name), help)


def _separator_of(head: list[str], source: Source) -> str:
    """Which sign seems to part the cells, where the one of the mapping parts none."""
    if len(head) > 1:
        return ""
    counted = {sign: head[0].count(sign) for sign in _SEPARATORS if sign != source.separator} if head else {}
    best = max(counted, key=lambda sign: counted[sign], default="")
    return say("import.separator-guess", sign=_SEPARATORS[best]) if best and counted[best] else ""


def _columns_of(place: int, heading: str, mapping: TableMap) -> list[Column]:
    """What the mapping says of a column; its place says more than its heading."""
    at_place = [column for column in mapping.columns if column.position == place]
    return at_place or [column for column in mapping.columns if _matches(column, heading)][:1]


def _matches(column: Column, heading: str) -> bool:
    if column.name is None:
        return False
    name = _line(column.name)
    return name == heading or (name.endswith("*") and heading.startswith(name[:-1]))


def _labels(head: list[str]) -> list[str]:
    """What the columns are called in messages: the heading, and the place where that is not enough."""
    counted = Counter(head)
    places = [say("import.column", place=place) for place in range(1, len(head) + 1)]
    return [
        heading if heading and counted[heading] == 1 else f"{heading} ({place})" if heading else place
        for heading, place in zip(head, places, strict=True)
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


IMPORTER = Importer(say("import.table.help"), TableMap, read_table)
