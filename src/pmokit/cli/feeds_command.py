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


@click.command("feeds", help=say("feeds.help"))
@root_option
@today_option
@audience_option
@click.option("--url", "address", type=Address(), required=True, help=say("feeds.site.help"))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("feeds.output.help"),
)
def command(
    root: Path | None, today: date | None, audience: Audience, address: str, output: Path | None
) -> None:
    """`pmokit feeds`; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import feed
    from pmokit.exchange.naming import portfolio_name
    from pmokit.views.context import Context
    from pmokit.views.history.news import FEEDS, news

    folder = find_root(root)
    done = examine(folder, today, audience)
    require(done, "about", "lifecycle", "tiers", "forums", "reporting")
    context = Context(done)
    found = news(context)
    about = context.run.about
    channel = feed.Channel(portfolio_name(about), address)
    files = {
        f"{name}.atom": feed.write(found[name], name, _title(about.title, name), channel, context.today)
        for name in FEEDS
    }
    target = write_folder(files, output, folder, "feeds")
    counts = ", ".join(say("feeds.count", len(found[name]), name=name) for name in FEEDS)
    click.echo(say("feeds.written", counts=counts, folder=target))


def _title(portfolio: str, feed: str) -> str:
    return say("feeds.title", portfolio=portfolio, feed=say(f"history.feed.{feed}"))
