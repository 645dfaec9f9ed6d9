"""`pmokit fix`: mends that need no judgement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import root_option, today_option
from pmokit.words.catalogue import say


@click.command("fix", help=say("fix.help"))
@root_option
@today_option
@click.option("--dry-run", is_flag=True, help=say("cli.dry-run.help"))
def command(root: Path | None, today: date | None, dry_run: bool) -> None:
    """`pmokit fix`; the catalogue holds the help text."""
    from pmokit.cli.place import find_root
    from pmokit.cli.plans import described, work_out, write_draft
    from pmokit.cli.reading import examine_snapshot, read
    from pmokit.load.mending import mends
    from pmokit.text.plan import Draft

    folder = find_root(root, writes=not dry_run)
    snapshot = read(folder)
    made, written = Draft({}, {}, {}, {}), 0
    while True:
        found = mends(examine_snapshot(folder, snapshot, today).findings, snapshot.files)
        step = work_out([mend.edit for mend in found], snapshot.files)
        for mend in found:
            click.echo(f"{described(mend.edit, snapshot.files)} [{mend.finding.rule}]")
        written += len(found)
        if dry_run or not found:
            break
        # One mend may bring to light what another one mends; all of them are written together.
        made = made._replace(before={**step.before, **made.before}, after={**made.after, **step.after})
        snapshot = snapshot._replace(files={**snapshot.files, **_there(step.after)})
    if made.after:
        write_draft(folder, made)
    if not written:
        click.echo(say("fix.nothing"))
    else:
        click.echo(say("fix.would-fix" if dry_run else "fix.fixed", written))


def _there(files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if raw is not None}
