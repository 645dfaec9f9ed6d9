"""`pmokit path`: what is expected of a project of a tier, phase by phase."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import find_root, root_option, today_option
from pmokit.words.catalogue import say


@click.command("path", help=say("path.help"))
@root_option
@today_option
@format_option
@click.argument("name", metavar="PROJECT|TIER")
def command(root: Path | None, today: date | None, form: str, name: str) -> None:
    """Show the path; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, require
    from pmokit.load.suggest import nearest
    from pmokit.views.context import Context
    from pmokit.views.documents.path_document import expected

    done = examine(find_root(root), today)
    require(done, "about", "lifecycle", "tiers", "forums", "artefacts", "roles", "reporting")
    run = done.run
    project = run.project(name) if run.has_project(name) else None
    if project is not None and project.tier is None:
        raise click.UsageError(say("path.no-tier", project=name))
    tier = run.tier(project.tier if project is not None else name)
    if tier is None:
        near = nearest(name, [*run.project_ids, *run.tiers])
        raise click.UsageError(say("path.unknown", name=name, nearest=near).strip())
    document = expected(Context(done), tier)
    if form == "json":
        answer(document)
        return
    click.echo(say("path.title", document.report_every_days, tier=tier.title))
    for phase in document.phases:
        click.echo(f"\n{phase.title}")
        if phase.gate:
            click.echo("  " + say("path.gate", gate=phase.gate.removeprefix("gate/")))
        for criterion in phase.criteria:
            click.echo("  " + say("path.criterion", criterion=criterion))
        for artefact in phase.documents:
            click.echo("  " + say("path.document", document=artefact.removeprefix("artefact/")))
