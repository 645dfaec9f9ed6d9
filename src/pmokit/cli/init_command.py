"""`pmokit init`: a department's repository that checks clean and builds."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import pmokit
from pmokit import shipped
from pmokit.cli import memory
from pmokit.cli.interrupted import finish
from pmokit.cli.place import Title
from pmokit.cli.starters import fill, fill_settings, read_starter
from pmokit.model.time_zone import zone
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


WORKSHOP = ".pmokit-init-"
"""How the name of a folder begins in which a new repository is made."""


@click.command("init", help=say("init.help"))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", type=Title(), default=None, help=say("init.title.help"))
@click.option("--copy", is_flag=True, help=say("init.copy.help"))
def command(folder: Path, title: str | None, copy: bool) -> None:
    """`pmokit init`; the catalogue holds the help text."""
    finish(folder)
    name = title or folder.resolve().name.replace("-", " ").capitalize()
    with prepared(folder, name, folder.parent, copy) as made:
        settle(made, folder)
    tell_ready(folder)


def tell_ready(folder: Path) -> None:
    """Say what comes next, and what must be moved where the folder is one of a larger repository."""
    click.echo(say("init.done", folder=folder))
    if (inside := place_in_git(folder)) != ".":
        click.echo(say("init.inside", inside=inside))


@contextmanager
def prepared(folder: Path, title: str, where: Path | None, copy: bool = False) -> Iterator[Path]:
    """The repository that a folder is to hold, in a place that goes afterwards: below `where`, from which
    `settle` can move it, or wherever this machine keeps such things. Its method extends the shipped one, or
    is a copy of it.

    Wrong use if the folder holds something, or if nothing can be written.
    """
    if folder.exists() and any(entry.name != ".git" for entry in folder.iterdir()):
        raise click.UsageError(say("init.not-empty", folder=folder))
    try:
        if where is not None:
            where.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with tempfile.TemporaryDirectory(dir=where, prefix=WORKSHOP) as name:
            memory.keep(memory.folder(folder), "workshop", os.path.abspath(name))
            made = Path(name) / "made"
            _fill(made, title, copy, place_in_git(folder))
            yield made
    except OSError as error:
        raise click.UsageError(say("init.cannot-write", folder=folder, reason=error.strerror)) from None


def _sweep(folder: Path) -> None:
    """Remove what an earlier command for the same folder left when it was killed; our memory names it."""
    left = memory.read(memory.folder(folder), "workshop")
    if isinstance(left, str) and left.startswith(os.path.abspath(folder.parent / WORKSHOP)):
        shutil.rmtree(left, ignore_errors=True)


def _fill(made: Path, title: str, copy: bool, inside: str) -> None:
    from pmokit.exchange.schema import FOLDER

    made.mkdir()
    shutil.copyfile(shipped.file("mkdocs.yml"), made / "mkdocs.yml")
    version = _methodology(made, title, copy)
    values = {"title": title, "time_zone": _machine_zone(), "version": version}
    settings = {"version": pmokit.__version__, "folder": inside}
    for target, source in {**COPIES, **SETTINGS}.items():
        text = read_starter(made, f"department/{source}")
        path = made / target
        path.parent.mkdir(parents=True, exist_ok=True)
        if target.startswith("portfolio/"):
            text = fill(text, values, memory.clock())
        elif target in SETTINGS:
            text = fill_settings(text, settings)
        path.write_text(text, encoding="utf-8", newline="\n")
    (made / "portfolio/projects").mkdir()
    (made / "portfolio/projects/README.md").write_text(
        say("init.projects-readme"), encoding="utf-8", newline="\n"
    )
    # Making them takes longer than all the rest.
    shutil.copytree(shipped.folder(FOLDER), made / FOLDER)


def _methodology(made: Path, title: str, copy: bool) -> str:
    """Write the method of a new repository; its version."""
    from pmokit.cli.method_update import copy_of
    from pmokit.load.copied_method import version_of
    from pmokit.model.methodology.about import Extends

    source = shipped.folder("methodology")
    version = version_of((source / "methodology.yaml").read_bytes())
    if copy:
        shutil.copytree(source, made / "methodology")
        return version
    files, _ = copy_of(made, Extends.model_construct(shipped=version, folder=None, git=None, ref=None))
    starter = read_starter(made, "department/methodology.yaml")
    own = fill(starter, {"name": say("init.methodology", title=title), "shipped": version}, memory.clock())
    files["methodology/methodology.yaml"] = own.encode()
    for path, raw in files.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(raw)
    return version_of(files["methodology/methodology.yaml"])


def _machine_zone() -> str:
    """The name of the time zone to which this machine is set; UTC where it does not say."""
    for name in (os.environ.get("TZ", "").removeprefix(":"), os.path.realpath("/etc/localtime")):
        name = name.rpartition("zoneinfo/")[2]
        if zone(name) is not None:
            return name
    return "UTC"


def settle(made: Path, folder: Path) -> None:
    """Move what was prepared into its folder, in one step, or by a plan where the folder is there already."""
    from pmokit.cli.plans import write_draft
    from pmokit.text.plan import Draft

    if not folder.exists():
        made.rename(folder)
        return
    paths = [path for path in sorted(made.rglob("*")) if path.is_file()]
    files: dict[str, bytes | None] = {path.relative_to(made).as_posix(): path.read_bytes() for path in paths}
    write_draft(folder, Draft(dict.fromkeys(files), files, {}, {}))
