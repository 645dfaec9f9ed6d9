"""A merge that a forge made by its own template: whom it names as having approved or reviewed.

A contributor writes the title and the description of a change, and the forge copies them into messages. So a
message counts only if it is the template from end to end, and of it only what the forge itself has put in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PEOPLE = ("approved_by", "reviewed_by")
"""Placeholders for which a forge writes a line for each person who approved or reviewed."""
SEVERAL_LINES = (
    "description",
    "first_commit",
    "first_multiline_commit",
    "first_multiline_commit_description",
    "all_commits",
)
"""Placeholders for text of a contributor of any length, which could hold lines that look like the forge's."""
MOST = 10_000
"""Characters of a message; a longer one is no template filled in."""
MAIL = re.compile(r"[^\s<>,\"]+@[^\s<>,\"]+")
_PLACEHOLDER = re.compile(r"%\{(\w+)\}")
_END = r"(?:\n|\Z)"
_PERSON = rf"(?:(?:Approved|Reviewed)-by: [^\n]*{_END})"


class Forge(NamedTuple):
    """A forge: the fingerprint of the key with which it signs merges, and the template of their messages."""

    key: str
    template: str


def placeholders(template: str) -> list[str]:
    """The names of the placeholders of a template, such as `title` for `%{title}`."""
    return _PLACEHOLDER.findall(template)


def reviewers(forge: Forge, message: str) -> frozenset[str]:
    """The addresses of those whom a message of a forge's merge names, without regard to case; none if the
    message is not its template filled in."""
    if len(message) > MOST or set(SEVERAL_LINES) & set(placeholders(forge.template)):
        return frozenset()
    found = _pattern(forge.template).fullmatch(message.strip("\n"))
    lines = "\n".join(found.groups(default="")) if found else ""
    return frozenset(mail.casefold() for mail in MAIL.findall(lines))


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join(map(_of_line, template.strip().split("\n"))))


def _of_line(line: str) -> str:
    """A line of a template as a pattern; a forge leaves a line out whose placeholder has nothing to say."""
    alone = _PLACEHOLDER.fullmatch(line.strip())
    if not line.strip():
        return r"\n*"
    if alone and alone[1] in PEOPLE:
        return f"({_PERSON}*)"
    parts = _PLACEHOLDER.split(line.rstrip())
    text = "".join(re.escape(part) if place % 2 == 0 else r"[^\n]*" for place, part in enumerate(parts))
    return f"(?:{text}{_END})?" if alone else f"{text}{_END}"
