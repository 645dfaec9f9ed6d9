"""The first slide of a pack: the verdict, what is to be decided, what got worse, the money."""

from __future__ import annotations

from collections.abc import Sequence

from pmokit.views.context import Context
from pmokit.views.portfolio.overviews import money_of
from pmokit.views.portfolio.verdict import verdict
from pmokit.views.portfolio.worsened import worsened
from pmokit.views.project.reported_status import Row
from pmokit.views.steering.agenda_item import Point
from pmokit.views.steering.pack_cells import project_cell, table_of
from pmokit.views.steering.sheets import Cell, Sheet
from pmokit.words.catalogue import say
from pmokit.words.wording import short_day

MOST_WORSE = 4
MOST_DECISIONS = 5


def executive_sheet(context: Context, rows: Sequence[Row], points: Sequence[Point]) -> Sheet:
    """The half minute of the members of a forum, of its projects and of what it must decide."""
    active = [row for row in rows if row.active]
    money = money_of(context, [row.project for row in active])
    overdue = sum(point.late for point in points)
    parts = verdict(context, active, money.budget, money.forecast, overdue, len(points))
    ids = {row.project.id for row in rows}
    worse = [item for item in worsened(context) if item.project.id in ids]
    table: list[tuple[str | Cell, ...]] = [
        (say("steering.to-decide"), project_cell(point.project), f"{point.what}{_by(point)}")
        for point in points[:MOST_DECISIONS]
    ]
    table += _rest(say("steering.to-decide"), len(points) - MOST_DECISIONS)
    table += [
        (say("steering.got-worse"), project_cell(item.project), "; ".join(item.reasons))
        for item in worse[:MOST_WORSE]
    ]
    table += _rest(say("steering.got-worse"), len(worse) - MOST_WORSE)
    lead = " ".join(part.text for part in parts) or say("steering.no-items")
    if not table:
        return Sheet(say("steering.at-a-glance"), lead)
    return Sheet(
        say("steering.at-a-glance"), lead, table_of(("about", "project", "details"), (3, 5, 11), table)
    )


def _by(point: Point) -> str:
    if point.due is None:
        return ""
    day = short_day(point.due)
    return f" ({say('steering.day-overdue', day=day) if point.late else say('steering.decide-by', day=day)})"


def _rest(about: str, number: int) -> list[tuple[str | Cell, ...]]:
    return [(about, "", say("steering.and-more", number))] if number > 0 else []
