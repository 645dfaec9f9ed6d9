"""Extracts of projects: made from folders, kept as rows of plain JSON, and asked part by part.

Whoever asked for a part of an extract rests on that part alone: a change elsewhere in the project leaves
the answer as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from pmokit.load.folder import Folder
from pmokit.model.extract import Extract, Load, Order, Outline, Text
from pmokit.model.finance import CostLine, Finance
from pmokit.model.project import Team
from pmokit.model.schedule import Schedule
from pmokit.model.status_report import Report

Row = dict[str, Any]
"""An extract as plain JSON."""


class Asked(NamedTuple):
    """A project, and the part of it that was asked for; see the constants."""

    project: str
    part: str


WHOLE = "whole"
"""Anything of the folder: whoever asks for it rests on each of its bytes."""
FOLDER = "folder"
"""Whether there is a folder of that name."""
EXTRACT = "extract"
OUTLINE = "outline"
UNREAD = "unread"
MILESTONES = "milestones"
"""The ids of all milestones."""
MILESTONE = "milestone/"
"""The beginning of a part that is one milestone: its id follows."""
TEXTS = "texts"
ORDERS = "orders"
LOADS = "loads"
"""What a project reported, what it counts on from contracts, and who works for it."""
ALL_IDS = Asked("*", FOLDER)
"""What is asked for by whoever looks at the list of all projects."""


def extract_of(folder: Folder) -> Extract:
    """What a project contributes to the whole; records are shared with the folder."""
    charter = folder.parts.get("charter")
    values = dict(charter) if charter is not None else {}
    schedule: Schedule = folder.parts.get("schedule") or Schedule.model_construct()
    finance: Finance = folder.parts.get("finance") or Finance.model_construct()
    team: Team = folder.parts.get("team") or Team.model_construct()
    state = values.get("state", "")
    return Extract.model_construct(
        id=folder.id,
        outline=Outline.model_construct(**{name: values[name] for name in Outline.model_fields})
        if charter is not None
        else None,
        unread=tuple(sorted(folder.broken)),
        milestones=schedule.milestones,
        dependencies=schedule.dependencies,
        texts=tuple(_text_of(report) for report in folder.parts.get("reports", ())),
        orders=tuple(order for line in finance.lines if (order := _order_of(line, state)) is not None),
        loads=tuple(
            Load.model_construct(person=one.person, percent=one.percent, since=one.since, until=one.until)
            for one in (team.assignments if state == "active" else ())
            if one.percent is not None
        ),
    )


def _order_of(line: CostLine, state: str) -> Order | None:
    amount = line.actual if state in ("cancelled", "merged") else line.forecast or line.committed
    if line.contract is None or amount is None:
        return None
    return Order.model_construct(contract=line.contract, amount=amount)


def _text_of(report: Report) -> Text:
    words = re.findall(r"\w+", report.summary.casefold())
    return Text.model_construct(
        report=report.id,
        submitted_on=report.submitted_on,
        words=len(words),
        digest=sha256(" ".join(sorted(words)).encode()).hexdigest()[:16],
    )


def row_of(extract: Extract) -> Row:
    """An extract as plain JSON; values that go without saying are left out."""
    return extract.model_dump(mode="json", exclude_defaults=True)


def from_row(row: Row) -> Extract:
    """The extract that a row was made from."""
    return Extract.model_validate(row)


def waits(row: Row) -> Iterator[tuple[int, str, str]]:
    """Which milestone of a project waits for which one, with the position of the dependency that says so."""
    for place, item in enumerate(row.get("dependencies", ())):
        needed_for, milestone = item.get("needed_for"), item.get("milestone")
        if needed_for and milestone and item.get("state") != "withdrawn":
            yield place, needed_for, milestone


def part_of(row: Row, part: str) -> Any:
    """The part of a row that an answer rests on, as plain JSON; None where there is nothing."""
    if part.startswith(MILESTONE):
        # Of two milestones with one id the last is found, as in the folder.
        some = [item for item in row.get("milestones", ()) if item["id"] == part.removeprefix(MILESTONE)]
        return some[-1] if some else None
    if part == MILESTONES:
        return [item["id"] for item in row.get("milestones", ())]
    return row if part == EXTRACT else row.get(part)
