"""`pmokit tier`: how a project's tier follows from its facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, root_option, today_option
from pmokit.model.finding import Finding
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("tier")
@root_option
@format_option
@today_option
@audience_option
@click.argument("project_id", metavar="PROJECT")
def command(root: Path | None, form: str, today: date | None, audience: Audience, project_id: str) -> None:
    """Explain the tier of PROJECT: each measure, its points, and what the tier asks for."""
    from pmokit.cli.place import find_root
    from pmokit.cli.reading import examine, project_of, require
    from pmokit.rules.language.functions import shown

    done = examine(find_root(root), today, audience)
    require(done, "tiers")
    project = project_of(done.run, project_id)
    scoring, run = done.method.scoring, done.run
    tiers = run.tiers
    try:
        scored = scoring.scored(project, run)
    except ArithmeticError as error:
        raise click.UsageError(say("cli.scoring-cannot-worked-out", error=error)) from None
    points = sum(entry.points for entry in scored)
    computed = scoring.tier_of(points)
    if form == "json":
        from pmokit.views.documents import tier_document

        waiver = next(
            (
                found.waived_by
                for found in done.findings
                if found.rule == "tier-differs" and found.record == project.id and found.waived_by
            ),
            None,
        )
        answer(tier_document.tier(run.today, project.id, project.tier, computed, scored, waiver))
        return
    for entry in scored:
        value = say("cli.not-known") if entry.value is None else shown(entry.value)
        reached = (
            say("cli.from", at_least=shown(entry.band.at_least)) if entry.band else say("cli.below-all-bands")
        )
        click.echo(f"  {entry.points:>2} points  {entry.measure.title}: {value} ({reached})")
    titles = {name: tier.title for name, tier in tiers.items()}
    click.echo(say("cli.points-all", points=f"{points:>2}"))
    click.echo("")
    for tier in sorted(tiers.values(), key=lambda item: item.from_points):
        here = " <- by the scoring" if tier.id == computed else ""
        click.echo(say("cli.points", from_points=f"{tier.from_points:>2}", title=tier.title, here=here))
    click.echo("")
    if project.tier == computed:
        click.echo(
            say("cli.run-facts-say", title=project.title, value=titles.get(project.tier or "", project.tier))
        )
    elif project.tier is None:
        click.echo(say("cli.no-tier-yet-write-tier", title=project.title, computed=computed))
    else:
        click.echo(
            say(
                "cli.run-facts-say-2",
                title=project.title,
                tier=titles.get(project.tier, project.tier),
                value=titles.get(computed or "", computed or "nothing"),
            )
        )
        click.echo(_waiver(project.id, done.findings))
    held = tiers.get(project.tier or computed or "")
    if held is not None:
        click.echo("")
        click.echo(say("cli.asks", title=held.title, split=" ".join(held.description.split())))
        click.echo(say("cli.gates", gates=", ".join(held.gates)))
        click.echo(say("cli.roles", value=", ".join(held.roles) or "none"))


def _waiver(project_id: str, findings: list[Finding]) -> str:
    for found in findings:
        if found.rule == "tier-differs" and found.record == project_id:
            if found.waived_by:
                return say("cli.waiver-allows", waived_by=found.waived_by)
            return say("cli.no-waiver-allows-write-tier")
    return say("cli.no-rule-objects")
