"""Plans on the command line: worked out, shown and carried out; wrong use where one is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from pmokit.cli import memory
from pmokit.findings.outcome import one_line
from pmokit.text.edits import Change, Edit, Within
from pmokit.text.guard import span_at
from pmokit.text.plan import Draft, Refused, changed, draft, edited
from pmokit.text.writer import CannotWrite, write
from pmokit.words.catalogue import say

T = TypeVar("T")


def work_out(edits: Iterable[Edit], files: Mapping[str, bytes]) -> Draft:
    """What edits make of some files; wrong use, with each place, if one cannot be made."""
    return planned(lambda: draft(edits, files))


def planned(make: Callable[[], T]) -> T:
    """What a planner makes; wrong use, with each place, if a file in its way cannot be read."""
    try:
        return make()
    except Refused as refused:
        raise _wrong_use(refused) from None


def edit_copy(path: str, raw: bytes, edits: list[Within]) -> bytes:
    """A copy of a file's bytes with edits made; wrong use, with the place, if one cannot be made."""
    return planned(lambda: edited(path, raw, edits))


def carry_out(root: Path, edits: Iterable[Edit], files: Mapping[str, bytes]) -> Draft:
    """Make edits of a repository of which `files` are the bytes that were read: all of them or none."""
    made = work_out(edits, files)
    write_draft(root, made)
    return made


def write_draft(root: Path, made: Draft, journaled: bool = True) -> None:
    """Write what a plan has worked out; wrong use if that cannot be done.

    A folder that goes when the command ends, however it ends, needs no journal.
    """
    context = click.get_current_context(silent=True)
    try:
        write(root, made, memory.folder(root) if journaled else None, context.command_path if context else "")
    except CannotWrite as fault:
        raise click.UsageError(say("cli.refused", fault=fault)) from None


def show(made: Draft) -> None:
    """Print each change of characters with its place, then each file that comes, goes or moves."""
    for path, some in sorted(made.changes.items()):
        for change in some:
            click.echo(_line(path, made.before[path] or b"", change))
    for path, target in sorted(made.moves.items()):
        click.echo(f"{path} -> {target}")
    moved = {*made.moves, *made.moves.values()}
    for path in sorted(made.after.keys() - moved):
        if made.before[path] is None:
            click.echo(f"+ {path}")
        elif made.after[path] is None:
            click.echo(f"- {path}")


def described(edit: Within, files: Mapping[str, bytes]) -> str:
    """One edit that changes characters, with its place: `file:line:column: old -> new`."""
    raw = files[edit.path]
    return "\n".join(_line(edit.path, raw, change) for change in changed(edit.path, raw, [edit]))


def _line(path: str, raw: bytes, change: Change) -> str:
    text = raw.decode("utf-8-sig")
    old, new = text[change.start : change.end], change.text
    span = span_at(text, change.start)
    some = [one_line(part.strip()) for part in (old, new)]
    what = " -> ".join(some) if all(some) else f"+ {some[1]}" if some[1] else f"- {some[0]}"
    return f"{path}:{span.line}:{span.column}: {what}"


def _wrong_use(refused: Refused) -> click.UsageError:
    lines = [
        f"{path}:{flaw.span.line}:{flaw.span.column}: {flaw.message}. {flaw.help}".rstrip()
        for path, flaw in refused.flaws
    ]
    return click.UsageError("\n".join([*lines, say("cli.nothing-written")]))
