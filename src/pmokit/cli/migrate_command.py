"""`pmokit migrate`: bring a portfolio to the version of its method."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import root_option, today_option

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.model.methodology.migration import Migration


@click.command("migrate")
@root_option
@today_option
@click.option("--dry-run", is_flag=True, help="Show what would be changed, and change nothing.")
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
        click.echo(f"The portfolio is at version {version} already; nothing is to be done.")
        return
    made = plan(done.run, way, done.method.words)
    worked_out = work_out(made.edits, snapshot.files)
    show(worked_out)
    if not dry_run:
        write_draft(folder, worked_out)
    for question in made.questions:
        click.echo(f"{question.path}: {question.record}: {question.what}")
    number = sum(map(len, worked_out.changes.values()))
    would = "would be " if dry_run else ""
    click.echo(
        f"{number} values {would}changed and {len(worked_out.moves)} files {would}renamed, "
        f"from version {made.since} to {made.to}; {len(made.questions)} records need a person"
    )


def _way(run: Run) -> list[Migration]:
    """The migrations from the portfolio's version to the method's; wrong use where none leads there."""
    from pmokit.rules.migrating import chain

    about = run.portfolio.about
    method = run.methodology.about
    if about is None or method is None:
        raise click.UsageError("portfolio.yaml or methodology.yaml cannot be read; see `pmokit check`")
    if about.methodology is None:
        raise click.UsageError(
            "portfolio.yaml does not say for which version of the method it was written; "
            f'write `methodology: "{method.version}"` into it if it is this one'
        )
    way = chain(run)
    if way is None:
        raise click.UsageError(
            f"no migration leads from version {about.methodology} to {method.version}; "
            "methodology/migrations holds them"
        )
    return way
