"""What somebody needs to know to decide: the options, what is recommended, its effects, what happens without.

The same rows are on a slide of the pack, on the page of the forum, and on the page of the project.
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import NamedTuple

from pmokit.model.control import Change
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.raid import Decision
from pmokit.views.context import Context
from pmokit.views.project.gate_calendar import calendar
from pmokit.views.steering.agenda_item import Point
from pmokit.words.catalogue import say
from pmokit.words.wording import days


class Brief(NamedTuple):
    """The rows of a brief, each a label and a text, and what the project has not stated, as labels."""

    rows: list[tuple[str, str]]
    missing: list[str]


def brief_of(context: Context, point: Point) -> Brief:
    """What is known of what an agenda item asks to decide."""
    project = point.project
    if project is not None and point.decision is not None:
        found = next((item for item in project.raid.decisions if item.id == point.decision), None)
        if found is not None:
            return of_decision(found)
    if project is not None and point.change is not None:
        change = next((item for item in project.changes if item.id == point.change), None)
        if change is not None:
            return of_change(change)
    if project is not None and point.escalation is not None:
        return _of_escalation(context, project)
    if project is not None and point.gate is not None:
        return _of_gate(context, project, point.gate)
    return Brief([], [])


def of_decision(item: Decision) -> Brief:
    """What a register says of a decision."""
    options = [(say("brief.option", number), text) for number, text in enumerate(item.options, 1)]
    return _brief(
        [("recommendation", item.recommendation), *_effects(item), ("without", item.without_decision)],
        before=options,
        wanted=("recommendation", "without", *(() if item.options else ("options",))),
    )


def of_change(item: Change) -> Brief:
    """What a change request says."""
    return _brief(
        [
            ("description", item.description),
            ("reason", item.reason),
            *_effects(item),
            ("benefits", item.effect_benefits),
            ("without", item.without_decision),
        ],
        wanted=("reason", "without"),
    )


def _effects(item: Decision | Change) -> list[tuple[str, str | None]]:
    return [
        ("time", _moved(item.effect_days)),
        ("cost", _cost(item.effect_cost)),
        ("scope", item.effect_scope),
    ]


def _brief(
    rows: list[tuple[str, str | None]], wanted: tuple[str, ...], before: list[tuple[str, str]] | None = None
) -> Brief:
    told = [(say(f"brief.{key}"), " ".join(text.split())) for key, text in rows if text]
    known = {key for key, text in rows if text}
    effects = ("time", "cost", "scope")
    missing = [key for key in wanted if key not in known]
    missing += [] if known.intersection(effects) else ["effects"]
    return Brief([*(before or []), *told], [say(f"brief.{key}") for key in missing])


def _moved(value: Decimal | None) -> str | None:
    if value is None:
        return None
    key = "brief.later" if value > 0 else "brief.earlier" if value else "brief.no-time"
    return say(key, days=days(ceil(abs(value))))


def _cost(value: Money | None) -> str | None:
    if value is None:
        return None
    key = "brief.dearer" if value.amount > 0 else "brief.cheaper" if value.amount else "brief.no-cost"
    return say(key, amount=value.absolute())


def _of_gate(context: Context, project: Project, gate: str) -> Brief:
    """The question of a gate, and each criterion with what is known of it."""
    for item in calendar(context)["coming"]:
        if item.project is project and item.state.gate.id == gate:
            rows = [(say("brief.question"), item.state.gate.question)]
            for one in item.state.points:
                label = say("brief.met" if one.met else "brief.not-met")
                rows.append((label, one.criterion.what if one.met else f"{one.criterion.what}: {one.state}"))
            return Brief(rows, [])
    return Brief([], [])


def _of_escalation(context: Context, project: Project) -> Brief:
    report = project.reports[-1] if project.reports else None
    reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons)
    path = report.path_to_green.what if report and report.path_to_green else None
    rows = [("reason", reasons), ("path", path), ("summary", report.summary if report else None)]
    return Brief([(say(f"brief.{key}"), text) for key, text in rows if text], [])
