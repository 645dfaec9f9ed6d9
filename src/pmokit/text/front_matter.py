"""Markdown with front matter: YAML between two lines of `---`, then text with headings."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmokit.text import guard, leftovers, yaml
from pmokit.text.flaws import TOP, Flaw, Span
from pmokit.words.catalogue import say

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


class Heading(NamedTuple):
    """A heading, its place, and the text below it up to the next heading."""

    level: int
    title: str
    body: str
    span: Span


class Document(NamedTuple):
    """Front matter as data, the text before the first heading, and the headings in order."""

    data: yaml.Data
    intro: str
    headings: tuple[Heading, ...]
    flaws: list[Flaw]


def parse(raw: bytes) -> Document:
    """Read a Markdown file's bytes. Never raises; `data` is None where it cannot be read."""
    text, flaws = guard.decode(raw)
    if text is None:
        return Document(None, "", (), flaws)
    if flaw := leftovers.conflict(text):
        return Document(None, "", (), [flaw])
    front, first_line = _front_matter(text)
    if front is None and (flaw := leftovers.leftover(text)):
        return Document(None, "", (), [flaw])
    if front is None:
        return Document(None, "", (), [_no_front_matter()])
    parsed = yaml.parse_text(front)
    intro, headings = _headings(text.splitlines()[first_line:], first_line)
    return Document(parsed.data, intro, headings, parsed.flaws)


def front_matter(text: str) -> str:
    """The YAML part of a document, on the lines where it stands in the file."""
    front, _ = _front_matter(text)
    return front or ""


def front_part(text: str) -> tuple[int, int] | None:
    """Where the YAML of a document's front matter starts and ends, in characters; None without one."""
    match = re.match(r"---[ \t]*\r?\n(.*?)^---[ \t\r]*$", text, re.DOTALL | re.MULTILINE)
    return match.span(1) if match else None


def _front_matter(text: str) -> tuple[str | None, int]:
    """The front matter with its first `---` line blanked (lines keep their numbers)."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        return None, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "\n".join(["", *lines[1:number], ""]), number + 1
    return None, 0


def _no_front_matter() -> Flaw:
    return Flaw(
        "no-front-matter",
        say("text.no-front-matter"),
        say("text.no-front-matter.fix"),
        TOP,
    )


def _headings(lines: list[str], offset: int) -> tuple[str, tuple[Heading, ...]]:
    starts: list[tuple[int, int, str]] = []
    fenced = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (match := _HEADING.match(line)):
            starts.append((number, len(match[1]), match[2]))
    ends = [*(start[0] for start in starts[1:]), len(lines)][: len(starts)]
    intro = "\n".join(lines[: starts[0][0]] if starts else lines).strip()
    return intro, tuple(
        Heading(
            level,
            title,
            "\n".join(lines[number + 1 : end]).strip(),
            Span(number + offset + 1, 1, number + offset + 1, len(lines[number]) + 1),
        )
        for (number, level, title), end in zip(starts, ends, strict=True)
    )
