"""Where a command works: the repository's root, and the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmokit.cli import interrupted
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.text.git_process import GitError

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(say("cli.not-a-day", text=f"'{value}'"), param, ctx)
        if not 1971 <= day.year <= 2199:
            self.fail(say("cli.day-out-of-range"), param, ctx)
        return day


def parse_day(text: str) -> date | None:
    """The day that a text says, or None if it says something else, such as the name of a commit."""
    try:
        return Day().convert(text, None, None)
    except click.BadParameter:
        return None


def not_since(text: str, error: GitError) -> click.UsageError:
    """Wrong use: git cannot answer for a text that is to be a day or the name of a commit."""
    from pmokit.text.git import UnknownName

    if isinstance(error, UnknownName) and any(sign.isdigit() for sign in text):
        return click.UsageError(say("cli.no-day-either", reason=error))
    return click.UsageError(str(error))


class Title(click.ParamType[str]):
    """A text on one line, as records take it."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if not text.strip() or len(text) > 300 or not text.isprintable():
            self.fail(say("cli.not-a-title"), param, ctx)
        return text


class Address(click.ParamType[str]):
    """The address of a site."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if not re.fullmatch(r"https?://[^\s<>\"'`\\]{3,300}", text):
            self.fail(say("cli.not-an-address", text=f"'{text}'"), param, ctx)
        return text.rstrip("/") + "/"


def root_option(function: F) -> F:
    """The option --root."""
    return click.option(
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
        default=None,
        help=say("cli.root.help"),
    )(function)


def today_option(function: F) -> F:
    """The option --today."""
    return click.option(
        "--today",
        type=Day(),
        default=None,
        help=say("cli.today.help"),
    )(function)


def as_of_option(function: F) -> F:
    """The option --as-of."""
    return click.option(
        "--as-of",
        "as_of",
        type=Day(),
        default=None,
        help=say("cli.as-of.help"),
    )(function)


def audience_option(function: F) -> F:
    """The option --audience."""
    return click.option(
        "--audience",
        type=click.Choice(("all", "public")),
        default="all",
        show_default=True,
        help=say("cli.audience.help"),
    )(function)


def find_root(given: Path | None, writes: bool = False) -> Path:
    """The root of the repository, or wrong use.

    If a command was killed while it was writing there, one that `writes` finishes that first, others say so.
    """
    root = _root(given)
    (interrupted.finish if writes else interrupted.tell)(root)
    return root


def _root(given: Path | None) -> Path:
    if given is not None:
        if not (given / "methodology").is_dir() and not (given / "portfolio").is_dir():
            raise click.UsageError(say("cli.not-a-repository", folder=given))
        return _filled(given)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "methodology").is_dir() and (folder / "portfolio").is_dir():
            return _filled(folder)
    raise click.UsageError(say("cli.no-repository"))


def _filled(root: Path) -> Path:
    """The root; wrong use if one of its folders is a submodule that was not fetched."""
    if (root / ".gitmodules").is_file():
        for name in ("methodology", "portfolio"):
            if (root / name).is_dir() and not any((root / name).iterdir()):
                raise click.UsageError(say("cli.empty-submodule", folder=name))
    return root
