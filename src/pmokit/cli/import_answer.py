"""What an import says of itself: on the terminal, as a document, and as a table of what was lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from pmokit.cli import memory
from pmokit.exchange import csv_file
from pmokit.exchange.imported import Imported
from pmokit.findings.outcome import one_line
from pmokit.text.emit import flow
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.cli.acceptance import Accepted
    from pmokit.load.planning import Conflict
    from pmokit.views.documents.import_document import ImportDocument

LOSSES = "import-losses.csv"


class How(NamedTuple):
    """How an import goes about it, and in which form it answers."""

    replace: bool
    dry_run: bool
    form: str


MOST_IDS = 10
"""How many of the ids that rows with one name have got are listed."""


def losses_csv(imported: Imported) -> bytes:
    """The cells that were lost, as a table."""
    return csv_file.write(("row", "project", "column", "value", "reason"), imported.losses)


def report(into: Path, imported: Imported, projects: int, how: How) -> None:
    """Say what became of the cells."""
    figures = {name: f"{getattr(imported, name):,}" for name in ("cells", "taken", "left_aside", "lost")}
    click.echo(say("import.taken", projects, **figures))
    for base, names in imported.same_id.items():
        if len(names) > 1:
            some = names if len(names) <= MOST_IDS else [*names[: MOST_IDS - 1], "…", names[-1]]
            click.echo(say("import.same-id", len(names), id=base, ids=", ".join(some)))
    counted: dict[tuple[str, str], int] = {}
    for loss in imported.losses:
        counted[(loss.column, loss.reason)] = counted.get((loss.column, loss.reason), 0) + 1
    for (column, reason), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {number:>5}  {one_line(column)[:60]}: {one_line(reason)}")
    if imported.losses and not how.dry_run:
        click.echo(say("import.losses", imported.lost, file=into / LOSSES))


def tell_conflicts(conflicts: list[Conflict], how: How) -> None:
    """Say which values the portfolio and the source have differently."""
    for entry in conflicts:
        old, new = (one_line(flow(value))[:60] for value in (entry.there, entry.field.value))
        name = _difference(entry)
        click.echo(say("import.difference", path=entry.path, field=name, old=old, new=new))
    if conflicts:
        key = "import.differ-unchanged"
        if how.replace:
            key = "import.differ-would-be-replaced" if how.dry_run else "import.differ-replaced"
        click.echo(say(key, len(conflicts)))


def document(imported: Imported, done: Accepted, conflicts: list[Conflict], how: How) -> ImportDocument:
    """The document of an import."""
    from pmokit.views.documents.import_document import Difference, ImportDocument, LostCell, SameId

    return ImportDocument(
        today=memory.clock(),
        written=bool(done.plan.edits) and not how.dry_run,
        projects=done.projects,
        cells=imported.cells,
        taken=imported.taken,
        left_aside=imported.left_aside,
        lost=imported.lost,
        losses=[LostCell(*loss) for loss in imported.losses],
        same_id=[SameId(base, names) for base, names in imported.same_id.items() if len(names) > 1],
        differences=[
            Difference(entry.path, _difference(entry), str(entry.there), str(entry.field.value))
            for entry in conflicts
        ],
    )


def _difference(entry: Conflict) -> str:
    return ".".join(map(str, (*([entry.field.id] if entry.field.id else []), *entry.field.route)))
