"""`pmokit codeowners`: who must approve a change of which file."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import root_option, today_option
from pmokit.words.catalogue import say


@click.command("codeowners", help=say("codeowners.help"))
@root_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("github", "gitlab")),
    default="github",
    show_default=True,
    help=say("codeowners.forge.help"),
)
@click.option("--check", "only_check", is_flag=True, help=say("codeowners.check.help"))
def command(root: Path | None, today: date | None, form: str, only_check: bool) -> None:
    """`pmokit codeowners`; the catalogue holds the help text."""
    from pmokit.cli.place import find_root
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_all
    from pmokit.exchange import codeowners
    from pmokit.text.git import folder_in_git
    from pmokit.views.people.file_owners import owners, unowned

    folder = find_root(root)
    done = examine(folder, today)
    require(done, "about", "lifecycle", "roles", "forums", "people", "team")
    rows = owners(done.run)
    lost = unowned(rows)
    for row in lost:
        click.echo(
            say("codeowners.no-owner", path=row.path, role=row.why),
            err=True,
        )
    if lost:
        click.echo(say("codeowners.nothing-written", len(lost)), err=True)
        sys.exit(1)
    within = folder_in_git(folder)
    top = folder.resolve().parents[within.count("/") - 1] if within else folder
    path = _place(top, form, within)
    name = Path(os.path.relpath(path, folder)).as_posix()
    have = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    text = codeowners.write(rows, form, within)
    if within:
        text = codeowners.insert(text, within, have or "")
    if only_check:
        if have == text:
            click.echo(say("codeowners.up-to-date", len(rows), file=name))
            return
        click.echo(_drift(have, text, name), err=True)
        sys.exit(1)
    write_all({path: text.encode()}, top)
    click.echo(say("codeowners.written", len(rows), file=name))


def _place(top: Path, form: str, within: str) -> Path:
    """The file to write. In a larger repository it is the one that the forge reads: another one would put
    it out of force."""
    from pmokit.exchange import codeowners

    there = [place for place in codeowners.READ_FIRST[form] if within and (top / place).is_file()]
    return top / (there[0] if there else codeowners.PLACES[form])


def _drift(have: str | None, text: str, name: str) -> str:
    if have is None:
        return say("codeowners.missing", file=name)
    from difflib import unified_diff

    lines = [line for line in unified_diff(have.splitlines(), text.splitlines(), n=0, lineterm="") if line]
    shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n".join(
        [
            say("codeowners.out-of-date", file=name),
            *(f"  {line}" for line in shown[:40]),
        ]
    )
