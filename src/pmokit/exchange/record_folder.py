"""A folder of YAML files to addressed fields, by a mapping and nothing else.

Several kinds of files may speak of one project: a record of it here, its approvals there. As with
tables, each value is taken, left aside by the mapping, or reported as lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pmokit.exchange.imported import Imported, Importer, Loss, SourceFault, add_person
from pmokit.exchange.table import slug, take
from pmokit.exchange.table_map import Column, Group, RecordsMap
from pmokit.load.planning import Field
from pmokit.text import yaml
from pmokit.words.catalogue import say


def read_folder(folder: Path, mapping: RecordsMap) -> Imported:
    """The projects that the files of a folder speak of. Raises SourceFault."""
    result = Imported()
    for person in mapping.people:
        add_person(person.id, person.handle or person.name, result)
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )
    for group in mapping.groups:
        pattern = _pattern(group.files)
        found = [name for name in names if pattern.fullmatch(name)]
        if not found:
            raise SourceFault(say("import.no-file", files=group.files))
        for number, name in enumerate(found, 1):
            _file(number, name, (folder / name).read_bytes(), group, result)
    return result


def _pattern(files: str) -> re.Pattern[str]:
    parts = {"**/": "(?:[^/]+/)*", "*": "[^/]*"}
    return re.compile(
        "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*)", files) if part)
    )


def _file(number: int, name: str, raw: bytes, group: Group, result: Imported) -> None:
    parsed = yaml.parse(raw)
    data = parsed.data
    if parsed.flaws or not isinstance(data, dict):
        why = (
            say("import.line", line=parsed.flaws[0].span.line, message=parsed.flaws[0].message)
            if parsed.flaws
            else say("import.no-keys")
        )
        result.losses.append(Loss(number, "", name, say("import.whole-file"), why))
        return
    values = dict(_flat(data, ""))
    project = _project(values, group)
    if project is None:
        missing = " or ".join(group.id_from)
        result.losses.append(
            Loss(number, "", name, say("import.whole-file"), say("import.no-key", missing=missing))
        )
        return
    result.projects.setdefault(project, {"project"})
    for column in group.columns:
        if column.to and column.to.startswith("project.extra."):
            field = column.to.removeprefix("project.extra.")
            result.add_entry("field", field, title=column.title or column.name)
    for key, value in values.items():
        columns: list[Column | None] = [column for column in group.columns if _names(column, key)]
        result.cells += 1
        cell = Field("", project, (), value, number, f"{name}: {key}")
        reasons = [take(value, column, cell, result) for column in columns or [None]]
        reason = next((entry for entry in reasons if entry is not None), None)
        if reason is None:
            result.taken += 1
        else:
            result.losses.append(Loss(number, project, f"{name}: {key}", value, reason))
    result.add_constants(project, group.constants)


def _flat(data: Mapping[str, Any], before: str) -> Iterable[tuple[str, str]]:
    """Keys joined by dots and their values as one text; a list of texts is joined by commas."""
    for key, value in data.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            if value:
                yield name, ", ".join(value)
        elif isinstance(value, list):
            for place, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _flat(entry, f"{name}.{place}.")
        elif value is not None:
            yield name, str(value)


def _project(values: Mapping[str, str], group: Group) -> str | None:
    texts = [values[key] for key in group.id_from if key in values]
    made = slug(" ".join([*([group.prefix] if group.prefix else []), *texts])) if texts else ""
    return made or None


def _names(column: Column, key: str) -> bool:
    return column.name == key or (column.name.endswith("*") and key.startswith(column.name[:-1]))


IMPORTER = Importer(say("import.records.help"), RecordsMap, read_folder, folder=True)
