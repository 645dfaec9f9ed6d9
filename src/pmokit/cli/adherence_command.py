"""`pmokit adherence`: how far projects keep the standards, and what would raise it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, find_root, not_since, parse_day, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.rules.adherence import Score
    from pmokit.rules.checking import Check
    from pmokit.views.documents.document import Document
    from pmokit.views.lens import Audience


@click.command("adherence", help=say("adherence.help"))
@root_option
@format_option
@today_option
@audience_option
@click.option(
    "--since",
    metavar="DATE|REF",
    default=None,
    help=say("adherence.since.help"),
)
@click.argument("project_id", metavar="PROJECT", required=False)
def command(
    root: Path | None,
    form: str,
    today: date | None,
    audience: Audience,
    since: str | None,
    project_id: str | None,
) -> None:
    """`pmokit adherence`; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, project_of

    folder = find_root(root)
    done = examine(folder, today, audience)
    if project_id is not None:
        project_of(done.run, project_id)
    past = _trend(folder, done, since, project_id) if since is not None else []
    if form == "json":
        answer(_document(done, project_id, past))
        return
    if project_id is not None:
        _of_project(done, project_id)
    else:
        _of_portfolio(done)
    if since is not None:
        click.echo("\nTrend")
    for day, commit, found in past:
        click.echo(f"  {day}  {_number(found)}  {commit[:10]}")


def _document(done: Check, project_id: str | None, past: list[tuple[date, str, Score]]) -> Document:
    from pmokit.rules.adherence import of_projects, score
    from pmokit.views.compliance.standing import standing
    from pmokit.views.documents import adherence_document

    trend = [adherence_document.TrendRow(day, commit, found.adherence) for day, commit, found in past]
    run = done.run
    if project_id is None:
        title = run.about.title
        return adherence_document.portfolio_adherence(run.today, title, standing(done), trend)
    marks = of_projects(done)[project_id]
    project = run.project(project_id)
    named = (project_id, project.title if project else project_id)
    return adherence_document.project_adherence(run.today, named, score(marks), marks, trend)


def _of_portfolio(done: Check) -> None:
    from pmokit.views.compliance.standing import standing

    found = standing(done)
    whole = found.portfolio
    click.echo(say("adherence.of-portfolio", found.rated, score=_in_words(whole)))
    for title, rows in (
        (say("adherence.workstreams-heading"), found.workstreams),
        (say("adherence.standards-heading"), found.standards),
    ):
        click.echo(f"\n{title}")
        for row in rows:
            click.echo(f"  {_number(row.score)}  {row.title}")
    click.echo(say("adherence.projects-heading"))
    for row in found.projects:
        click.echo(f"  {_number(row.score)}  {row.title}")
    click.echo(say("adherence.gains-heading"))
    for gain in found.gains[:5]:
        projects = say("adherence.projects", gain.projects)
        click.echo(f"  +{gain.points:.1f}  {gain.rule.id} ({projects}): {gain.rule.title}")
    if not found.gains:
        click.echo(say("adherence.all-met"))


def _of_project(done: Check, project_id: str) -> None:
    from pmokit.rules.adherence import gains, of_projects, score

    marks = of_projects(done)[project_id]
    click.echo(say("adherence.of-project", len(marks), score=_in_words(score(marks))))
    for mark in sorted(marks, key=lambda item: (-item.lost, item.rule.id)):
        if mark.lost:
            points = next(g.points for g in gains({project_id: marks}) if g.rule.id == mark.rule.id)
            met = say("adherence.met", rule=mark.rule.id, met=mark.kept, all=mark.applicable)
            waived = say("adherence.waived", waived=mark.waived) if mark.waived else ""
            click.echo(f"  +{points:.1f}  {met}{waived}")


def _trend(folder: Path, done: Check, since: str, project_id: str | None) -> list[tuple[date, str, Score]]:
    """One state for each reporting period: the last commit before its end, judged on its own day."""
    from pmokit.cli import memory
    from pmokit.rules.adherence import mean, of_projects, score
    from pmokit.rules.checking import check
    from pmokit.text.commit_history import day_of, last_of_each_day
    from pmokit.text.git import read_at
    from pmokit.text.git_process import GitError

    try:
        first = parse_day(since) or day_of(folder, since)
        commits = last_of_each_day(folder, first)
    except GitError as error:
        raise not_since(since, error) from None
    reporting = done.run.methodology.reporting
    step = timedelta(days=reporting.period_days if reporting and reporting.period_days else 14)
    rows: list[tuple[date, str, Score]] = []
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
            rows.append((commit.day, commit.name, found))
        if day >= last:
            return rows
        day += step


def _in_words(score: Score) -> str:
    if score.adherence is None:
        return say("adherence.no-rule")
    if score.waived:
        return say("adherence.score-waived", score=f"{score.adherence:.1f}", waived=f"{score.waived:.1f}")
    return say("adherence.score", score=f"{score.adherence:.1f}")


def _number(score: Score) -> str:
    return f"{score.adherence:5.1f}" if score.adherence is not None else "    –"
