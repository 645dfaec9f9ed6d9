"""`pmokit import`: other people's files to a portfolio."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from pmokit.exchange.imported import AnyImporter, Imported, ImportMap, SourceFault
from pmokit.exchange.importers import importers
from pmokit.findings.outcome import one_line
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.planning import Conflict, Field

M = TypeVar("M", bound=ImportMap)
LOSSES = "import-losses.csv"


@click.group("import", help=say("import.help"))
def command() -> None:
    """`pmokit import`; the catalogue holds the help text."""


class How(NamedTuple):
    """How an import goes about it."""

    replace: bool
    dry_run: bool


def _sub_command(name: str, importer: AnyImporter) -> click.Command:
    """The command of an importer: every importer has the same options."""
    kind = click.Path(exists=True, dir_okay=importer.folder, file_okay=not importer.folder, path_type=Path)

    @click.command(name, help=importer.help)
    @click.argument("source", metavar="DIR" if importer.folder else "FILE", type=kind)
    @click.option(
        "--map",
        "map_file",
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=say("import.map.help"),
    )
    @click.option(
        "--into",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=say("import.into.help"),
    )
    @click.option("--replace", is_flag=True, help=say("import.replace.help"))
    @click.option("--dry-run", is_flag=True, help=say("cli.dry-run.help"))
    def run(source: Path, map_file: Path, into: Path, replace: bool, dry_run: bool) -> None:
        mapping = _mapping(map_file, importer.mapping)
        try:
            imported = importer.read(source, mapping)
        except SourceFault as fault:
            raise click.UsageError(f"{source}: {fault}") from None
        _finish(into, mapping, imported, How(replace, dry_run))

    return run


for _name, _importer in importers():
    command.add_command(_sub_command(_name, _importer))


def _finish(into: Path, mapping: ImportMap, imported: Imported, how: How) -> None:
    """Plan what was read, show it, and write it, into a new repository where there is none."""
    from pmokit.cli.init_command import make

    new = not into.exists() or not any(into.iterdir())
    with tempfile.TemporaryDirectory() as name:
        base = Path(name) / "made" if new and how.dry_run else into
        if new:
            make(base, mapping.title)
        _bring_in(base, into, mapping, imported, how, new)


def _bring_in(base: Path, into: Path, mapping: ImportMap, imported: Imported, how: How, new: bool) -> None:
    from pmokit.cli.plans import planned, show, work_out, write_draft
    from pmokit.cli.writing import write_all
    from pmokit.exchange.imported import portfolio_fields
    from pmokit.load.planning import plan
    from pmokit.text.files import read_tree

    files = read_tree(base).files
    fields = [*portfolio_fields(mapping), *imported.fields.values()]
    made = planned(lambda: plan(fields, files, how.replace, new))
    conflicts = [] if new else made.conflicts
    worked_out = work_out(made.edits, files)
    _note_losses(imported, made.losses, [] if how.replace else conflicts)
    if how.dry_run:
        show(worked_out)
    else:
        write_draft(base, worked_out)
        write_all({base / LOSSES: _losses(imported).encode()}, base)
    _report(into, imported, how)
    _tell_conflicts(conflicts, how)
    if not made.edits:
        click.echo(say("import.nothing-new"))


def _note_losses(imported: Imported, lost: list[tuple[Field, str]], conflicts: list[Conflict]) -> None:
    """Count the cells that the plan leaves out among those that were not taken."""
    from pmokit.exchange.imported import Loss

    left = [(conflict.field, say("import.value-differs")) for conflict in conflicts if conflict.field.row]
    for field, reason in [*lost, *left]:
        imported.losses.append(Loss(field.row, field.id, field.column, str(field.value), reason))
        imported.taken -= 1 if field.row else 0


def _tell_conflicts(conflicts: list[Conflict], how: How) -> None:
    for entry in conflicts:
        name = ".".join(map(str, (*([entry.field.id] if entry.field.id else []), *entry.field.route)))
        old, new = (one_line(str(value))[:60] for value in (entry.there, entry.field.value))
        click.echo(say("import.difference", path=entry.path, field=name, old=f"{old!r}", new=f"{new!r}"))
    if conflicts:
        key = "import.differ-unchanged"
        if how.replace:
            key = "import.differ-would-be-replaced" if how.dry_run else "import.differ-replaced"
        click.echo(say(key, len(conflicts)))


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


def _losses(imported: Imported) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["row", "project", "column", "value", "reason"])
    writer.writerows(imported.losses)
    return out.getvalue()


def _report(into: Path, imported: Imported, how: How) -> None:
    lost = len(imported.losses)
    click.echo(
        say("import.taken", len(imported.projects), taken=f"{imported.taken:,}", cells=f"{imported.cells:,}")
    )
    counted: dict[tuple[str, str], int] = {}
    for loss in imported.losses:
        counted[(loss.column, loss.reason)] = counted.get((loss.column, loss.reason), 0) + 1
    for (column, reason), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {number:>5}  {column[:60]}: {reason}")
    if lost and not how.dry_run:
        click.echo(say("import.losses", lost, file=into / LOSSES))
