"""`pmokit steering carry`: take the decisions of a meeting's minutes to the records that it decided about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import Day, root_option
from pmokit.words.catalogue import say


@click.command("carry", help=say("steering.carry.help"))
@root_option
@click.option("--date", "day", type=Day(), required=True, help=say("steering.carry.date.help"))
@click.option("--by", default=None, help=say("steering.carry.by.help"))
@click.option("--dry-run", is_flag=True, help=say("rename.dry-run.help"))
@click.argument("forum_id", metavar="FORUM")
def command(root: Path | None, day: date, by: str | None, dry_run: bool, forum_id: str) -> None:
    """`pmokit steering carry`; the catalogue holds the help text."""
    from pmokit.cli.desk import Desk
    from pmokit.cli.plans import planned, show, work_out, write_draft
    from pmokit.rules.carrying import carry

    desk = Desk(root, None, writes=not dry_run)
    desk.know("forum", forum_id)
    meeting = desk.run.meeting(f"{forum_id}/{day}")
    if meeting is None or meeting.state != "held":
        raise click.UsageError(say("steering.carry.not-held", forum=forum_id, day=day))
    desk.know("person", by)
    decider = by or meeting.chair
    if decider is None:
        raise click.UsageError(say("steering.carry.no-chair"))
    done = planned(lambda: carry(meeting, decider, desk.run, desk.files))
    made = work_out(done.edits, desk.files)
    show(made)
    if not dry_run:
        write_draft(desk.root, made)
    for line in done.left:
        click.echo(line)
    files = say("migrate.files", len(made.after))
    click.echo(say("steering.carry.would-change" if dry_run else "steering.carry.changed", files=files))
