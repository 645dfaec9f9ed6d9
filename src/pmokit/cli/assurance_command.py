"""`pmokit assurance`: what is claimed of projects, what is known, what contradicts, and what to ask."""

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
    from pmokit.views.compliance.assurance import Assured
    from pmokit.views.lens import Audience


@click.command("assurance", help=say("assurance.help"))
@root_option
@today_option
@audience_option
@format_option
@click.argument("project_id", metavar="[PROJECT]", required=False)
def command(
    root: Path | None, today: date | None, audience: Audience, form: str, project_id: str | None
) -> None:
    """Show assurance; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, project_of, require
    from pmokit.views.compliance.assurance import of_project, of_projects
    from pmokit.views.compliance.hit_rates import hit_rates
    from pmokit.views.context import Context
    from pmokit.views.documents.assurance_document import assurance

    done = examine(find_root(root), today, audience)
    require(done, "about", "reporting", "tiers")
    context = Context(done)
    project = project_of(done.run, project_id) if project_id is not None else None
    rows = [of_project(context, project)] if project is not None else of_projects(context)
    if form == "json":
        answer(assurance(context.today, rows, hit_rates(done.findings, done.run)))
        return
    for row in rows:
        _print(row, whole=project_id is not None)
    if not rows:
        click.echo(say("assurance.none"))


def _print(row: Assured, whole: bool) -> None:
    """A project: one line, or all that is known of it."""
    if row.project is None:
        click.echo(say("status.unreadable", project=row.id))
        return
    strengths = [finding.strength for finding in row.contradictions]
    click.echo(
        say(
            "assurance.line",
            id=f"{row.id:<26}",
            strong=strengths.count("strong"),
            medium=strengths.count("medium"),
            weak=strengths.count("weak"),
            open=len(row.unverifiable),
        )
    )
    if not whole:
        return
    for claim in row.claims:
        reported, calculated = reported_word(claim.claimed), colour_word(claim.known)
        name = f"{claim.dimension:<10}"
        click.echo("  " + say("assurance.claim", dimension=name, claimed=reported, known=calculated))
    for finding in row.contradictions:
        click.echo(f"  {finding.strength}: {finding.message} [{finding.rule}]")
        click.echo(f"    {finding.path}:{finding.line}")
        for place in finding.contradicted_by:
            said = say("findings.contradicted-by", path=place.path, line=place.line, whose=place.whose)
            click.echo(f"    {said}")
    if row.unverifiable:
        click.echo("  " + say("assurance.unverifiable"))
    for one in row.unverifiable:
        click.echo(f"    - {one}")
    if row.questions:
        click.echo("  " + say("assurance.questions"))
    for number, question in enumerate(row.questions, 1):
        click.echo(f"    {number}. {question}")
