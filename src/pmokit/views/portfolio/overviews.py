"""Pages about many projects: projects, workstreams, programmes, forums, compliance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.finance import project_cost
from pmokit.analytics.schedule import slips
from pmokit.model import colour
from pmokit.model.finding import Finding
from pmokit.model.methodology.forums import Forum
from pmokit.model.money import Money
from pmokit.model.portfolio.portfolio_file import Workstream
from pmokit.model.portfolio.programme import Programme
from pmokit.model.project import Project
from pmokit.model.status_report import DIMENSIONS
from pmokit.views import charts
from pmokit.views.context import Context
from pmokit.views.portfolio import totals
from pmokit.views.project import reported_status
from pmokit.words import wording


class Sums(NamedTuple):
    """The money of some projects."""

    whole_life: totals.Total
    budget: totals.Total
    forecast: totals.Total


def money_of(context: Context, projects: Iterable[Project]) -> Sums:
    """The money of some projects added up."""
    some = list(projects)
    currency, run = context.currency, context.run

    def figure(function: Any, project: Project) -> Money | None:
        try:
            value: Money | None = function(project, run)
        except ArithmeticError:
            return None
        return value

    return Sums(
        totals.total([(p, p.finance.whole_life_cost) for p in some], "whole_life_cost", currency),
        totals.total([(p, figure(project_cost.budget, p)) for p in some], "budget", currency),
        totals.total([(p, figure(project_cost.forecast, p)) for p in some], "forecast", currency),
    )


def severities(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity, and how many are waived."""
    return dict(Counter("waived" if item.waived_by else item.severity for item in findings))


def rows_of(context: Context, projects: Iterable[Project]) -> list[reported_status.Row]:
    """Some projects as rows of a table."""
    return [reported_status.row_of(project, context) for project in projects]


def projects(context: Context) -> dict[str, Any]:
    """The register of all projects, those under way first and of these the worst, with their dimensions of
    status and the fields that the department added."""
    rows = sorted(rows_of(context, context.projects), key=_worst_first)
    own = context.methodology.fields.fields if context.methodology.fields else ()
    return {
        "rows": rows,
        "more": {
            "dimensions": [(name, wording.label(name)) for name in DIMENSIONS[1:]],
            "people-and-fields": [(field.id, field.title) for field in own],
        },
        "cells": {row.project.id: reported_status.dimensions(row.project, context)[1:] for row in rows},
        "own": own,
        "unreadable": context.unreadable,
        "assessed": any(colour.is_known(row.derived) for row in rows),
    }


def _worst_first(row: reported_status.Row) -> tuple[bool, int, int, int, date]:
    """The place of a project in the register; equal ones remain in the order of their titles.

    Where nothing but the approved end is known, the one that ends first is the one to look at.
    """
    alone = row.project.finish if row.slip_days is None else None
    slip = -(row.slip_days or 0)
    return not row.active, colour.order(row.derived), colour.order(row.rag), slip, alone or date.max


class Group(NamedTuple):
    """A workstream or a programme with its projects."""

    item: Any
    rows: list[reported_status.Row]
    bars: dict[str, list[charts.Segment]]
    money: Sums


def bars_of(active: Iterable[reported_status.Row]) -> dict[str, list[charts.Segment]]:
    """Some projects by calculated and by reported status."""
    rows = list(active)
    counts = {
        "calculated": Counter(row.derived for row in rows),
        "reported": Counter(row.rag for row in rows),
    }
    return {name: charts.bar(dict(some), (*colour.SCALE, colour.NONE)) for name, some in counts.items()}


def _group(context: Context, item: Any, some: list[Project]) -> Group:
    rows = rows_of(context, some)
    active = [row for row in rows if row.active]
    return Group(item, rows, bars_of(active), money_of(context, [row.project for row in active]))


def _of_workstream(context: Context, item: Workstream) -> Group:
    return _group(context, item, [p for p in context.projects if p.workstream == item.id])


def _of_programme(context: Context, item: Programme) -> Group:
    return _group(context, item, [p for p in context.projects if p.programme == item.id])


def workstreams(context: Context) -> dict[str, Any]:
    """All workstreams."""
    by_id: dict[str, list[Project]] = {}
    for item in context.projects:
        by_id.setdefault(item.workstream, []).append(item)
    return {
        "groups": [_group(context, item, by_id.get(item.id, [])) for item in context.run.about.workstreams]
    }


def programmes(context: Context) -> dict[str, Any]:
    """All programmes."""
    by_id: dict[str, list[Project]] = {}
    for item in context.projects:
        by_id.setdefault(item.programme or "", []).append(item)
    programmes_ = context.portfolio.programmes
    return {"groups": [_group(context, item, by_id.get(item.id, [])) for item in programmes_]}


def workstream(context: Context, item: Workstream) -> dict[str, Any]:
    """One workstream."""
    group = _of_workstream(context, item)
    active = [row.project for row in group.rows if row.active]
    return {
        "group": group,
        "columns": charts.columns(reported_status.trend(active)),
        "columns_by_facts": charts.columns(reported_status.trend_by_facts(context, active)),
    }


def programme(context: Context, item: Programme) -> dict[str, Any]:
    """One programme."""
    group = _of_programme(context, item)
    ends = [(row, slips.last_milestone(row.project)) for row in group.rows]
    milestones = [end.model_copy(update={"title": row.project.title}) for row, end in ends if end is not None]
    return {"group": group, "timeline": charts.timeline(milestones, context.today)}


def forum(context: Context, item: Forum) -> dict[str, Any]:
    """One forum with its meetings, the newest first."""
    meetings = [m for m in context.portfolio.meetings if m.forum == item.id]
    return {"forum": item, "meetings": sorted(meetings, key=lambda m: m.date, reverse=True)}


def adherence(context: Context) -> dict[str, Any]:
    """How far the standards are kept, what would raise it most, and how it went with the reports."""
    return {
        "standing": context.standing,
        "line": charts.line(context.quality_by_period(context.projects)),
        "people": context.run.about.figures_of_people,
        "managers": _managers(context),
    }


def _managers(context: Context) -> list[tuple[str, float, int]]:
    """For each manager the mean adherence of their projects and their number; only where the portfolio
    has turned figures about people on."""
    if not context.run.about.figures_of_people:
        return []
    scores: dict[str, list[float]] = {}
    for row in context.standing.projects:
        project = context.run.project(row.id)
        if project is not None and project.manager and row.score.adherence is not None:
            scores.setdefault(project.manager, []).append(row.score.adherence)
    rows = [(context.person(name), sum(some) / len(some), len(some)) for name, some in scores.items()]
    return sorted(rows, key=lambda row: (row[1], row[0]))
