"""`pmokit tier`: how a project's tier follows from its facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import root_option, today_option
from pmokit.model.finding import Finding


@click.command("tier")
@root_option
@today_option
@click.argument("project_id", metavar="PROJECT")
def command(root: Path | None, today: date | None, project_id: str) -> None:
    """Explain the tier of PROJECT: each measure, its points, and what the tier asks for."""
    from pmokit.cli.place import find_root
    from pmokit.cli.reading import examine, project_of, require
    from pmokit.rules.language.functions import shown

    done = examine(find_root(root), today)
    require(done, "tiers")
    project = project_of(done.run, project_id)
    scoring, run = done.method.scoring, done.run
    tiers = run.tiers
    try:
        scored = scoring.scored(project, run)
    except ArithmeticError as error:
        raise click.UsageError(f"the scoring cannot be worked out: {error}") from None
    for entry in scored:
        value = "not known" if entry.value is None else shown(entry.value)
        reached = f"from {shown(entry.band.at_least)}" if entry.band else "below all bands"
        click.echo(f"  {entry.points:>2} points  {entry.measure.title}: {value} ({reached})")
    points = sum(entry.points for entry in scored)
    computed = scoring.tier_of(points)
    titles = {name: tier.title for name, tier in tiers.items()}
    click.echo(f"  {points:>2} points in all")
    click.echo("")
    for tier in sorted(tiers.values(), key=lambda item: item.from_points):
        here = " <- by the scoring" if tier.id == computed else ""
        click.echo(f"  from {tier.from_points:>2} points: {tier.title}{here}")
    click.echo("")
    if project.tier == computed:
        click.echo(
            f"{project.title} is run as {titles.get(project.tier or '', project.tier)}, as its facts say."
        )
    elif project.tier is None:
        click.echo(f"{project.title} has no tier yet; write `tier: {computed}` into its project.yaml.")
    else:
        click.echo(
            f"{project.title} is run as {titles.get(project.tier, project.tier)}; "
            f"its facts say {titles.get(computed or '', computed or 'nothing')}."
        )
        click.echo(_waiver(project.id, done.findings))
    held = tiers.get(project.tier or computed or "")
    if held is not None:
        click.echo("")
        click.echo(f"{held.title} asks for: {' '.join(held.description.split())}")
        click.echo(f"  gates: {', '.join(held.gates)}")
        click.echo(f"  roles: {', '.join(held.roles) or 'none'}")


def _waiver(project_id: str, findings: list[Finding]) -> str:
    for found in findings:
        if found.rule == "tier-differs" and found.record == project_id:
            if found.waived_by:
                return f"The waiver `{found.waived_by}` allows that."
            return "No waiver allows that: write the tier of the scoring, or ask for one."
    return "No rule objects."
