"""`pmokit steering`: from agenda to minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli import carry_command
from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import Day, audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say
from pmokit.words.wording import label

if TYPE_CHECKING:
    from pmokit.model.methodology.forums import Forum
    from pmokit.views.context import Context
    from pmokit.views.lens import Audience
    from pmokit.views.steering.agenda_item import Point, Section


@click.group("steering", help=say("steering.help"))
def command() -> None:
    """`pmokit steering`; the catalogue holds the help text."""


def _date_option(function: Any) -> Any:
    return click.option("--date", "day", type=Day(), required=True, help=say("steering.date.help"))(function)


@command.command("agenda", help=say("steering.agenda.help"))
@root_option
@format_option
@today_option
@audience_option
@_date_option
@click.argument("forum_id", metavar="FORUM")
def agenda(
    root: Path | None, form: str, today: date | None, audience: Audience, day: date, forum_id: str
) -> None:
    """`pmokit steering agenda`; the catalogue holds the help text."""
    from pmokit.findings.outcome import one_line
    from pmokit.views.steering import agenda

    context, forum = _forum(root, forum_id, today, audience)
    sections = agenda.agenda(context, forum, day)
    if form == "json":
        from pmokit.views.documents.agenda_document import agenda as agenda_document

        answer(agenda_document(context.today, forum.id, day, sections))
        return
    click.echo(f"# {one_line(forum.title)}, {day}")
    for number, section in enumerate(sections, 1):
        click.echo(f"\n## {number}. {one_line(section.title)}\n")
        for point in section.points:
            click.echo(f"- {one_line(_line(point))}")
        if not section.points:
            click.echo(say("steering.no-items"))


@command.command("pack", help=say("steering.pack.help"))
@root_option
@today_option
@audience_option
@_date_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("steering.output.help"),
)
@click.argument("forum_id", metavar="FORUM")
def pack(
    root: Path | None, today: date | None, audience: Audience, day: date, output: Path | None, forum_id: str
) -> None:
    """`pmokit steering pack`; the catalogue holds the help text."""
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import paper, powerpoint
    from pmokit.views.steering import pack as packs

    context, forum = _forum(root, forum_id, today, audience)
    made = packs.pack(context, forum, day)
    name = f"{forum.id}-{day}"
    files = {
        f"{name}.pptx": powerpoint.write(made),
        f"{name}.pdf": paper.write(made),
    }
    target = write_folder(files, output, find_root(root), "packs")
    for file in files:
        click.echo(say("steering.wrote", path=target / file))


@command.command("minutes", help=say("steering.minutes.help"))
@root_option
@today_option
@_date_option
@click.argument("forum_id", metavar="FORUM")
def minutes(root: Path | None, today: date | None, day: date, forum_id: str) -> None:
    """`pmokit steering minutes`; the catalogue holds the help text."""
    from pmokit.cli.plans import carry_out
    from pmokit.exchange.schema import header
    from pmokit.load import layout
    from pmokit.text import yaml
    from pmokit.text.edits import Create, Insert
    from pmokit.text.emit import emit, simplify
    from pmokit.text.files import read_tree
    from pmokit.views.steering import agenda

    context, forum = _forum(root, forum_id, today)
    folder = find_root(root, writes=True)
    files = read_tree(folder).files
    path = f"portfolio/steering/{forum.id}/{day}.yaml"
    located = layout.place(path)
    assert located is not None
    data = _minutes(context, forum, day, agenda.agenda(context, forum, day))
    if path not in files:
        carry_out(folder, [Create(path, (header(path, located.slot) + emit(data)).encode())], files)
        click.echo(say("new.wrote", path=path))
        return
    there = context.run.meeting(f"{forum.id}/{day}")
    if there is None or there.state != "planned":
        if there is None:
            raise click.UsageError(say("steering.meeting-unreadable", path=path))
        state = label(there.state)
        raise click.UsageError(say("steering.meeting-not-planned", path=path, state=state))
    written = yaml.parse(files[path]).data
    missing = {key: value for key, value in simplify(data).items() if key not in written}
    if not missing:
        raise click.UsageError(say("steering.complete", path=path))
    carry_out(folder, [Insert(path, (key,), value) for key, value in missing.items()], files)
    click.echo(say("steering.added", path=path, parts=", ".join(missing)))


@command.command("move", help=say("steering.move.help"))
@root_option
@_date_option
@click.option("--to", "new_day", type=Day(), required=True, help=say("steering.to.help"))
@click.argument("forum_id", metavar="FORUM")
def move(root: Path | None, day: date, new_day: date, forum_id: str) -> None:
    """`pmokit steering move`; the catalogue holds the help text."""
    from pmokit.cli.plans import carry_out
    from pmokit.load import layout
    from pmokit.load.folder import read_record
    from pmokit.model.portfolio.meeting import Meeting
    from pmokit.text.edits import Edit, Insert, Move
    from pmokit.text.files import read_tree

    folder = find_root(root, writes=True)
    files = read_tree(folder).files
    if not layout.is_id(forum_id):
        raise click.UsageError(say("steering.bad-forum", forum=forum_id))
    place = f"portfolio/steering/{forum_id}/"
    old, new = f"{place}{day}.yaml", f"{place}{new_day}.yaml"
    if old not in files:
        known = [path.removeprefix(place).removesuffix(".yaml") for path in files if path.startswith(place)]
        raise click.UsageError(
            say(
                "steering.no-such-meeting",
                forum=forum_id,
                day=day,
                known=", ".join(known) or say("steering.no-meetings"),
            )
        )
    if new in files:
        raise click.UsageError(say("steering.meeting-exists", forum=forum_id, day=new_day))
    located = layout.place(old)
    record = read_record(old, files[old], located)[0] if located else None
    if not isinstance(record, Meeting):
        raise click.UsageError(say("steering.meeting-unreadable", path=old))
    if record.state != "planned":
        raise click.UsageError(say("steering.cannot-move", day=day, state=record.state))
    edits: list[Edit] = [Move(old, to_path=new)]
    if record.first_planned is None:
        edits.append(Insert(old, ("first_planned",), str(day)))
    carry_out(folder, edits, files)
    click.echo(say("steering.moved", path=new))


def _forum(
    root: Path | None, forum_id: str, today: date | None, audience: Audience = "all"
) -> tuple[Context, Forum]:
    """The facts as of today, never of a day to come: nobody is late for what has not happened yet."""
    from pmokit.cli.reading import examine, require
    from pmokit.load.suggest import nearest
    from pmokit.views.context import Context

    done = examine(find_root(root), today, audience)
    require(done, "lifecycle", "tiers", "forums", "artefacts", "roles", "people", "about", "reporting")
    known = done.run.forums
    if forum_id not in known:
        raise click.UsageError(
            say("steering.unknown-forum", forum=forum_id, nearest=nearest(forum_id, known)).strip()
        )
    forum: Forum = known[forum_id]
    return Context(done), forum


def _line(point: Point) -> str:
    project = f"{point.project.title}: " if point.project else ""
    due = say("steering.overdue" if point.late else "steering.due", day=point.due) if point.due else ""
    details = ", ".join(filter(None, (point.who, due)))
    what = say("steering.step", what=point.what, details=details) if details else point.what
    return f"{project}{what}: {point.request}"


def _minutes(context: Context, forum: Forum, day: date, sections: list[Section]) -> dict[str, Any]:
    """The data of a meeting's file: everybody present until somebody says otherwise, all deferred."""
    from pmokit.views.steering import forum_scope

    people = [person for _, some in forum_scope.seats(context, forum, day) for person in some]
    decisions: list[dict[str, Any]] = []
    for section in sections:
        for point in section.points:
            if point.decides:
                decisions.append(
                    {
                        "id": f"d{len(decisions) + 1}",
                        "what": " ".join(point.what.split())[:300],
                        "project": point.project.id if point.project else None,
                        "gate": point.gate,
                        "change": point.change,
                        "decision": point.decision,
                        "escalation": point.escalation,
                        "outcome": "deferred",
                    }
                )
    return {
        "state": "planned",
        "chair": forum.chair,
        "attendance": [{"person": person} for person in dict.fromkeys(people)],
        "agenda": [section.title for section in sections],
        "decisions": [{key: value for key, value in item.items() if value} for item in decisions],
    }


command.add_command(carry_command.command)
