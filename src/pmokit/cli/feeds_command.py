"""`pmokit feeds`: news to subscribe to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import Address, audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("feeds")
@root_option
@today_option
@audience_option
@click.option("--url", "address", type=Address(), required=True, help=say("cli.where-site-published"))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("cli.folder-write-default-feeds-repository"),
)
def command(
    root: Path | None, today: date | None, audience: Audience, address: str, output: Path | None
) -> None:
    """Write Atom feeds: status changes, decisions, and findings. Publish them as feeds/ beside the site.

    An entry keeps its identity, so that a reader tells it once. Open findings are all dated today.
    """
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import feed
    from pmokit.views.context import Context
    from pmokit.views.history.news import FEEDS, news

    folder = find_root(root)
    done = examine(folder, today, audience)
    require(done, "about", "lifecycle", "tiers", "forums", "reporting")
    context = Context(done)
    found = news(context)
    title = context.run.about.title
    files = {
        f"{name}.atom": feed.write(found[name], name, f"{title}: {told}", address, context.today)
        for name, told in FEEDS.items()
    }
    target = write_folder(files, output, folder, "feeds")
    told = ", ".join(say("cli.atom", number=len(found[name]), name=name) for name in FEEDS)
    click.echo(say("cli.in", told=told, target=target))
