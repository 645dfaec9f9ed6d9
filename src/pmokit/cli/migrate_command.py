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


@click.command("migrate")
@root_option
@today_option
@click.option("--dry-run", is_flag=True, help=say("cli.show-what-would-changed-change"))
def command(root: Path | None, today: date | None, dry_run: bool) -> None:
    """Bring the portfolio to the version of the method in methodology/.

    What the migrations in methodology/migrations declare is changed character by character, so that
    comments and layout stay; what takes a person is listed. Running it again changes nothing.
    """
    from pmokit.cli.place import find_root
    from pmokit.cli.plans import show, work_out, write_draft
    from pmokit.cli.reading import examine_snapshot, read
    from pmokit.rules.migrating import plan

    folder = find_root(root)
    snapshot = read(folder)
    done = examine_snapshot(folder, snapshot, today)
    way = _way(done.run)
    if not way:
        version = done.run.method.version
        click.echo(say("cli.portfolio-version-already-nothing-done", version=version))
        return
    made = plan(done.run, way, done.method.words)
    worked_out = work_out(made.edits, snapshot.files)
    show(worked_out)
    if not dry_run:
        write_draft(folder, worked_out)
    for question in made.questions:
        click.echo(f"{question.path}: {question.record}: {question.what}")
    number = sum(map(len, worked_out.changes.values()))
    would = say("cli.would") if dry_run else ""
    click.echo(
        say(
            "cli.values-changed-files-renamed-version",
            number=number,
            would=would,
            number_2=len(worked_out.moves),
            since=made.since,
            to=made.to,
            number_3=len(made.questions),
        )
    )


def _way(run: Run) -> list[Migration]:
    """The migrations from the portfolio's version to the method's; wrong use where none leads there."""
    from pmokit.rules.migrating import chain

    about = run.portfolio.about
    method = run.methodology.about
    if about is None or method is None:
        raise click.UsageError(say("cli.portfolio-yaml-methodology-yaml-cannot"))
    if about.methodology is None:
        raise click.UsageError(say("cli.portfolio-yaml-does-not-say", version=method.version))
    way = chain(run)
    if way is None:
        raise click.UsageError(
            say(
                "cli.no-migration-leads-version-methodology",
                methodology=about.methodology,
                version=method.version,
            )
        )
    return way
