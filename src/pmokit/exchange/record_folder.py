"""A folder of YAML files to addressed fields, by a mapping and nothing else.

Several kinds of files may speak of one project: a record of it here, its approvals there. As with
tables, each value is taken, left aside by the mapping, or reported as lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pmokit.exchange.cells import Reader, declare_extra
from pmokit.exchange.imported import Imported, Importer, MapFault, MapFaults, SourceFault, add_person
from pmokit.exchange.naming import Numbers, slug
from pmokit.exchange.table_map import Column, Group, RecordsMap
from pmokit.exchange.targets import faults_of_columns, faults_of_constants, faults_of_source
from pmokit.text import yaml
from pmokit.words.catalogue import say


def read_folder(folder: Path, mapping: RecordsMap) -> Imported:
    """The projects that the files of a folder speak of. Raises SourceFault and MapFaults."""
    if found := list(_faults(mapping)):
        raise MapFaults(found)
    result = Imported()
    reader = Reader(mapping.source, mapping.currency or "", result)
    for person in mapping.people:
        add_person(person.id, person.handle or person.name, result)
        result.know("person", person.id, person.name, *([person.handle] if person.handle else []))
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )
    for group in mapping.groups:
        pattern = _pattern(group.files)
        found_files = [name for name in names if pattern.fullmatch(name)]
        if not found_files:
            raise SourceFault(say("import.no-file", files=group.files))
        for number, name in enumerate(found_files, 1):
            _file(number, name, (folder / name).read_bytes(), group, reader)
    return result


def _faults(mapping: RecordsMap) -> Iterator[MapFault]:
    yield from faults_of_source(mapping.source)
    for place, group in enumerate(mapping.groups):
        route = ("groups", place)
        yield from faults_of_constants(group.constants, (*route, "constants"))
        columns = enumerate(group.columns)
        yield from faults_of_columns(columns, (*route, "columns"), mapping.source)


def _pattern(files: str) -> re.Pattern[str]:
    parts = {"**/": "(?:[^/]+/)*", "*": "[^/]*"}
    return re.compile(
        "".join(parts.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*)", files) if part)
    )


def _file(number: int, name: str, raw: bytes, group: Group, reader: Reader) -> None:
    parsed = yaml.parse(raw)
    data = parsed.data
    result = reader.result
    if parsed.flaws or not isinstance(data, dict):
        why = (
            say("import.line", line=parsed.flaws[0].span.line, message=parsed.flaws[0].message)
            if parsed.flaws
            else say("import.no-keys")
        )
        result.lose("", result.cell(number, name, say("import.whole-file")), why)
        return
    values = dict(_flat(data, ""))
    project = _project(values, group)
    if project is None:
        why = say("import.no-key", missing=" or ".join(group.id_from))
        result.lose("", result.cell(number, name, say("import.whole-file")), why)
        return
    result.projects.setdefault(project, {"project"})
    declare_extra(group.columns, "", result)
    for key, value in values.items():
        columns = [column for column in group.columns if _names(column, key)]
        reader.bring(project, number, f"{name}: {key}", value, columns)
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
    return Numbers().name(made) if made else None


def _names(column: Column, key: str) -> bool:
    name = column.name or ""
    return name == key or (name.endswith("*") and key.startswith(name[:-1]))


IMPORTER = Importer(say("import.records.help"), RecordsMap, read_folder, folder=True)
