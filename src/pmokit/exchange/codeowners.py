"""CODEOWNERS as GitHub and GitLab read it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pmokit.views.people.file_owners import Owned
from pmokit.words.catalogue import say

PLACES = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}


def write(rows: Iterable[Owned], form: str) -> str:
    """The file's text. GitLab knows sections, each of which must be satisfied; GitHub does not."""
    lines = ["".join(f"# {line}\n" for line in say("codeowners.head").splitlines())]
    for section, some in groupby(rows, key=lambda row: row.section):
        head = f"[{_plain(section)}]" if form == "gitlab" else f"# {_plain(section)}"
        lines += [head, *(f"{row.path} {' '.join(map(_plain, row.owners))}" for row in some), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A text that cannot end its line or its section."""
    return "".join(c for c in text if c.isprintable() and c not in "[]#\\")
