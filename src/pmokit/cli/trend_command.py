"""`pmokit trend`: how the portfolio stood by its facts, period by period, from git history."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word

if TYPE_CHECKING:
    from pmokit.rules.trend import State


@click.command("trend", help=say("trend.help"))
@root_option
@format_option
@today_option
@audience_option
@click.option(
    "--periods", type=click.IntRange(2, 520), default=26, show_default=True, help=say("trend.periods.help")
)
@click.argument("project_id", metavar="[PROJECT]", required=False)
def command(
    root: Path | None, form: str, today: date | None, audience: str, periods: int, project_id: str | None
) -> None:
    """`pmokit trend`; the catalogue holds the help text."""
    from pmokit.cli.kept_past import history, states
    from pmokit.cli.memory import day_of
    from pmokit.cli.reading import project_of
    from pmokit.load import repository
    from pmokit.rules.trend import ends
    from pmokit.text.files import read_tree
    from pmokit.text.git_process import GitError
    from pmokit.views.lens import visible_state, withheld_projects

    folder = find_root(root)
    files = read_tree(folder).files
    run = repository.start(files, today, day_of(files))
    withheld = withheld_projects(run) if audience == "public" else frozenset()
    if project_id is not None:
        project_of(run, project_id)
        if project_id in withheld:
            raise click.UsageError(say("project.unknown", project=project_id))
    days = ends(run, periods)
    if not days:
        raise click.UsageError(say("trend.none-ended"))
    try:
        found = states(history(folder), days)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    found = [(commit, visible_state(state, withheld)) for commit, state in found]
    if not found:
        raise click.UsageError(say("trend.no-commit", day=days[-1]))
    if form == "json":
        from pmokit.views.documents.trend_document import trend

        some = [(commit.name, state) for commit, state in found]
        answer(trend(run.today, some, len(days), project_id))
        return
    for commit, state in found:
        status = _of_project(state, project_id) if project_id else _of_portfolio(state)
        click.echo(f"{state.day}  {status}  {commit.name[:10]}")
    if len(found) < len(days):
        click.echo(say("trend.history-too-short", len(days), known=len(found)), err=True)


def _of_project(state: State, project_id: str) -> str:
    rag = state.rags.get(project_id)
    return colour_word(rag) if rag else say("trend.not-active")


def _of_portfolio(state: State) -> str:
    """How many projects had each colour; those not assessed only if there are some."""
    from pmokit.model.colour import NONE, RAGS

    counts = Counter(state.rags.values())
    some = [*RAGS, NONE] if counts[NONE] else RAGS
    return ", ".join(f"{colour_word(rag)}: {counts[rag]}" for rag in some)
