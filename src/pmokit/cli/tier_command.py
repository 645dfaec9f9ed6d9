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
    from collections.abc import Sequence

    from pmokit.load.run import Run
    from pmokit.model.project import Project
    from pmokit.rules.checking import Check
    from pmokit.rules.tailoring import Scored
    from pmokit.views.documents.document import Document
    from pmokit.views.lens import Audience


@click.command("tier", help=say("tier.help"))
@root_option
@format_option
@today_option
@audience_option
@click.argument("project_id", metavar="PROJECT")
def command(root: Path | None, form: str, today: date | None, audience: Audience, project_id: str) -> None:
    """`pmokit tier`; the catalogue holds the help text."""
    from pmokit.cli.place import find_root
    from pmokit.cli.reading import examine, project_of, require

    done = examine(find_root(root), today, audience)
    require(done, "tiers")
    project = project_of(done.run, project_id)
    scoring, run = done.method.scoring, done.run
    try:
        scored = scoring.scored(project, run)
    except ArithmeticError as error:
        raise click.UsageError(say("tier.cannot-score", reason=error)) from None
    points = sum(entry.points for entry in scored)
    lowest, highest = scoring.possible(scored)
    computed = lowest if lowest == highest else None
    if form == "json":
        answer(_document(done, project, computed, scored))
        return
    _measures(scored, points)
    click.echo("")
    _tiers(run, computed)
    click.echo("")
    if computed is None and lowest is not None and highest is not None:
        _not_known(run, lowest, highest, scored)
    else:
        _verdict(done, project, computed)
    held = run.tier(project.tier or computed)
    if held is not None:
        click.echo("")
        click.echo(say("tier.requires", tier=held.title, description=" ".join(held.description.split())))
        click.echo(say("tier.gates", gates=", ".join(held.gates) or say("tier.none")))
        click.echo(say("tier.roles", roles=", ".join(held.roles) or say("tier.none")))


def _document(done: Check, project: Project, computed: str | None, scored: Sequence[Scored]) -> Document:
    from pmokit.views.documents import tier_document

    waivers = (
        found.waived_by
        for found in done.findings
        if found.rule == "tier-differs" and found.record == project.id and found.waived_by
    )
    today = done.run.today
    return tier_document.tier(today, project.id, project.tier, computed, scored, next(waivers, None))


def _measures(scored: Sequence[Scored], points: int) -> None:
    """Each measure with its value, its band and its points, and the sum."""
    from pmokit.rules.language.functions import format_value

    for entry in scored:
        value = say("tier.not-known") if entry.value is None else format_value(entry.value)
        reached = (
            say("tier.from", at_least=format_value(entry.band.at_least))
            if entry.band
            else say("tier.below-all")
        )
        values = {"points": f"{entry.points:>2}", "title": entry.measure.title}
        click.echo(say("tier.measure", entry.points, value=value, band=reached, **values))
    click.echo(say("tier.sum", points, points=f"{points:>2}"))


def _tiers(run: Run, computed: str | None) -> None:
    """The tiers by their lowest points, the one of the scoring marked."""
    for tier in sorted(run.tiers.values(), key=lambda item: item.from_points):
        key = "tier.calculated-band" if tier.id == computed else "tier.band"
        click.echo(say(key, tier.from_points, points=f"{tier.from_points:>2}", tier=tier.title))


def _not_known(run: Run, lowest: str, highest: str, scored: Sequence[Scored]) -> None:
    """Between which tiers a project is, and what must be known to tell."""
    missing = [entry.measure.title for entry in scored if entry.value is None]
    low, high = (run.tiers[name].title for name in (lowest, highest))
    click.echo(say("tier.unknown", low=low, high=high, missing=", ".join(missing)))


def _verdict(done: Check, project: Project, computed: str | None) -> None:
    """Whether the tier of the charter is that of the scoring, and what allows another one."""
    titles = {name: tier.title for name, tier in done.run.tiers.items()}
    if project.tier == computed:
        title = titles.get(project.tier or "", project.tier)
        click.echo(say("tier.agrees", project=project.title, tier=title))
    elif project.tier is None:
        click.echo(say("tier.none-yet", project=project.title, tier=computed))
    else:
        named = titles.get(project.tier, project.tier)
        other = titles.get(computed or "", computed or say("tier.none"))
        click.echo(say("tier.differs", project=project.title, tier=named, calculated=other))
        click.echo(_waiver(project.id, done.findings))


def _waiver(project_id: str, findings: list[Finding]) -> str:
    for found in findings:
        if found.rule == "tier-differs" and found.record == project_id:
            if found.waived_by:
                return say("tier.waived", waiver=found.waived_by)
            return say("tier.not-waived")
    return say("tier.no-finding")
