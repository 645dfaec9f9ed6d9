"""`pmokit demo`: the demonstration as a repository with a past."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit import shipped
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.text.new_history import NewCommit

FOLDERS = ("methodology", "portfolio", "schemas")
SOURCE = "demonstration"


@click.command("demo", help=say("demo.help"))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """`pmokit demo`; the catalogue holds the help text."""
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(say("init.not-empty", folder=folder))
    files = _shipped_files()
    commits = _commits(files)
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # If not all of it can be written, nothing is.
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".pmokit-demo-") as name:
            made = Path(name) / "made"
            made.mkdir()
            lack = _write(made, files, commits)
            place.mkdir(exist_ok=True)
            for path in made.iterdir():
                path.rename(place / path.name)
    except OSError as error:
        raise click.UsageError(say("init.cannot-write", folder=folder, reason=error.strerror)) from None
    if lack:
        click.echo(say("demo.without-history", folder=folder, reason=lack), err=True)
        return
    first, last = (commits[at].moment.date() for at in (0, -1))
    click.echo(say("demo.done", folder=folder, commits=len(commits), first=first, last=last))


def _shipped_files() -> dict[str, bytes]:
    """The files of the repository as they are today, by path."""
    files = {
        f"{name}/{path.relative_to(shipped.folder(name)).as_posix()}": path.read_bytes()
        for name in FOLDERS
        for path in sorted(shipped.folder(name).rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:])
    }
    files["mkdocs.yml"] = shipped.file("mkdocs.yml").read_bytes()
    files["README.md"] = (shipped.folder(SOURCE) / "README.md").read_bytes()
    for name in ("gitignore", "gitattributes"):
        starter = shipped.folder("methodology") / "starters/department" / name
        files[f".{name}"] = starter.read_bytes()
    return files


def _commits(files: Mapping[str, bytes]) -> list[NewCommit]:
    from pmokit.load.demonstration.replay import replay

    history = (shipped.folder(SOURCE) / "history.yaml").read_bytes()
    return replay(history, files)


def _write(made: Path, files: Mapping[str, bytes], commits: list[NewCommit]) -> str:
    """Write the repository; why it is without a past, or nothing."""
    from pmokit.text.git_process import GitError
    from pmokit.text.new_history import write_history

    try:
        write_history(made, commits)
    except GitError as error:
        shutil.rmtree(made / ".git", ignore_errors=True)
        for path, raw in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(raw)
        return str(error)
    return ""
