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

    An entry keeps its identity, so that a reader tells it once. Open findings are all dated today.
    """
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import feed
    from pmokit.views.context import Context
    from pmokit.views.history.news import FEEDS, news

    folder = find_root(root)
    done = examine(folder, today)
    require(done, "about", "lifecycle", "tiers", "forums", "reporting")
    context = Context(done)
    found = news(context)
    title = context.run.about.title
    files = {
        f"{name}.atom": feed.write(found[name], name, f"{title}: {told}", address, context.today)
        for name, told in FEEDS.items()
    }
    target = write_folder(files, output, folder, "feeds")
    told = ", ".join(f"{len(found[name])} in {name}.atom" for name in FEEDS)
    click.echo(f"{told}, in {target}")
