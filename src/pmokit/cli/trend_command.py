"""`pmokit trend`: how the portfolio stood by its facts, period by period, from git history."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import find_root, root_option, today_option


@click.command("trend")
@root_option
@today_option
@click.option("--periods", type=click.IntRange(2, 520), default=26, show_default=True, help="How many.")
@click.argument("project_id", metavar="[PROJECT]", required=False)
def command(root: Path | None, today: date | None, periods: int, project_id: str | None) -> None:
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

    folder = find_root(root)
    run = repository.start(read_tree(folder).files, today, clock())
    if project_id is not None:
        project_of(run, project_id)
    days = ends(run, periods)
    if not days:
        raise click.UsageError("no reporting period has ended yet; see methodology/reporting.yaml")
    try:
        found = states(history(folder), days)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    if not found:
        raise click.UsageError(f"the repository has no commit from before the end of {days[-1]}")
    for commit, state in found:
        counts = Counter(state.rags.values())
        told = (
            state.rags.get(project_id, "not active")
            if project_id
            else ", ".join(f"{counts[rag]} {rag}" for rag in RAGS)
            + (f", {counts['none']} not rated" if counts["none"] else "")
        )
        click.echo(f"{state.day}  {told.replace('none', 'not rated')}  {commit.name[:10]}")
    if len(found) < len(days):
        click.echo(f"The history reaches back {len(found)} of {len(days)} periods.", err=True)
