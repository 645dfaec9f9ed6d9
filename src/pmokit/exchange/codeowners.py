"""CODEOWNERS as GitHub and GitLab read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from pmokit.text.channels import owner
from pmokit.views.people.file_owners import Owned
from pmokit.words.catalogue import say

PLACES = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}
READ_FIRST = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where each forge looks; it reads the first that it finds, and no other."""


def write(rows: Iterable[Owned], form: str, folder: str = "") -> str:
    """The file's text. GitLab knows sections, each of which must be satisfied; GitHub does not.

    `folder` is where the rows' paths begin, seen from the top of the git repository, such as `pmo/`.
    """
    lines = ["".join(f"# {line}\n" for line in say("codeowners.head").splitlines())]
    for section, some in groupby(rows, key=lambda row: row.section):
        head = f"[{_plain(section)}]" if form == "gitlab" else f"# {_plain(section)}"
        lines += [
            head,
            *(
                f"{_from_top(row.path, folder)} {' '.join(filter(None, map(owner, row.owners)))}"
                for row in some
            ),
            "",
        ]
    return "\n".join(lines)


def _owners(row: Owned) -> str:
    return " ".join(filter(None, map(owner, row.owners)))


def _from_top(path: str, folder: str) -> str:
    if not folder:
        return path
    # A folder of a larger repository has any name: what a pattern gives a meaning loses it.
    top = "/" + re.sub(r"([\\ *?\[\]!#])", r"\\\1", folder)
    return top if path == "*" else top + path.removeprefix("/")


def insert(part: str, folder: str, text: str) -> str:
    """The CODEOWNERS of a larger repository with the part of one folder brought up to date; the other lines
    belong to others and stay as they are. A new part goes to the end, since later lines win."""
    begin, end = f"# begin: pmokit codeowners, {folder}\n", f"# end: pmokit codeowners, {folder}\n"
    before, found, rest = text.partition(begin)
    _old, closed, after = rest.partition(end)
    if not (found and closed):
        before, after = (text.rstrip("\n") + "\n\n").lstrip("\n"), ""
    return f"{before}{begin}{part}{end}{after}"


def _plain(text: str) -> str:
    """A text that cannot end its line or its section."""
    return "".join(c for c in text if c.isprintable() and c not in "[]#\\")
