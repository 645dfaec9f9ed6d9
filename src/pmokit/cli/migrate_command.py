"""`pmokit migrate`: bring a portfolio to the version of its method."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.model.methodology.migration import Migration


@click.command("migrate", help=say("migrate.help"))
@root_option
@today_option
@click.option("--dry-run", is_flag=True, help=say("migrate.dry-run.help"))
def command(root: Path | None, today: date | None, dry_run: bool) -> None:
    """`pmokit migrate`; the catalogue holds the help text."""
    from pmokit.cli.place import find_root
    from pmokit.cli.plans import show, work_out, write_draft
    from pmokit.cli.reading import examine_snapshot, read
    from pmokit.rules.migrating import plan

    folder = find_root(root, writes=not dry_run)
    snapshot = read(folder, today=today)
    done = examine_snapshot(folder, snapshot, today)
    way = _way(done.run)
    if not way:
        version = done.run.method.version
        click.echo(say("migrate.nothing", version=version))
        return
    made = plan(done.run, way, done.method.words)
    worked_out = work_out(made.edits, snapshot.files)
    show(worked_out)
    if not dry_run:
        write_draft(folder, worked_out)
    for question in made.questions:
        click.echo(f"{question.path}: {question.record}: {question.what}")
    values = say("migrate.values", sum(map(len, worked_out.changes.values())))
    files = say("migrate.files", len(worked_out.moves))
    records = say("migrate.records", len(made.questions))
    key = "migrate.would-change" if dry_run else "migrate.changed"
    click.echo(say(key, values=values, files=files, old=made.since, new=made.to, records=records))


def _way(run: Run) -> list[Migration]:
    """The migrations from the portfolio's version to the method's; wrong use where none leads there."""
    from pmokit.rules.migrating import chain

    about = run.portfolio.about
    method = run.methodology.about
    if about is None or method is None:
        raise click.UsageError(say("migrate.unreadable"))
    if about.methodology is None:
        raise click.UsageError(say("migrate.no-version", version=method.version))
    way = chain(run)
    if way is None:
        raise click.UsageError(
            say(
                "migrate.no-way",
                old=about.methodology,
                new=method.version,
            )
        )
    return way
