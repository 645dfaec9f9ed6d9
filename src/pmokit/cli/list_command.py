"""`pmokit list`: the records of a kind that a condition in the language of rules holds for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer
from pmokit.cli.place import audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.rules.language.about_records import Question
    from pmokit.rules.language.compiling import Language
    from pmokit.rules.language.syntax import ExpressionError
    from pmokit.views.lens import Audience

_WIDEST = 60
"""Characters of a cell on a terminal; CSV and JSON have all of them."""


@click.command("list", help=say("list.help"))
@root_option
@today_option
@audience_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "csv", "json")),
    default="text",
    show_default=True,
    help=say("cli.format.help"),
)
@click.option("--where", metavar="EXPRESSION", default=None, help=say("list.where.help"))
@click.option("--columns", metavar="COLUMN,...", default=None, help=say("list.columns.help"))
@click.argument("kind", metavar="KIND")
def command(
    root: Path | None,
    today: date | None,
    audience: Audience,
    form: str,
    where: str | None,
    columns: str | None,
    kind: str,
) -> None:
    """`pmokit list`; the catalogue holds the help text."""
    from pmokit.cli.reading import examine
    from pmokit.rules.language import about_records
    from pmokit.views.documents.list_document import cell, list_of
    from pmokit.views.registers.listing import columns_of, listing

    kind = _known_kind(kind)
    done = examine(find_root(root), today, audience)
    words = done.method.words
    names = columns_of(kind, words) if columns is None else _names(columns)
    condition = None if where is None else _compiled("--where", where, kind, about_records.condition, words)
    values = [_compiled("--columns", name, kind, about_records.value, words) for name in names]
    found = listing(kind, condition, values, done.run)
    if form == "json":
        answer(list_of(done.run.today, kind, where, names, found))
        return
    rows = [[row.record, *(_plain(cell(value)) for value in row.values)] for row in found.rows]
    if form == "csv":
        from pmokit.exchange.csv_file import write
        from pmokit.text.channels import terminal

        # It may be shown in the log of a CI service.
        quiet = [[terminal(value) for value in row] for row in rows]
        click.echo(write(["record", *names], quiet), nl=False)
    else:
        _print(["record", *names], rows)
        click.echo(say("list.count", found.of, shown=f"{len(found.rows):,}", of=f"{found.of:,}", kind=kind))
    if found.left_out:
        click.echo(say("list.left-out", found.left_out), err=True)


def _known_kind(kind: str) -> str:
    from pmokit.load.suggest import nearest
    from pmokit.rules.language.about_records import KINDS

    wanted = kind.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in KINDS:
        return wanted
    if wanted.removesuffix("s") in KINDS:
        return wanted.removesuffix("s")
    help = nearest(wanted, KINDS) or say("language.kinds", known=", ".join(KINDS))
    raise click.UsageError(say("language.no-kind", applies_to=kind) + ". " + help)


def _names(columns: str) -> list[str]:
    """The columns of a list with commas; a comma in brackets belongs to an expression."""
    names, depth, start = [], 0, 0
    for position, sign in enumerate(columns):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            names.append(columns[start:position].strip())
            start = position + 1
    names.append(columns[start:].strip())
    if not all(names):
        raise click.UsageError(say("list.empty-column"))
    return list(dict.fromkeys(names))


def _compiled(
    option: str, text: str, kind: str, compile_: Callable[[str, str, Language], Question], words: Language
) -> Question:
    from pmokit.rules.language.syntax import ExpressionError

    try:
        return compile_(kind, text, words)
    except ExpressionError as error:
        raise click.UsageError(_refused(option, text, error)) from None


def _refused(option: str, text: str, error: ExpressionError) -> str:
    help = f" {error.help}" if error.help else ""
    return say("list.refused", option=option, text=text, message=error.message) + help


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _print(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a terminal, its columns as wide as what is in them."""
    from pmokit.findings.outcome import one_line

    shown = [head, *([_cut(one_line(value)) for value in row] for row in rows)]
    widths = [max(len(row[at]) for row in shown) for at in range(len(head))]
    for row in shown:
        click.echo("  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip())


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
