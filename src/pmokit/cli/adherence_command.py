"""`pmokit adherence`: how far projects keep the standards, and what would raise it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import find_root, parse_day, root_option, today_option

if TYPE_CHECKING:
    from pmokit.rules.adherence import Score
    from pmokit.rules.checking import Check


@click.command("adherence")
@root_option
@today_option
@click.option(
    "--since",
    metavar="DATE|REF",
    default=None,
    help="The trend over git history from a day (YYYY-MM-DD), or from the day of a commit.",
)
@click.argument("project_id", metavar="PROJECT", required=False)
def command(root: Path | None, today: date | None, since: str | None, project_id: str | None) -> None:
    """Show how far the portfolio, or one PROJECT, keeps the standards: a number from 0 to 100.

    docs/adherence.md has the formula, worked by hand.
    """
    from pmokit.cli.reading import examine, project_of

    folder = find_root(root)
    done = examine(folder, today)
    if project_id is not None:
        project_of(done.run, project_id)
        _of_project(done, project_id)
    else:
        _of_portfolio(done)
    if since is not None:
        _trend(folder, done, since, project_id)


def _of_portfolio(done: Check) -> None:
    from pmokit.views.compliance.standing import standing

    found = standing(done)
    whole = found.portfolio
    click.echo(f"{_told(whole)} over {found.rated} projects with something to keep")
    for title, rows in (("Workstreams", found.workstreams), ("Standards", found.standards)):
        click.echo(f"\n{title}")
        for row in rows:
            click.echo(f"  {_number(row.score)}  {row.title}")
    click.echo("\nProjects, the lowest first")
    for row in found.projects:
        click.echo(f"  {_number(row.score)}  {row.title}")
    click.echo("\nWhat would raise it most")
    for gain in found.gains[:5]:
        click.echo(f"  +{gain.points:.1f}  {gain.rule.id} ({_projects(gain.projects)}): {gain.rule.title}")
    if not found.gains:
        click.echo("  Nothing: all rules are kept.")


def _of_project(done: Check, project_id: str) -> None:
    from pmokit.rules.adherence import gains, of_projects, score

    marks = of_projects(done)[project_id]
    click.echo(f"{_told(score(marks))} by {len(marks)} rules that have something to say")
    for mark in sorted(marks, key=lambda item: (-item.lost, item.rule.id)):
        if mark.lost:
            points = next(g.points for g in gains({project_id: marks}) if g.rule.id == mark.rule.id)
            waived = f", {mark.waived} waived" if mark.waived else ""
            click.echo(f"  +{points:.1f}  {mark.rule.id}: {mark.kept} of {mark.applicable} kept{waived}")


def _trend(folder: Path, done: Check, since: str, project_id: str | None) -> None:
    """One line for each reporting period: the last commit before its end, judged on its own day."""
    from pmokit.cli import memory
    from pmokit.rules.adherence import mean, of_projects, score
    from pmokit.rules.checking import check
    from pmokit.text.git import GitError, day_of, last_of_each_day, read_at

    try:
        first = parse_day(since) or day_of(folder, since)
        commits = last_of_each_day(folder, first)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    reporting = done.run.methodology.reporting
    step = timedelta(days=reporting.period_days if reporting and reporting.period_days else 14)
    click.echo("\nTrend")
    memory_of_runs = None
    shown: set[str] = set()
    day = first
    last = commits[-1].day
    while True:
        day = min(day, last)
        before = [commit for commit in commits if commit.day <= day]
        if before and before[-1].name not in shown:
            commit = before[-1]
            shown.add(commit.name)
            with memory.many_records():
                then = check(read_at(folder, commit.name), commit.day, commit.day, memory_of_runs)
            memory_of_runs = then.memory
            marks = of_projects(then)
            if project_id is None:
                found = mean(score(some) for some in marks.values())
            else:
                found = score(marks.get(project_id, []))
            click.echo(f"  {commit.day}  {_number(found)}  {commit.name[:10]}")
        if day >= last:
            return
        day += step


def _told(score: Score) -> str:
    if score.adherence is None:
        return "No rule has anything to say yet"
    waived = f" (and {score.waived:.1f} waived)" if score.waived else ""
    return f"Adherence {score.adherence:.1f} of 100{waived}"


def _number(score: Score) -> str:
    return f"{score.adherence:5.1f}" if score.adherence is not None else "    –"


def _projects(number: int) -> str:
    return f"{number} project" + ("" if number == 1 else "s")
