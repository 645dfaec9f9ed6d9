"""`pmokit methodology`: the method in force, what it extends, and how it differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli import method_update
from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.views.handbook.origins import EntryRow


@click.group("methodology", help=say("methodology.help"))
def command() -> None:
    """`pmokit methodology`; the catalogue holds the help text."""


@command.command("show", help=say("methodology.show.help"))
@root_option
@format_option
@click.option("--effective", is_flag=True, help=say("methodology.effective.help"))
@click.option("--origin", is_flag=True, help=say("methodology.origin.help"))
@click.argument("kind", required=False)
def show(root: Path | None, form: str, effective: bool, origin: bool, kind: str | None) -> None:
    """`pmokit methodology show`; the catalogue holds the help text."""
    from pmokit.load.suggest import nearest
    from pmokit.views.handbook.origins import KINDS, entries

    if kind is not None and kind not in KINDS:
        near = nearest(kind, KINDS) or say("load.known-here") + ", ".join(f"`{name}`" for name in KINDS) + "."
        raise click.UsageError(say("methodology.unknown-kind", kind=kind, nearest=near))
    run = _run(root)
    if form == "json":
        from pmokit.views.documents.methodology_document import methodology

        some = [row for row in entries(run) if kind in (None, row.kind) and _is_shown(row, effective, run)]
        answer(methodology(run.today, run.workspace.layers, entries=some))
        return
    for layer in run.workspace.layers:
        click.echo(f"{layer.name} {layer.version} ({layer.folder})")
    click.echo("")
    shown = 0
    for row in entries(run):
        if (kind and row.kind != kind) or not _is_shown(row, effective, run):
            continue
        shown += 1
        locked = say("methodology.locked") if row.locked else ""
        line = f"{row.kind:<10} {row.id:<28} {row.title}{locked}"
        if origin:
            layers = ", ".join(layer.name for layer in row.over)
            over = say("methodology.overrides", layers=layers) if row.over else ""
            line += f"\n{'':<10} {'':<28} {row.layer.name}{over}: {row.path}"
        click.echo(line)
    click.echo("\n" + say("methodology.entries", shown))


def _is_shown(row: EntryRow, effective: bool, run: Run) -> bool:
    """Whether an entry is asked for: all that is in force, or only the department's own."""
    return effective or row.layer is run.workspace.layers[0]


@command.command("diff", help=say("methodology.diff.help"))
@root_option
@format_option
@click.option("--all", "all_layers", is_flag=True, help=say("methodology.all.help"))
def diff(root: Path | None, form: str, all_layers: bool) -> None:
    """`pmokit methodology diff`; the catalogue holds the help text."""
    from pmokit.views.handbook.origins import differences

    run = _run(root)
    found = differences(run, all_layers)
    if form == "json":
        from pmokit.views.documents.methodology_document import methodology

        answer(methodology(run.today, run.workspace.layers, differences=found))
        return
    if len(run.workspace.layers) < 2:
        click.echo(say("methodology.extends-nothing", name=run.workspace.layers[0].name))
        return
    for verdict, rows in found.items():
        click.echo(say(f"handbook.verdict.{verdict}") + ":")
        for row in rows:
            entry = row.difference
            name = f"{entry.kind} {entry.id}" if entry.kind != entry.id else f"{entry.kind}.yaml"
            click.echo(f"  {name} ({row.layer.name}, {entry.place[0]})")
            for change in entry.changes:
                click.echo(f"    {change}")
            if entry.reason:
                click.echo(say("methodology.reason", reason=" ".join(entry.reason.split())))
    counted = ", ".join(f"{say(f'handbook.verdict.{name}')}: {len(rows)}" for name, rows in found.items())
    click.echo(counted or say("methodology.no-difference"))


def _run(root: Path | None) -> Run:
    from pmokit.cli import memory
    from pmokit.load import repository
    from pmokit.text.files import read_tree

    files = read_tree(find_root(root)).files
    method = {path: raw for path, raw in files.items() if path.startswith("methodology/")}
    return repository.start(method, None, memory.day_of(files))


command.add_command(method_update.command)
