"""`pmokit fix`: mends that need no judgement."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import root_option, today_option
from pmokit.words.catalogue import say


@click.command("fix")
@root_option
@today_option
@click.option("--dry-run", is_flag=True, help=say("cli.show-what-would-written-write"))
def command(root: Path | None, today: date | None, dry_run: bool) -> None:
    """Mend what needs no judgement: misspelt keys and words, amounts and flags in another notation.

    Never an owner, a date or an approval. Only the characters shown are changed; comments,
    indentation, quotes and line ends stay as they are.
    """
    from pmokit.cli.place import find_root
    from pmokit.cli.plans import described, work_out, write_draft
    from pmokit.cli.reading import examine_snapshot, read
    from pmokit.load.mending import mends

    folder = find_root(root)
    written = 0
    while True:
        snapshot = read(folder)
        found = mends(examine_snapshot(folder, snapshot, today).findings, snapshot.files)
        made = work_out([mend.edit for mend in found], snapshot.files)
        for mend in found:
            click.echo(f"{described(mend.edit, snapshot.files)} [{mend.finding.rule}]")
        written += len(found)
        if dry_run or not found:
            break
        write_draft(folder, made)
    if not written:
        click.echo(say("cli.nothing-can-mended-without-person"))
    else:
        click.echo(
            f"{written} mended" if not dry_run else say("cli.would-mended-nothing-written", written=written)
        )
