"""`pmokit trend`: how the portfolio stood by its facts, period by period, from git history."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say


@click.command("trend")
@root_option
@format_option
@today_option
@audience_option
@click.option(
    "--periods", type=click.IntRange(2, 520), default=26, show_default=True, help=say("cli.how-many")
)
@click.argument("project_id", metavar="[PROJECT]", required=False)
def command(
    root: Path | None, form: str, today: date | None, audience: str, periods: int, project_id: str | None
) -> None:
    """Show how many projects had each colour by the facts at the end of each period, or the colour of
    one PROJECT.

    Each line is the last commit up to the end of that day, judged on that day by the method of that
    day.
    """
    from pmokit.cli.kept_past import history, states
    from pmokit.cli.memory import clock
    from pmokit.cli.reading import project_of
    from pmokit.load import repository
    from pmokit.model.colour import RAGS
    from pmokit.rules.trend import ends
    from pmokit.text.files import read_tree
    from pmokit.text.git import GitError
    from pmokit.views.lens import visible_state, withheld_projects

    folder = find_root(root)
    run = repository.start(read_tree(folder).files, today, clock())
    withheld = withheld_projects(run) if audience == "public" else frozenset()
    if project_id is not None:
        project_of(run, project_id)
        if project_id in withheld:
            raise click.UsageError(say("cli.no-project", project=project_id))
    days = ends(run, periods)
    if not days:
        raise click.UsageError(say("cli.no-reporting-period-ended-yet"))
    try:
        found = states(history(folder), days)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    found = [(commit, visible_state(state, withheld)) for commit, state in found]
    if not found:
        raise click.UsageError(say("cli.repository-no-commit-before-end", days=days[-1]))
    if form == "json":
        from pmokit.views.documents.trend_document import trend

        some = [(commit.name, state) for commit, state in found]
        answer(trend(run.today, some, len(days), project_id))
        return
    for commit, state in found:
        counts = Counter(state.rags.values())
        told = (
            state.rags.get(project_id, say("cli.not-active"))
            if project_id
            else ", ".join(f"{counts[rag]} {rag}" for rag in RAGS)
            + (say("cli.not-rated", counts=counts["none"]) if counts["none"] else "")
        )
        click.echo(f"{state.day}  {told.replace('none', 'not rated')}  {commit.name[:10]}")
    if len(found) < len(days):
        click.echo(say("cli.history-reaches-back-periods", number=len(found), number_2=len(days)), err=True)
