"""`pmokit methodology`: the method in force, what it extends, and how it differs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.model.methodology.about import Extends
    from pmokit.text.edits import Edit
    from pmokit.text.files import Snapshot
    from pmokit.views.handbook.origins import EntryRow


@click.group("methodology")
def command() -> None:
    """Show, compare and update the method in force."""


@command.command("show")
@root_option
@format_option
@click.option("--effective", is_flag=True, help=say("cli.all-force-not-only-department"))
@click.option("--origin", is_flag=True, help=say("cli.name-each-entry-layer-file"))
@click.argument("kind", required=False)
def show(root: Path | None, form: str, effective: bool, origin: bool, kind: str | None) -> None:
    """List the entries of the method, or those of one KIND, such as `gate` or `rule`."""
    from pmokit.load.suggest import nearest
    from pmokit.views.handbook.origins import KINDS, entries

    if kind is not None and kind not in KINDS:
        raise click.UsageError(say("cli.no-kind", kind=kind, nearest=nearest(kind, KINDS)))
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
        line = f"{row.kind:<10} {row.id:<28} {row.title}{' (locked)' if row.locked else ''}"
        if origin:
            over = say("cli.over", value=" and ".join(layer.name for layer in row.over)) if row.over else ""
            line += f"\n{'':<10} {'':<28} {row.layer.name}{over}: {row.path}"
        click.echo(line)
    click.echo(f"\n{shown} entries")


def _is_shown(row: EntryRow, effective: bool, run: Run) -> bool:
    """Whether an entry is asked for: all that is in force, or only the department's own."""
    return effective or row.layer is run.workspace.layers[0]


@command.command("diff")
@root_option
@format_option
@click.option("--all", "all_layers", is_flag=True, help=say("cli.what-every-layer-does-not"))
def diff(root: Path | None, form: str, all_layers: bool) -> None:
    """List what this department's method adds, tightens, relaxes or drops of the one it extends."""
    from pmokit.views.handbook.origins import differences

    run = _run(root)
    if form == "json":
        from pmokit.views.documents.methodology_document import methodology

        found = differences(run, all_layers) if len(run.workspace.layers) > 1 else {}
        answer(methodology(run.today, run.workspace.layers, differences=found))
        return
    if len(run.workspace.layers) < 2:
        click.echo(say("cli.extends-no-other-method", name=run.workspace.layers[0].name))
        return
    found = differences(run, all_layers)
    for verdict, rows in found.items():
        click.echo(f"{verdict}:")
        for row in rows:
            entry = row.difference
            name = f"{entry.kind} {entry.id}" if entry.kind != entry.id else f"{entry.kind}.yaml"
            click.echo(f"  {name} ({row.layer.name}, {entry.place[0]})")
            for change in entry.changes:
                click.echo(f"    {change}")
            if entry.reason:
                click.echo(say("cli.because", split=" ".join(entry.reason.split())))
    counted = ", ".join(f"{len(rows)} {verdict}" for verdict, rows in found.items())
    click.echo(counted or say("cli.no-difference-method-adds-nothing"))


@command.command("update")
@root_option
def update(root: Path | None) -> None:
    """Copy the method that this one extends to methodology/parent, and note its digests.

    What is extended stands in methodology.yaml under `extends`. Commit what is written: checks read
    the copy, and find each byte that is changed in it.
    """
    from pmokit.cli.plans import carry_out
    from pmokit.load.layout import PARENT
    from pmokit.load.locking import digest
    from pmokit.text.emit import emit
    from pmokit.text.files import read_tree

    folder = find_root(root)
    extends = _extends(_run(root))
    snapshot, source, commit = _source(folder, extends)
    taken = {
        path.removeprefix("methodology/"): raw
        for path, raw in snapshot.files.items()
        if path.startswith("methodology/")
    }
    if "methodology.yaml" not in taken:
        raise click.UsageError(say("cli.no-methodology-methodology-yaml", source=source))
    lock: dict[str, Any] = {
        "source": source,
        "commit": commit,
        "version": _version(taken["methodology.yaml"]),
        "files": [{"path": path, "sha256": digest(raw)} for path, raw in sorted(taken.items())],
    }
    head = say("cli.written-pmokit-methodology-update-change")
    wanted = {PARENT + path: raw for path, raw in taken.items()}
    wanted["methodology/lock.yaml"] = (head + emit(lock)).encode()
    files = read_tree(folder).files
    carry_out(folder, _replacing(wanted, files), files)
    click.echo(
        say("cli.files-version-methodology-parent", number=len(taken), source=source, lock=lock["version"])
    )


def _replacing(wanted: Mapping[str, bytes], files: Mapping[str, bytes]) -> list[Edit]:
    """The edits after which the copy of the method extended, and its lock, are what is wanted and no more."""
    from pmokit.load.layout import PARENT
    from pmokit.text.edits import Create, Remove

    old = [path for path in files if path.startswith(PARENT) or path in wanted]
    gone: list[Edit] = [Remove(path) for path in old if wanted.get(path) != files[path]]
    return [*gone, *(Create(path, raw) for path, raw in wanted.items() if files.get(path) != raw)]


def _run(root: Path | None) -> Run:
    from pmokit.cli import memory
    from pmokit.load import repository
    from pmokit.text.files import read_tree

    files = read_tree(find_root(root)).files
    return repository.start(
        {path: raw for path, raw in files.items() if path.startswith("methodology/")}, None, memory.clock()
    )


def _extends(run: Run) -> Extends:
    about = run.methodology.about
    if about is None:
        raise click.UsageError(say("cli.methodology-methodology-yaml-cannot-read"))
    if about.extends is None:
        raise click.UsageError(say("cli.methodology-yaml-extends-nothing-write"))
    extends: Extends = about.extends
    return extends


def _source(root: Path, extends: Extends) -> tuple[Snapshot, str, str | None]:
    """The files of the method extended, where they come from, and the commit."""
    from pmokit import shipped
    from pmokit.text.files import read_tree
    from pmokit.text.git import GitError, read_remote

    named = [value for value in (extends.shipped, extends.folder, extends.git) if value is not None]
    if len(named) != 1:
        raise click.UsageError(say("cli.extends-names-one-shipped-folder"))
    if extends.shipped is not None:
        snapshot = read_tree(shipped.folder("methodology").parent)
        have = _version(snapshot.files["methodology/methodology.yaml"])
        if have != extends.shipped:
            raise click.UsageError(
                say("cli.pmokit-comes-version-method-not", have=have, shipped=extends.shipped)
            )
        return snapshot, say("cli.pmokit-s-own-method", have=have), None
    if extends.folder is not None:
        folder = (root / extends.folder).resolve()
        if folder == root.resolve() or not (folder / "methodology").is_dir():
            raise click.UsageError(say("cli.no-other-repository-folder-methodology", folder=extends.folder))
        return read_tree(folder), extends.folder, None
    try:
        snapshot, commit = read_remote(str(extends.git), extends.ref or "HEAD")
    except GitError as error:
        raise click.UsageError(str(error)) from None
    return snapshot, say("cli.at", git=extends.git, value=extends.ref or "HEAD"), commit


def _version(raw: bytes) -> str:
    from pmokit.text import yaml

    data = yaml.parse(raw).data
    return str(data.get("version", "")) if isinstance(data, dict) else ""
