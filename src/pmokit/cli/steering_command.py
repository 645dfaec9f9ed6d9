"""`pmokit steering`: from agenda to minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli.place import Day, find_root, root_option

if TYPE_CHECKING:
    from pmokit.model.methodology import Forum
    from pmokit.views.context import Context
    from pmokit.views.steering import Point, Section


@click.group("steering")
def command() -> None:
    """Take a steering group from agenda to minutes."""


def _date_option(function: Any) -> Any:
    return click.option("--date", "day", type=Day(), required=True, help="The day of the meeting.")(function)


@command.command("agenda")
@root_option
@_date_option
@click.argument("forum_id", metavar="FORUM")
def agenda(root: Path | None, day: date, forum_id: str) -> None:
    """Propose the agenda of FORUM from the data, in the order that its terms of reference demand."""
    from pmokit.report.outcome import one_line
    from pmokit.views import steering

    context, forum = _forum(root, forum_id, day)
    click.echo(f"# {one_line(forum.title)}, {day}")
    for number, section in enumerate(steering.agenda(context, forum, day), 1):
        click.echo(f"\n## {number}. {one_line(section.title)}\n")
        for point in section.points:
            click.echo(f"- {one_line(_line(point))}")
        if not section.points:
            click.echo("Nothing is known beforehand.")


@command.command("minutes")
@root_option
@_date_option
@click.argument("forum_id", metavar="FORUM")
def minutes(root: Path | None, day: date, forum_id: str) -> None:
    """Open the file of a meeting, prefilled: who should be there, the agenda, what is to be decided.

    An existing file is never overwritten.
    """
    from pmokit.cli.writing import write_all
    from pmokit.exchange.schema import header
    from pmokit.load import layout
    from pmokit.text.emit import emit
    from pmokit.views import steering

    context, forum = _forum(root, forum_id, day)
    folder = find_root(root)
    path = f"portfolio/steering/{forum.id}/{day}.yaml"
    located = layout.place(path)
    if (folder / path).exists() or located is None:
        raise click.UsageError(f"{path} exists already; edit it")
    data = _minutes(context, forum, steering.agenda(context, forum, day))
    write_all({folder / path: (header(path, located.slot) + emit(data)).encode()}, folder)
    click.echo(f"wrote {path}")


def _forum(root: Path | None, forum_id: str, day: date) -> tuple[Context, Forum]:
    from pmokit.cli.reading import examine, require
    from pmokit.load.suggest import nearest
    from pmokit.views.context import Context

    done = examine(find_root(root), day)
    require(done, "lifecycle", "tiers", "forums", "artefacts", "roles", "people", "about", "reporting")
    known = done.workspace.index.get("forum", {})
    if forum_id not in known:
        raise click.UsageError(f"there is no forum `{forum_id}`. {nearest(forum_id, known)}")
    forum: Forum = known[forum_id]
    return Context(done), forum


def _line(point: Point) -> str:
    project = f"{point.project.title}: " if point.project else ""
    due = f", due {point.due}{' (overdue)' if point.late else ''}" if point.due else ""
    who = f" ({point.who}{due})" if point.who else due
    return f"{project}{point.what}{who}: {point.request}"


def _minutes(context: Context, forum: Forum, sections: list[Section]) -> dict[str, Any]:
    """The data of a meeting's file: everybody present until somebody says otherwise, all deferred."""
    today = context.today
    seats = [seat for seat in forum.seats if seat.person and (seat.until is None or seat.until >= today)]
    decisions: list[dict[str, Any]] = []
    for section in sections:
        for point in section.points:
            if point.gate or point.change or "choose" in point.request:
                decisions.append(
                    {
                        "id": f"d{len(decisions) + 1}",
                        "what": point.what[:300],
                        "project": point.project.id if point.project else None,
                        "gate": point.gate,
                        "change": point.change,
                        "outcome": "deferred",
                    }
                )
    return {
        "state": "planned",
        "chair": forum.chair,
        "attendance": [{"person": person} for person in dict.fromkeys(seat.person for seat in seats)],
        "agenda": [section.title for section in sections],
        "decisions": [{key: value for key, value in item.items() if value} for item in decisions],
    }
