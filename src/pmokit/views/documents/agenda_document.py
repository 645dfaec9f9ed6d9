"""`pmokit steering agenda --format json`: the proposed agenda of a steering group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmokit.model import address
from pmokit.model.address import Address
from pmokit.views.documents.document import Document, Part
from pmokit.views.steering.agenda_item import Point, Section


@dataclass(frozen=True)
class ItemRow(Part):
    """An agenda item."""

    text: str
    project: str | None
    who: str
    due: date | None
    late: bool
    request: str
    """What the group is asked to do."""
    decides: bool


@dataclass(frozen=True)
class SectionRow(Part):
    """A section of the agenda."""

    title: str
    items: list[ItemRow]


@dataclass(frozen=True)
class AgendaDocument(Document):
    """The agenda of a meeting."""

    forum: str
    day: date
    sections: list[SectionRow]


def agenda(today: date, forum_id: str, day: date, sections: Iterable[Section]) -> AgendaDocument:
    """The proposed agenda of a forum for a day."""
    rows = [SectionRow(section.title, [_item(point) for point in section.points]) for section in sections]
    return AgendaDocument(today=today, forum=str(Address("", "", "forum", forum_id)), day=day, sections=rows)


def _item(point: Point) -> ItemRow:
    project = str(address.of_project(point.project.id)) if point.project else None
    return ItemRow(point.what, project, point.who, point.due, point.late, point.request, point.decides)
