"""`pmokit steering`: from agenda to minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import Day, audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.model.methodology.forums import Forum
    from pmokit.views.context import Context
    from pmokit.views.lens import Audience
    from pmokit.views.steering.agenda import Point, Section


@click.group("steering")
def command() -> None:
    """Take a steering group from agenda to minutes."""


def _date_option(function: Any) -> Any:
    return click.option("--date", "day", type=Day(), required=True, help=say("cli.day-meeting"))(function)


@command.command("agenda")
@root_option
@format_option
@today_option
@audience_option
@_date_option
@click.argument("forum_id", metavar="FORUM")
def agenda(
    root: Path | None, form: str, today: date | None, audience: Audience, day: date, forum_id: str
) -> None:
    """Propose the agenda of FORUM from the data, in the order that its terms of reference demand."""
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
            click.echo(say("cli.nothing-known-beforehand"))


@command.command("pack")
@root_option
@today_option
@audience_option
@_date_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("cli.folder-write-default-packs-repository"),
)
@click.argument("forum_id", metavar="FORUM")
def pack(
    root: Path | None, today: date | None, audience: Audience, day: date, output: Path | None, forum_id: str
) -> None:
    """Make the pack of FORUM for a day: a PowerPoint with tables and charts that can be edited, and the
    same as a PDF. The site has it as a page.
    """
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
        click.echo(say("cli.wrote-2", target=target / file))


@command.command("minutes")
@root_option
@today_option
@_date_option
@click.argument("forum_id", metavar="FORUM")
def minutes(root: Path | None, today: date | None, day: date, forum_id: str) -> None:
    """Open the file of a meeting, prefilled: who should be there, the agenda, what is to be decided.

    In the file of a planned meeting what is missing is added at the end; nothing in it is changed.
    """
    from pmokit.cli.plans import carry_out
    from pmokit.exchange.schema import header
    from pmokit.load import layout
    from pmokit.text import yaml
    from pmokit.text.edits import Create, Insert
    from pmokit.text.emit import emit, told
    from pmokit.text.files import read_tree
    from pmokit.views.steering import agenda

    context, forum = _forum(root, forum_id, today)
    folder = find_root(root)
    files = read_tree(folder).files
    path = f"portfolio/steering/{forum.id}/{day}.yaml"
    located = layout.place(path)
    assert located is not None, say("cli.id-day-make-path-layout")
    data = _minutes(context, forum, day, agenda.agenda(context, forum, day))
    if path not in files:
        carry_out(folder, [Create(path, (header(path, located.slot) + emit(data)).encode())], files)
        click.echo(say("cli.wrote", path=path))
        return
    there = context.run.meeting(f"{forum.id}/{day}")
    if there is None or there.state != "planned":
        state = say("cli.cannot-read") if there is None else say("cli.is", state=there.state)
        raise click.UsageError(say("cli.exists-already-edit-2", path=path, state=state))
    written = yaml.parse(files[path]).data
    missing = {key: value for key, value in told(data).items() if key not in written}
    if not missing:
        raise click.UsageError(say("cli.all-parts-already-edit", path=path))
    carry_out(folder, [Insert(path, (key,), value) for key, value in missing.items()], files)
    click.echo(say("cli.added-2", path=path, missing=", ".join(missing)))


@command.command("move")
@root_option
@_date_option
@click.option("--to", "new_day", type=Day(), required=True, help=say("cli.new-day"))
@click.argument("forum_id", metavar="FORUM")
def move(root: Path | None, day: date, new_day: date, forum_id: str) -> None:
    """Move a planned meeting of FORUM to another day; calendars that know it follow.

    The file is renamed, and notes the day for which the meeting was first called.
    """
    from pmokit.cli.plans import carry_out
    from pmokit.load import layout
    from pmokit.load.folder import read_record
    from pmokit.model.portfolio.meeting import Meeting
    from pmokit.text.edits import Edit, Insert, Move
    from pmokit.text.files import read_tree

    folder = find_root(root)
    files = read_tree(folder).files
    if not layout.is_id(forum_id):
        raise click.UsageError(say("cli.no-id-forum", forum_id=forum_id))
    place = f"portfolio/steering/{forum_id}/"
    old, new = f"{place}{day}.yaml", f"{place}{new_day}.yaml"
    if old not in files:
        known = [path.removeprefix(place).removesuffix(".yaml") for path in files if path.startswith(place)]
        raise click.UsageError(
            say("cli.no-meeting-meetings", forum_id=forum_id, day=day, value=", ".join(known) or "none")
        )
    if new in files:
        raise click.UsageError(say("cli.meets-already", forum_id=forum_id, new_day=new_day))
    located = layout.place(old)
    record, found = read_record(old, files[old], located) if located else (None, [])
    if not isinstance(record, Meeting):
        why = f": {found[0].message}" if found else ""
        raise click.UsageError(say("cli.meeting-cannot-read-pmokit-check", day=day, why=why))
    if record.state != "planned":
        raise click.UsageError(say("cli.meeting-so-cannot-move", day=day, state=record.state))
    edits: list[Edit] = [Move(old, to_path=new)]
    if record.first_planned is None:
        edits.append(Insert(old, ("first_planned",), str(day)))
    carry_out(folder, edits, files)
    click.echo(say("cli.moved", new=new))


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
        raise click.UsageError(say("cli.no-forum", forum_id=forum_id, nearest=nearest(forum_id, known)))
    forum: Forum = known[forum_id]
    return Context(done), forum


def _line(point: Point) -> str:
    project = f"{point.project.title}: " if point.project else ""
    due = f", due {point.due}{' (overdue)' if point.late else ''}" if point.due else ""
    who = f" ({point.who}{due})" if point.who else due
    return f"{project}{point.what}{who}: {point.request}"


def _minutes(context: Context, forum: Forum, day: date, sections: list[Section]) -> dict[str, Any]:
    """The data of a meeting's file: everybody present until somebody says otherwise, all deferred."""
    from pmokit.views.steering import agenda

    people = [person for _, some in agenda.seats(context, forum, day) for person in some]
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
