"""`pmokit changes`: what moved since a day or a commit."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, find_root, not_since, parse_day, root_option, today_option
from pmokit.text.files import Snapshot
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("changes", help=say("changes.help"))
@root_option
@format_option
@today_option
@audience_option
@click.option(
    "--since",
    metavar="DATE|REF",
    required=True,
    help=say("changes.since.help"),
)
def command(root: Path | None, form: str, today: date | None, audience: Audience, since: str) -> None:
    """`pmokit changes`; the catalogue holds the help text."""
    from pmokit.cli import memory
    from pmokit.cli.reading import examine_snapshot, read
    from pmokit.findings.outcome import one_line
    from pmokit.rules.checking import check
    from pmokit.rules.following import follow
    from pmokit.views.history.moves import changes
    from pmokit.views.lens import seen, withheld_projects

    folder = find_root(root)
    day = parse_day(since)
    then, snapshot = _state(folder, since, day)
    now = read(folder, ask_git=True, today=today)
    whole = after = examine_snapshot(folder, now, today)
    if day is not None and day > after.run.today:
        raise click.UsageError(say("changes.future", day=day, today=after.run.today))
    with memory.many_records():
        snapshot, renamed = follow(snapshot, now, then)
        before = check(snapshot, then, then)
    if audience != "all":
        both = withheld_projects(before.run) | withheld_projects(whole.run)
        before, after = seen(before, audience, both), seen(whole, audience, both)
    found = changes(before, after, {name.new: name.old for name in renamed})
    if form == "json":
        from pmokit.views.documents.changes_document import changes_since

        answer(changes_since(after.run.today, then, found))
        return
    click.echo(say("changes.from-to", since=then, today=after.run.today))
    for group, some in groupby(found, key=lambda item: item.group):
        click.echo("\n" + say(f"history.group.{group}"))
        for sentence in some:
            click.echo(f"  {one_line(sentence.text)}")
    if not found:
        click.echo(say("changes.none"))


def _state(folder: Path, since: str, day: date | None) -> tuple[date, Snapshot]:
    """The day of the state to compare with, and its files; wrong use if git has none."""
    from pmokit.text.commit_history import commit_of_day, day_of
    from pmokit.text.git import read_at
    from pmokit.text.git_process import GitError

    try:
        return day or day_of(folder, since), read_at(folder, commit_of_day(folder, day) if day else since)
    except GitError as error:
        raise not_since(since, error) from None
