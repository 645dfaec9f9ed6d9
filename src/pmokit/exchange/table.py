"""A table of projects (CSV) to addressed fields, by a mapping and nothing else.

Each cell ends in one of three ways: it is taken, the mapping says that it is left aside, or it is
a loss with its row, column, value and reason. Nothing is lost silently.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pmokit.exchange.imported import Imported, Importer, Loss, SourceFault, add_person
from pmokit.exchange.table_map import Column, TableMap
from pmokit.load.planning import Field
from pmokit.model import claims
from pmokit.text.guard import INVISIBLE
from pmokit.words.catalogue import say


def read_table(file: Path, mapping: TableMap) -> Imported:
    """The projects of a table. Raises SourceFault."""
    head, rows = _rows(file.read_bytes(), mapping)
    columns = _columns(head, mapping)
    result = Imported()
    for name, column in zip(head, columns, strict=True):
        if column is not None and (column.to or "").startswith("project.extra."):
            label = column.title or _line(name)
            result.add_entry("field", (column.to or "").removeprefix("project.extra."), title=label)
    for number, row in enumerate(rows, 1):
        _project(number, head, columns, row, mapping, result)
    return result


def _rows(raw: bytes, mapping: TableMap) -> tuple[list[str], list[list[str]]]:
    source = mapping.source
    try:
        text = raw.decode(source.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceFault(say("import.encoding", encoding=source.encoding, error=error)) from None
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=source.separator, strict=True))
    except csv.Error as error:
        raise SourceFault(say("import.not-csv", separator=source.separator, error=error)) from None
    if source.projects_in == "columns":
        width = max(map(len, table), default=0)
        padded = [[*row, *[""] * (width - len(row))] for row in table]
        table = [list(column) for column in zip(*padded, strict=True)]
    if len(table) < source.header:
        raise SourceFault(say("import.no-header-row", header=source.header))
    return table[source.header - 1], [row for row in table[source.header :] if any(map(str.strip, row))]


def _columns(head: list[str], mapping: TableMap) -> list[Column | None]:
    """What the mapping says of each heading; a heading that it names must exist."""
    by_name = {_line(column.name): column for column in mapping.columns}
    found = {_line(name) for name in head}
    missing = [name for name in by_name if not any(_matches(name, heading) for heading in found)]
    if missing:
        raise SourceFault(say("import.no-column", missing=missing[0], found=", ".join(sorted(found))))
    result: list[Column | None] = []
    for heading in head:
        line = _line(heading)
        result.append(next((c for name, c in by_name.items() if _matches(name, line)), None))
    return result


def _matches(name: str, heading: str) -> bool:
    return name == heading or (name.endswith("*") and heading.startswith(name[:-1]))


def _project(
    number: int,
    head: list[str],
    columns: list[Column | None],
    row: list[str],
    mapping: TableMap,
    result: Imported,
) -> None:
    name = _id_of(head, row, mapping, result.projects)
    result.projects[name] = {"project"}
    for heading, column, cell in zip(head, columns, row, strict=False):
        value = cell.strip()
        if not value:
            continue
        result.cells += 1
        reason = take(value, column, Field("", name, (), value, number, _line(heading)), result)
        if reason:
            result.losses.append(Loss(number, name, _line(heading), value, reason))
        else:
            result.taken += 1
    for place, cell in enumerate(row[len(head) :], len(head) + 1):
        if cell.strip():
            result.losses.append(
                Loss(number, name, say("import.column", place=place), cell, say("import.no-heading"))
            )
            result.cells += 1
    result.add_constants(name, mapping.constants)


def _id_of(head: list[str], row: list[str], mapping: TableMap, taken: Mapping[str, Any]) -> str:
    texts = [cell for heading, cell in zip(head, row, strict=False) if _line(heading) in mapping.id_from]
    base = slug(" ".join(texts)) or "project"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def slug(text: str) -> str:
    """An id from a name: small letters, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if len(made) + len(word) > 59:
            break
        made = f"{made}-{word}" if made else word[:60]
    return made


def take(value: str, column: Column | None, cell: Field, result: Imported) -> str | None:
    """Put a cell of a project where it belongs; the reason if that cannot be done."""
    if column is None:
        return say("import.column-not-mapped")
    if column.ignore:
        return None
    if column.to is None:
        return say("import.no-target")
    if _is_any(value, column.withheld):
        return _withhold(value, column.to, cell, result)
    if _is_any(value, column.empty):
        return say("import.means-nothing")
    converted, reason = _convert(value, column)
    if reason is not None:
        return reason
    if column.collect is not None:
        name = slug(converted)
        _collect(column.collect, name, _line(value)[:200], result)
        converted = name
    part, _, rest = column.to.partition(".")
    return result.put(cell._replace(kind=part, route=tuple(rest.split(".")), value=converted))


def _collect(what: str, name: str, title: str, result: Imported) -> None:
    if what == "workstreams":
        result.add_entry("workstream", name, title=title)
    else:
        add_person(name, title, result)


def _withhold(value: str, target: str, cell: Field, result: Imported) -> str | None:
    what = target.rpartition(".")[2]
    if not target.startswith("finance."):
        return say("import.withheld")
    earlier = result.fields.get(("finance", cell.id, ("withheld",)))
    some = [*(earlier.value if earlier else []), {"what": what, "reason": value}]
    return result.put(cell._replace(kind="finance", route=("withheld",), value=some))


def _is_any(value: str, patterns: Iterable[str]) -> bool:
    folded = value.casefold()
    return any(fnmatchcase(folded, pattern.casefold()) for pattern in patterns)


def _convert(value: str, column: Column) -> tuple[Any, str | None]:
    """The value in the form of its field, or why it cannot be."""
    if column.values:
        words = {key.casefold(): word for key, word in column.values.items()}
        found = words.get(value.casefold())
        return (found, None) if found else (None, say("import.value-not-mapped"))
    if column.form == "date":
        return _date(value, column.dates)
    if column.form == "money":
        return _money(value, column)
    if column.form == "id":
        return (slug(value), None) if slug(value) else (None, say("import.no-id"))
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    if INVISIBLE.search(text):
        return None, say("import.invisible-character")
    if column.form == "line":
        text = _line(text)
    limit = claims.MAX_LINE if column.form == "line" else claims.MAX_PROSE
    return (text, None) if len(text) <= limit else (None, say("import.text-too-long", limit=f"{limit:,}"))


def _date(value: str, forms: Iterable[str]) -> tuple[Any, str | None]:
    for form in forms:
        try:
            return datetime.strptime(value, form).date().isoformat(), None
        except ValueError:
            continue
    return None, say("import.bad-date")


def _money(value: str, column: Column) -> tuple[Any, str | None]:
    text = re.sub(r"[^\d.\-()]", "", value)
    negative = text.startswith("-") or (text.startswith("(") and text.endswith(")"))
    text = text.strip("-()")
    if not re.fullmatch(r"\d+(\.\d+)?", text) or re.search(r"[A-Za-z]", value):
        return None, say("import.bad-amount")
    if len(text) > 18:
        return None, say("import.amount-too-large")
    amount = Decimal(text) * column.scale * (-1 if negative else 1)
    return f"{amount.quantize(Decimal('0.01')):f} {column.currency}", None


def _line(text: str) -> str:
    return " ".join(text.split())


IMPORTER = Importer(say("import.table.help"), TableMap, read_table)
