"""`pmokit init`: a department's repository that checks clean and builds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import pmokit
from pmokit import shipped
from pmokit.cli import memory
from pmokit.cli.place import Title
from pmokit.cli.starters import fill, fill_settings, read_starter
from pmokit.text.git import place_in_git
from pmokit.words.catalogue import say

COPIES = {
    "portfolio/portfolio.yaml": "portfolio.yaml",
    "portfolio/people.yaml": "people.yaml",
    "portfolio/team.yaml": "team.yaml",
    "methodology/forums.yaml": "forums.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".github/ISSUE_TEMPLATE/methodology.yml": "issue-methodology.yml",
    ".github/ISSUE_TEMPLATE/waiver.yml": "issue-waiver.yml",
    ".github/pull_request_template.md": "pull-request.md",
    ".gitlab/merge_request_templates/Default.md": "pull-request.md",
}
"""Files to be made, and those of the starter, whose names have no dot, so that no tool overlooks them."""

SETTINGS = {
    ".github/workflows/pmokit.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    "azure-pipelines.yml": "azure-pipelines.yml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
}
"""The same for those in which the version of pmokit and the folder are filled in."""


@click.command("init", help=say("init.help"))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", type=Title(), default=None, help=say("init.title.help"))
def command(folder: Path, title: str | None) -> None:
    """`pmokit init`; the catalogue holds the help text."""
    make(folder, title or folder.resolve().name.replace("-", " ").capitalize())
    tell_ready(folder)


def make(folder: Path, title: str) -> None:
    """A department's repository in a folder that is new or empty; wrong use if it is neither."""
    with prepared(folder, title, folder.parent) as made:
        settle(made, folder)


def tell_ready(folder: Path) -> None:
    """Say what comes next, and what must be moved where the folder is one of a larger repository."""
    click.echo(say("init.done", folder=folder))
    if (inside := place_in_git(folder)) != ".":
        click.echo(say("init.inside", inside=inside))


@contextmanager
def prepared(folder: Path, title: str, where: Path | None) -> Iterator[Path]:
    """The repository that a folder is to hold, in a place that goes afterwards: below `where`, from which
    `settle` can move it, or wherever this machine keeps such things.

    Wrong use if the folder holds something, or if nothing can be written.
    """
    if folder.exists() and any(entry.name != ".git" for entry in folder.iterdir()):
        raise click.UsageError(say("init.not-empty", folder=folder))
    try:
        if where is not None:
            where.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=where, prefix=".pmokit-init-") as name:
            made = Path(name) / "made"
            _fill(made, title, place_in_git(folder))
            yield made
    except OSError as error:
        raise click.UsageError(say("init.cannot-write", folder=folder, reason=error.strerror)) from None


def _fill(made: Path, title: str, inside: str) -> None:
    from pmokit.exchange.schema import FOLDER

    shutil.copytree(shipped.folder("methodology"), made / "methodology")
    shutil.copyfile(shipped.file("mkdocs.yml"), made / "mkdocs.yml")
    settings = {"version": pmokit.__version__, "folder": inside}
    for target, source in {**COPIES, **SETTINGS}.items():
        text = read_starter(made, f"department/{source}")
        path = made / target
        path.parent.mkdir(parents=True, exist_ok=True)
        if target.startswith("portfolio/"):
            text = fill(text, {"title": title}, memory.clock())
        elif target in SETTINGS:
            text = fill_settings(text, settings)
        path.write_text(text, encoding="utf-8", newline="\n")
    (made / "portfolio/projects").mkdir()
    (made / "portfolio/projects/README.md").write_text(
        say("init.projects-readme"), encoding="utf-8", newline="\n"
    )
    # Making them takes longer than all the rest.
    shutil.copytree(shipped.folder(FOLDER), made / FOLDER)


def settle(made: Path, folder: Path) -> None:
    """Move what was prepared into its folder."""
    if not folder.exists():
        made.rename(folder)
        return
    for entry in sorted(made.iterdir()):
        entry.rename(folder / entry.name)
