"""`pmokit changes --format json`: what changed between two states of the portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmokit.views.documents.document import Document, Part
from pmokit.views.history.moves import Sentence


@dataclass(frozen=True)
class ChangeRow(Part):
    """One thing that changed."""

    group: str
    project: str
    """The title of the project; empty for what concerns all."""
    text: str


@dataclass(frozen=True)
class ChangesDocument(Document):
    """Everything that changed since a day."""

    since: date
    changes: list[ChangeRow]


def changes_since(today: date, since: date, found: Iterable[Sentence]) -> ChangesDocument:
    """What changed, in the order of the text."""
    rows = [ChangeRow(item.group, item.project, item.text) for item in found]
    return ChangesDocument(today=today, since=since, changes=rows)
