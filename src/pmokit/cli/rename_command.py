"""`pmokit rename`: give a record another id, wherever it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import root_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.cli.desk import Desk


def _nameable() -> list[str]:
    """The kinds of records that have a name of their own: not a day, and not one within a meeting."""
    from pmokit.load import layout
    from pmokit.model import kinds
    from pmokit.model.portfolio.meeting import Meeting

    dated = {
        slot.model.kind for slot in layout.SLOTS if "{date}" in slot.pattern or "{edition}" in slot.pattern
    }
    inner = {home.kind for home in kinds.homes(Meeting)}
    some = kinds.all_kinds().items()
    return [name for name, record in some if "id" in record.model_fields and name not in dated | inner]


def _refuse_unread(desk: Desk) -> None:
    """Wrong use while files cannot be read: the old id might stand in one of them."""
    lost = {finding.path for finding in desk.run.workspace.findings if finding.rule != "unknown-reference"}
    if desk.run.broken:
        raise click.UsageError(say("rename.unread", paths=", ".join(sorted(lost))))
    for name in desk.run.project_ids:
        folder = desk.run.folder(name)
        if folder.broken:
            paths = sorted({finding.path for finding in folder.findings})
            raise click.UsageError(say("rename.unread", paths=", ".join(paths)))


@click.command("rename", help=say("rename.help"))
@root_option
@click.option("--dry-run", is_flag=True, help=say("rename.dry-run.help"))
@click.argument("kind")
@click.argument("old")
@click.argument("new")
def command(root: Path | None, dry_run: bool, kind: str, old: str, new: str) -> None:
    """`pmokit rename`; the catalogue holds the help text."""
    from pmokit.cli.desk import Desk
    from pmokit.cli.plans import planned, show, work_out, write_draft
    from pmokit.load import layout
    from pmokit.load.suggest import nearest
    from pmokit.model import kinds
    from pmokit.model.address import PROJECT, refer
    from pmokit.rules.renaming import Renamed, rename_record

    desk = Desk(root, None, writes=not dry_run)
    known = _nameable()
    if kind not in known:
        raise click.UsageError(say("rename.no-kind", kind=kind, nearest=nearest(kind, known)).strip())
    if not layout.is_id(new):
        raise click.UsageError(say("new.bad-id", id=new))
    meant = refer(kind, old)
    _refuse_unread(desk)
    home, own = "" if kind == PROJECT else meant.project, meant.id
    if kind in kinds.of_projects():
        if not home:
            raise click.UsageError(say("rename.in-project", kind=kind, id=old))
        desk.project(home)
    there = desk.run.candidates(kind, home)
    if own not in there:
        raise click.UsageError(say("new.unknown", kind=kind, id=own, nearest=nearest(own, there)).strip())
    if new in there:
        raise click.UsageError(say("rename.taken", kind=kind, id=new))
    name = Renamed(kind, home, own, new)
    try:
        edits = planned(lambda: rename_record(desk.run, name, desk.files))
    except LookupError:
        raise click.UsageError(say("rename.of-method", kind=kind, id=own)) from None
    made = work_out(edits, desk.files)
    show(made)
    if not dry_run:
        write_draft(desk.root, made)
    values, files = sum(map(len, made.changes.values())), len(made.moves)
    key = "rename.would-change" if dry_run else "rename.changed"
    click.echo(say(key, values=say("migrate.values", values), files=say("migrate.files", files)))
