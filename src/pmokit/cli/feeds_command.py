"""`pmokit feeds`: news to subscribe to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import Address, find_root, root_option, today_option


@click.command("feeds")
@root_option
@today_option
@click.option("--url", "address", type=Address(), required=True, help="Where the site is published.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder to write to; by default feeds/ of the repository.",
)
def command(root: Path | None, today: date | None, address: str, output: Path | None) -> None:
    """Write Atom feeds: status changes, decisions, and findings. Publish them as feeds/ beside the site.

    An entry keeps its identity, so that a reader tells it once. A finding is dated by the last change of
    its file.
    """
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_all
    from pmokit.exchange import feed
    from pmokit.text.git import GitError, last_commits
    from pmokit.views.context import Context
    from pmokit.views.news import FEEDS, news

    folder = find_root(root)
    done = examine(folder, today)
    require(done, "about", "lifecycle", "tiers", "forums", "reporting")
    context = Context(done)
    try:
        changed = {path: commit.day for path, commit in last_commits(folder, ".").items()}
    except GitError:
        changed = {}
    found = news(context, changed)
    target = (output or folder / "feeds").resolve()
    title = context.portfolio.about.title
    files = {
        target / f"{name}.atom": feed.write(found[name], name, f"{title}: {told}", address, context.today)
        for name, told in FEEDS.items()
    }
    target.mkdir(parents=True, exist_ok=True)
    write_all(files, target)
    told = ", ".join(f"{len(found[name])} in {name}.atom" for name in FEEDS)
    click.echo(f"{told}, in {target}")
