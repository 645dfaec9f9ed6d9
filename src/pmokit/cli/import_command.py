"""`pmokit import`: other people's files to a portfolio."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmokit.model.record import Record

if TYPE_CHECKING:
    from pmokit.exchange.table import Imported
    from pmokit.exchange.table_map import RecordsMap, TableMap

M = TypeVar("M", bound=Record)
LOSSES = "import-losses.csv"


@click.group("import")
def command() -> None:
    """Turn other people's files into a portfolio. What cannot be taken is reported, cell by cell."""


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options --map and --into."""
    mapping = click.option(
        "--map",
        "map_file",
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The mapping, in YAML.",
    )
    into = click.option(
        "--into",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help="The repository to write to; made with `pmokit init` if there is none.",
    )
    return mapping(into(function))


@command.command("table")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_options
def table(file: Path, map_file: Path, into: Path) -> None:
    """A table of projects, one a row or one a column.

    Projects that exist already in the portfolio are never overwritten: the import then stops before
    it writes anything.
    """
    from pmokit.exchange.table import TableFault, read_table
    from pmokit.exchange.table_map import TableMap

    mapping = _mapping(map_file, TableMap)
    try:
        imported = read_table(file.read_bytes(), mapping)
    except TableFault as fault:
        raise click.UsageError(f"{file}: {fault}") from None
    _finish(into, mapping, imported)


@command.command("records")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_options
def records(folder: Path, map_file: Path, into: Path) -> None:
    """A folder of YAML files, such as another organisation's records of its projects and approvals.

    Projects that exist already in the portfolio are never overwritten: the import then stops before
    it writes anything.
    """
    from pmokit.exchange.record_folder import read_folder
    from pmokit.exchange.table import TableFault
    from pmokit.exchange.table_map import RecordsMap

    mapping = _mapping(map_file, RecordsMap)
    try:
        imported = read_folder(folder, mapping)
    except TableFault as fault:
        raise click.UsageError(str(fault)) from None
    _finish(into, mapping, imported)


def _finish(into: Path, mapping: TableMap | RecordsMap, imported: Imported) -> None:
    """Write what was read, into a new repository where there is none, and report."""
    if not into.exists() or not any(into.iterdir()):
        from pmokit.cli.init_command import command as init

        init.main([str(into), "--title", mapping.title], standalone_mode=False)
    _write(into, mapping, imported)
    _report(into, imported)


def _mapping(path: Path, model: type[M]) -> M:
    """The mapping, or wrong use with each mistake at its place."""
    from pmokit.load.integrity import of_flaw
    from pmokit.load.placing import placed
    from pmokit.load.shape import claim
    from pmokit.text import yaml

    raw = path.read_bytes()
    parsed = yaml.parse(raw)
    name = str(path)
    found = [of_flaw(name, flaw) for flaw in parsed.flaws]
    mapping = None
    if not found:
        mapping, shape = claim(model, parsed.data, name, {})
        found = placed(shape, {name: raw})
    if mapping is None:
        for finding in found:
            click.echo(f"{name}:{finding.line}:{finding.column}: {finding.message}. {finding.help}", err=True)
        sys.exit(2)
    return mapping


def _write(into: Path, mapping: TableMap | RecordsMap, imported: Imported) -> None:
    from pmokit.cli.writing import write_atomic
    from pmokit.text.emit import emit

    folder = into / "portfolio/projects"
    there = [name for name in imported.projects if (folder / name).exists()]
    if there:
        raise click.UsageError(f"{folder / there[0]} exists already; nothing was written")
    files: dict[Path, dict[str, Any]] = {}
    for name, parts in imported.projects.items():
        for part, data in parts.items():
            if data:
                files[folder / name / f"{part}.yaml"] = data
    files |= _shared(into, mapping, imported)
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, emit(data).encode())
        write_atomic(into / LOSSES, _losses(imported).encode())
    except OSError as error:
        raise click.UsageError(f"cannot write {error.filename}: {error.strerror}") from None


def _shared(into: Path, mapping: TableMap | RecordsMap, imported: Imported) -> dict[Path, dict[str, Any]]:
    """The portfolio's file and the declared fields, with what is there already kept."""
    from pmokit.text import yaml

    def read(name: str) -> dict[str, Any]:
        path = into / name
        data = yaml.parse(path.read_bytes()).data if path.is_file() else {}
        return data if isinstance(data, dict) else {}

    portfolio, fields = read("portfolio/portfolio.yaml"), read("methodology/fields.yaml")
    streams = _by_id(portfolio.get("workstreams"))
    for name, title in imported.workstreams.items():
        streams.setdefault(name, {"id": name, "title": title})
    known = _by_id(fields.get("fields"))
    new_fields = imported.fields.keys() - known.keys()
    for name, title in imported.fields.items():
        known.setdefault(name, {"id": name, "title": title})
    people = read("portfolio/people.yaml")
    directory = _by_id(people.get("people"))
    for name, told in imported.people.items():
        handle = told if told.startswith("@") else None
        directory.setdefault(name, {"id": name, "name": told.removeprefix("@"), "handle": handle})
    portfolio |= {"title": mapping.title, "currency": mapping.currency, "workstreams": list(streams.values())}
    if mapping.today:
        portfolio["today"] = mapping.today.isoformat()
    return {
        into / "portfolio/portfolio.yaml": portfolio,
        **({into / "methodology/fields.yaml": {"fields": list(known.values())}} if new_fields else {}),
        **({into / "portfolio/people.yaml": {"people": list(directory.values())}} if imported.people else {}),
    }


def _by_id(entries: Any) -> dict[str, dict[str, Any]]:
    """The entries of a list that have an id, whatever else stands there."""
    some = entries if isinstance(entries, list) else []
    return {str(entry["id"]): entry for entry in some if isinstance(entry, dict) and "id" in entry}


def _losses(imported: Imported) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["row", "project", "column", "value", "reason"])
    writer.writerows(imported.losses)
    return out.getvalue()


def _report(into: Path, imported: Imported) -> None:
    lost = len(imported.losses)
    click.echo(f"{len(imported.projects)} projects; {imported.taken:,} of {imported.cells:,} cells taken")
    counted: dict[tuple[str, str], int] = {}
    for loss in imported.losses:
        counted[(loss.column, loss.reason)] = counted.get((loss.column, loss.reason), 0) + 1
    for (column, reason), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {number:>5}  {column[:60]}: {reason}")
    if lost:
        click.echo(f"Each of the {lost:,} cells not taken is a row of {into / LOSSES}")
