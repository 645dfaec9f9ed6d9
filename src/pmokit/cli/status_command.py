"""`pmokit status`: the calculated status of projects beside the reported one, with reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word, reported_word

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("status", help=say("status.help"))
@root_option
@today_option
@audience_option
@format_option
@click.argument("project_id", metavar="[PROJECT]", required=False)
def command(
    root: Path | None, today: date | None, audience: Audience, form: str, project_id: str | None
) -> None:
    """Show status; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, project_of, require
    from pmokit.views.context import Context
    from pmokit.views.documents.status_document import status

    done = examine(find_root(root), today, audience)
    require(done, "about", "reporting", "tiers")
    if project_id is not None:
        project_of(done.run, project_id)
    document = status(Context(done), done.run.project_ids if project_id is None else (project_id,))
    if form == "json":
        answer(document)
        return
    for row in document.projects:
        if not row.readable:
            click.echo(say("status.unreadable", project=row.id))
            continue
        click.echo(_line(row.id, row.overall.facts, row.overall.claimed))
        for name, dimension in row.dimensions.items() if project_id is not None else ():
            click.echo("  " + _line(name, dimension.facts, dimension.claimed))
            for reason in dimension.reasons:
                click.echo(f"    {_word(reason.colour)}: {reason.text}")
    if not document.projects:
        click.echo(say("status.none"))


def _line(name: str, facts: str, claimed: str) -> str:
    return say(
        "status.line",
        name=f"{name:<26}",
        calculated=_word(facts),
        reported=reported_word("none" if claimed == "unknown" else claimed),
    )


def _word(colour: str) -> str:
    return colour_word("none" if colour == "unknown" else colour)
