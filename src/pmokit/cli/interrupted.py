"""What a command that was killed while it was writing left behind: it is said, or finished by the next."""

from __future__ import annotations

from pathlib import Path

import click

from pmokit.cli import memory
from pmokit.text import journal
from pmokit.words.catalogue import say


def tell(root: Path) -> None:
    """Say it if files of a repository are half written."""
    place = memory.folder(root)
    if place is None or not (place / journal.NAME).is_file():
        return
    with journal.alone(place) as free:
        left = journal.read(place, root) if free else None
    if left is not None:
        click.echo(say("interrupted.told", len(left.after), command=left.what), err=True)


def finish(root: Path) -> None:
    """Finish what was interrupted, and say so; wrong use if that cannot be done."""
    from pmokit.text.writer import CannotWrite, resume

    place = memory.folder(root)
    if place is None or not (place / journal.NAME).is_file():
        return
    try:
        done = resume(root, place)
    except CannotWrite as fault:
        raise click.UsageError(say("cli.refused", fault=fault)) from None
    if done is None:
        return
    key = "interrupted.finished" if done.finished else "interrupted.dropped"
    click.echo(say(key, done.number, command=done.what), err=True)
    if done.left:
        click.echo(say("interrupted.left", len(done.left), files=", ".join(done.left[:5])), err=True)
