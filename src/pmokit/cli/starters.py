"""Filling starters: templates of files in `methodology/starters`, with `$names` to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import click

from pmokit import shipped
from pmokit.text.emit import scalar
from pmokit.text.fence import leads_out
from pmokit.words.catalogue import say

_NAME = re.compile(r"\$(\w+)")
_SETTING = re.compile(r'"@(\w+)@"|@(\w+)@')
_DAYS = re.compile(r"in_(\d{1,4})_days")


def read_starter(root: Path, name: str) -> str:
    """The starter of the repository's method, else of a method it extends, else the shipped one."""
    own = root / "methodology"
    for folder in (own, own / "parent", own / "parent/parent", shipped.folder("methodology")):
        path = folder / "starters" / name
        if path.is_file():
            if folder.is_relative_to(root) and leads_out(path, root):
                raise click.UsageError(say("cli.symbolic-link", path=path))
            try:
                return path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                raise click.UsageError(say("new.starter-encoding", path=path)) from None
    raise click.UsageError(say("new.no-starter", name=name))


def fill(starter: str, values: Mapping[str, str | None], today: date) -> str:
    """The starter with each `$name` replaced by its value, quoted where YAML needs it.

    `$today` and `$in_14_days` are days; a name without a value leaves its key empty.
    """

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "today":
            return today.isoformat()
        if days := _DAYS.fullmatch(name):
            return (today + timedelta(days=int(days[1]))).isoformat()
        found = values.get(name)
        return scalar(found) if found else ""

    filled = _NAME.sub(value, starter)
    return "\n".join(line.rstrip() for line in filled.split("\n"))


def fill_settings(starter: str, values: Mapping[str, str]) -> str:
    """A settings file of another program with each `@name@` replaced by its value, whose names are known.

    What stands alone in double quotes is quoted where YAML needs it. Such files have dollars of their own.
    """

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1] or match[2])
        if found is None:
            return match[0]
        return scalar(found) if match[1] else found

    return _SETTING.sub(value, starter)


def fill_prose(template: str, values: Mapping[str, str], today: date) -> str:
    """A Markdown template with each `$name` replaced by its value, as text on one line.

    In the front matter a value that holds a name is quoted as a whole where YAML needs it. A name that
    is not known stays as it is.
    """

    def value(match: re.Match[str]) -> str:
        found = today.isoformat() if match[1] == "today" else values.get(match[1])
        return match[0] if found is None else " ".join(found.split())

    def line(match: re.Match[str]) -> str:
        return f"{match[1]}: {scalar(_NAME.sub(value, match[2]))}"

    end = max(template.find("\n---", 3), 0)
    front = re.sub(r"^(\w+): (.*\$.*)$", line, template[:end], flags=re.MULTILINE)
    return front + _NAME.sub(value, template[end:])
