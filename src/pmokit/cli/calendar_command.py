"""`pmokit calendar`: dates to subscribe to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("calendar", help=say("calendar.help"))
@root_option
@today_option
@audience_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("calendar.output.help"),
)
def command(root: Path | None, today: date | None, audience: Audience, output: Path | None) -> None:
    """`pmokit calendar`; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import icalendar_file
    from pmokit.exchange.naming import portfolio_name
    from pmokit.views.context import Context
    from pmokit.views.portfolio.dated_events import Event, events

    folder = find_root(root)
    done = examine(folder, today, audience)
    require(done, "about", "lifecycle", "tiers", "forums", "reporting")
    context = Context(done)
    found = events(context)
    title = context.run.about.title
    name, day = portfolio_name(context.run.about), context.today
    files = {"all.ics": icalendar_file.write(found, title, name, day)}
    for forum in context.methodology.forums.forums:
        mine = [event for event in found if event.forum == forum.id]
        files[f"forums/{forum.id}.ics"] = icalendar_file.write(mine, forum.title, name, day)
    by_project: dict[str, list[Event]] = {}
    for event in found:
        by_project.setdefault(event.project, []).append(event)
    for project in context.projects:
        mine = by_project.get(project.id, [])
        files[f"projects/{project.id}.ics"] = icalendar_file.write(mine, project.title, name, day)
    target = write_folder(files, output, folder, "calendar")
    click.echo(say("calendar.written", len(files), events=len(found), folder=target))
