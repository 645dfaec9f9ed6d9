"""`pmokit changes`: what moved since a day or a commit."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

import click

from pmokit.cli.place import find_root, parse_day, root_option, today_option


@click.command("changes")
@root_option
@today_option
@click.option(
    "--since",
    metavar="DATE|REF",
    required=True,
    help="A day (YYYY-MM-DD: the last commit up to its end), or a commit, tag or branch.",
)
def command(root: Path | None, today: date | None, since: str) -> None:
    """Say what moved: projects, colours, dates, money, decisions, findings.

    Each state is judged on its own day, so that findings which time alone brought are told as well.
    """
    from pmokit.cli import memory
    from pmokit.cli.reading import examine
    from pmokit.findings.outcome import one_line
    from pmokit.rules.checking import check
    from pmokit.text.git import GitError, commit_of_day, day_of, read_at
    from pmokit.views.history.moves import changes

    folder = find_root(root)
    day = parse_day(since)
    try:
        commit = commit_of_day(folder, day) if day is not None else since
        then = day or day_of(folder, since)
        snapshot = read_at(folder, commit)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    after = examine(folder, today)
    if day is not None and day > after.run.today:
        raise click.UsageError(f"{day} is after today ({after.run.today}); nothing moved since")
    with memory.many_records():
        before = check(snapshot, then, then)
    found = changes(before, after)
    click.echo(f"From {then} to {after.run.today}")
    for group, some in groupby(found, key=lambda item: item.group):
        click.echo(f"\n{group}")
        for sentence in some:
            click.echo(f"  {one_line(sentence.text)}")
    if not found:
        click.echo("Nothing moved.")
