"""`pmokit evidence`: the folder that an auditor asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import Day, audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("evidence", help=say("evidence.help"))
@root_option
@format_option
@today_option
@audience_option
@click.option("--since", type=Day(), required=True, help=say("evidence.since.help"))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("evidence.output.help"),
)
def command(
    root: Path | None, form: str, today: date | None, audience: Audience, since: date, output: Path | None
) -> None:
    """`pmokit evidence`; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import csv_file
    from pmokit.views.compliance.evidence import HEADS, pieces
    from pmokit.views.context import Context

    folder = find_root(root)
    done = examine(folder, today, audience)
    if since > done.run.today:
        raise click.UsageError(say("evidence.future", since=since, today=done.run.today))
    require(done, "about", "lifecycle", "tiers", "forums", "roles", "people", "reporting")
    commits = _commits(folder)
    if form == "json":
        from pmokit.views.documents.evidence_document import evidence

        answer(evidence(Context(done), since, commits))
        return
    found = pieces(Context(done), since)
    files: dict[str, bytes] = {}
    for table, head in HEADS.items():
        rows: list[list[str]] = []
        for piece in found:
            if piece.table == table:
                name = commits.get(piece.path, say("evidence.not-committed"))
                rows.append([_cell(value) for value in (*piece.values, piece.path, name)])
        files[f"{table}.csv"] = csv_file.write([*head, "file", "commit"], rows)
    target = write_folder(files, output, folder, "evidence")
    click.echo(say("evidence.written", len(found), since=since, today=done.run.today, folder=target))
    if not commits:
        click.echo(say("evidence.no-git"), err=True)


def _commits(folder: Path) -> dict[str, str]:
    """The commit that last touched each file; empty where there is no repository."""
    from pmokit.text.commit_history import last_commits
    from pmokit.text.git_process import GitError, NoRepository

    try:
        return {path: commit.name for path, commit in last_commits(folder, "portfolio").items()}
    except NoRepository:
        return {}
    except GitError as error:
        raise click.UsageError(str(error)) from None


def _cell(value: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    text = " ".join(value.split())
    return (
        f"'{text}"
        if text.startswith(("=", "+", "-", "@")) and not text.lstrip("-").replace(".", "").isdigit()
        else text
    )
