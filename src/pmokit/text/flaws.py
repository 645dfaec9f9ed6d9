"""What can be wrong with the characters of a file, and where.

A flaw is found before any record type looks at the data. `rule` is the name under which the
finding is shown; the texts that explain each name stand in `pmokit.load.integrity`.
"""

from __future__ import annotations

from typing import NamedTuple

Key = str | int
Route = tuple[Key, ...]
"""The keys and list positions that lead from the top of a file to one value."""


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1, columns in characters."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)


class Flaw(NamedTuple):
    """One thing wrong with a file's text: the rule's name, what was found, what to do."""

    rule: str
    message: str
    help: str
    span: Span
