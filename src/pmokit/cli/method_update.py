"""`pmokit methodology update`: take over the method that this one extends, and say what that changes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.model.methodology.about import Extends
    from pmokit.rules.migrating import Plan
    from pmokit.text.edits import Edit
    from pmokit.text.files import Snapshot


@click.command("update", help=say("methodology.update.help"))
@root_option
def command(root: Path | None) -> None:
    """`pmokit methodology update`; the catalogue holds the help text."""
    from pmokit.cli import memory
    from pmokit.cli.plans import show, work_out, write_draft
    from pmokit.load import repository
    from pmokit.text.files import read_tree

    folder = find_root(root, writes=True)
    files = read_tree(folder).files
    run = repository.start(files, None, memory.day_of(files))
    wanted, source = copy_of(folder, _extends(run))
    moved = _migration(run, files, wanted)
    made = work_out([*_replacing(wanted, files), *(moved.edits if moved else ())], files)
    write_draft(folder, made)
    number = sum(path.startswith("methodology/parent/") for path in wanted)
    click.echo(say("methodology.updated", number, source=source, version=_version(wanted)))
    _tell(run, files, wanted)
    if moved is not None:
        show(made._replace(moves={}, after={}))
        click.echo(say("methodology.migrated", old=moved.since, new=moved.to))
        for question in moved.questions:
            click.echo(f"{question.path}: {question.record}: {question.what}")


def copy_of(folder: Path, extends: Extends) -> tuple[dict[str, bytes], str]:
    """The copy of the method that a repository extends, with its lock, and where it comes from."""
    from pmokit.load.copied_method import inherited, version_of
    from pmokit.load.layout import PARENT
    from pmokit.load.locking import digest
    from pmokit.text.emit import emit

    snapshot, source, commit = _source(folder, extends)
    taken = inherited(snapshot.files)
    if "methodology.yaml" not in taken:
        raise click.UsageError(say("methodology.no-methodology", source=source))
    lock: dict[str, Any] = {
        "source": source,
        "commit": commit,
        "version": version_of(taken["methodology.yaml"]),
        "files": [{"path": path, "sha256": digest(raw)} for path, raw in sorted(taken.items())],
    }
    wanted = {PARENT + path: raw for path, raw in taken.items()}
    wanted["methodology/lock.yaml"] = (say("methodology.lock-comment") + emit(lock)).encode()
    return wanted, source


def _tell(run: Run, files: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> None:
    """Print what the new copy changes in the method, and which own entries stand on it."""
    from pmokit.load.method_changes import affected, method_changes, parent_of

    before = parent_of(files)
    changes = method_changes(before, parent_of(wanted)) if before else []
    for what in ("added", "changed", "removed"):
        some = [f"{change.kind} {change.id}" for change in changes if change.what == what]
        if some:
            click.echo(say(f"methodology.{what}", len(some), entries=", ".join(some)))
    for entry in affected(changes, run.workspace.differences):
        click.echo(say("methodology.affected", kind=entry.kind, id=entry.id, path=entry.place[0]))


def _migration(run: Run, files: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> Plan | None:
    """The plan that takes portfolio and own entries along to the new version of the method extended.

    None where that method has no migration between the two.
    """
    from pmokit.load.method_changes import parent_of
    from pmokit.load.shared import load_shared
    from pmokit.rules.migrating import plan_of_parent
    from pmokit.rules.preparing import prepare

    old, new = _version(files), _version(wanted)
    steps: Sequence[Any] = load_shared(parent_of(wanted)).methodology.migrations
    return plan_of_parent(run, steps, old, new, files, prepare(run).words) if old and old != new else None


def _version(files: Mapping[str, bytes]) -> str:
    """The version of the method extended, as its copy says."""
    from pmokit.load.copied_method import version_of

    return version_of(files.get("methodology/parent/methodology.yaml", b""))


def _replacing(wanted: Mapping[str, bytes], files: Mapping[str, bytes]) -> list[Edit]:
    """The edits after which the copy of the method extended, and its lock, are what is wanted and no more."""
    from pmokit.load.layout import PARENT
    from pmokit.text.edits import Create, Remove

    old = [path for path in files if path.startswith(PARENT) or path in wanted]
    gone: list[Edit] = [Remove(path) for path in old if wanted.get(path) != files[path]]
    return [*gone, *(Create(path, raw) for path, raw in wanted.items() if files.get(path) != raw)]


def _extends(run: Run) -> Extends:
    about = run.methodology.about
    if about is None:
        raise click.UsageError(say("methodology.unreadable"))
    if about.extends is None:
        raise click.UsageError(say("methodology.no-extends"))
    extends: Extends = about.extends
    return extends


def _source(root: Path, extends: Extends) -> tuple[Snapshot, str, str | None]:
    """The files of the method extended, where they come from, and the commit."""
    from pmokit import shipped
    from pmokit.load.copied_method import version_of
    from pmokit.text.fence import leads_out
    from pmokit.text.files import read_tree
    from pmokit.text.git import read_remote
    from pmokit.text.git_process import GitError

    named = [value for value in (extends.shipped, extends.folder, extends.git) if value is not None]
    if len(named) != 1:
        raise click.UsageError(say("methodology.extends-one"))
    if extends.shipped is not None:
        snapshot = read_tree(shipped.folder("methodology").parent)
        have = version_of(snapshot.files["methodology/methodology.yaml"])
        if have != extends.shipped:
            raise click.UsageError(say("methodology.wrong-version", version=have, wanted=extends.shipped))
        return snapshot, say("methodology.source-shipped", version=have), None
    if extends.folder is not None:
        folder = Path(os.path.realpath(root / extends.folder))
        inside = Path(os.path.abspath(root / extends.folder)).is_relative_to(os.path.abspath(root))
        if inside and leads_out(root / extends.folder, root):
            raise click.UsageError(say("cli.symbolic-link", path=extends.folder))
        if folder == root.resolve() or not (folder / "methodology").is_dir():
            raise click.UsageError(say("methodology.no-folder", folder=extends.folder))
        return read_tree(folder), extends.folder, None
    try:
        snapshot, commit = read_remote(str(extends.git), extends.ref or "HEAD")
    except GitError as error:
        raise click.UsageError(str(error)) from None
    return (
        snapshot,
        say("methodology.source-git", address=extends.git, reference=extends.ref or "HEAD"),
        commit,
    )
