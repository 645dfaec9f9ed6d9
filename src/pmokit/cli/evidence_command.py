"""`pmokit evidence`: the folder that an auditor asks for."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import Day, find_root, root_option, today_option


@click.command("evidence")
@root_option
@today_option
@click.option("--since", type=Day(), required=True, help="The first day that is asked about.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder to write to; by default evidence/ of the repository.",
)
def command(root: Path | None, today: date | None, since: date, output: Path | None) -> None:
    """Write the folder that an auditor asks for, as CSV: approvals with their evidence, changes,
    decisions of meetings with their quorum, waivers, attestations, and adherence.

    Each row names its file and the commit that last touched it.
    """
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.text.git import GitError, last_commits
    from pmokit.views.compliance.evidence import HEADS, pieces
    from pmokit.views.context import Context

    folder = find_root(root)
    done = examine(folder, today)
    if since > done.run.today:
        raise click.UsageError(f"{since} is after today ({done.run.today})")
    require(done, "about", "lifecycle", "tiers", "forums", "roles", "people", "reporting")
    try:
        commits = last_commits(folder, "portfolio")
    except GitError:
        commits = {}
    found = pieces(Context(done), since)
    files: dict[str, bytes] = {}
    for table, head in HEADS.items():
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([*head, "file", "commit"])
        for piece in found:
            if piece.table == table:
                commit = commits.get(piece.path)
                row = [*piece.values, piece.path, commit.name if commit else "not committed"]
                writer.writerow([_cell(value) for value in row])
        files[f"{table}.csv"] = out.getvalue().encode()
    target = write_folder(files, output, folder, "evidence")
    click.echo(f"{len(found)} rows from {since} to {done.run.today} in {target}")
    if not commits:
        click.echo("git knows no commit here, so no row names one", err=True)


def _cell(value: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    text = " ".join(value.split())
    return (
        f"'{text}"
        if text.startswith(("=", "+", "-", "@")) and not text.lstrip("-").replace(".", "").isdigit()
        else text
    )
