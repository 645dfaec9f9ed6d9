"""`pmokit trend --format json`: calculated status at the end of each period, from git history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmokit.rules.trend import State
from pmokit.views.documents.document import Document, Part
from pmokit.views.documents.status_document import Colour, known


@dataclass(frozen=True)
class PeriodRow(Part):
    """How the active projects were on the last day of a period."""

    day: date
    commit: str
    projects: dict[str, Colour]
    """The calculated status of each active project, by its address."""


@dataclass(frozen=True)
class TrendDocument(Document):
    """Periods, the oldest first."""

    periods: list[PeriodRow]
    wanted: int
    """How many periods were asked for; the history may hold fewer."""


def trend(
    today: date, found: Iterable[tuple[str, State]], wanted: int, project_id: str | None
) -> TrendDocument:
    """The states at the ends of periods, each with the name of its commit; of one project or of all."""
    rows = [
        PeriodRow(
            state.day,
            commit,
            {name: known(rag) for name, rag in state.rags.items() if project_id in (None, name)},
        )
        for commit, state in found
    ]
    return TrendDocument(today=today, periods=rows, wanted=wanted)
