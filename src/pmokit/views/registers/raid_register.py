"""Registers across the portfolio: risks, issues and assumptions, their age, their weight, their owners."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pmokit.analytics.organisation import authority
from pmokit.analytics.risk import scoring
from pmokit.model.control import Change
from pmokit.model.money import Money
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.raid import Assumption, Issue, Risk
from pmokit.views import charts
from pmokit.views.context import Context
from pmokit.words.catalogue import say


class RiskRow(NamedTuple):
    """An open risk with its weight, its age in days, and what it would cost, weighted by likelihood."""

    risk: Risk
    project: Project
    score: int
    band: str
    age: int | None
    exposure: Money | None


class IssueRow(NamedTuple):
    """An open issue with its age and the days it is overdue."""

    issue: Issue
    project: Project
    age: int | None
    days_late: int


class AssumptionRow(NamedTuple):
    """An assumption that nobody has tested yet."""

    assumption: Assumption
    project: Project
    days_late: int


class ChangeRow(NamedTuple):
    """A change that waits for a decision, with its age and the days it is overdue."""

    change: Change
    project: Project
    forum: str
    age: int
    days_late: int


class Load(NamedTuple):
    """How much somebody owns: open risks, of them those of the two heaviest bands, and open issues."""

    owner: str
    risks: int
    high: int
    issues: int


def registers(context: Context) -> dict[str, Any]:
    """All that is open, the heaviest first."""
    risks: list[RiskRow] = []
    issues: list[IssueRow] = []
    assumptions: list[AssumptionRow] = []
    for project in context.projects:
        if project.state not in UNDER_WAY:
            continue
        risks += [_risk(context, project, item) for item in project.raid.risks if item.state == "open"]
        issues += [
            IssueRow(item, project, _age(item.raised_on, context), _late(item.due, context))
            for item in project.raid.issues
            if item.state == "open"
        ]
        assumptions += [
            AssumptionRow(item, project, _late(item.valid_until, context))
            for item in project.raid.assumptions
            if item.state == "open"
        ]
    changes = [
        _change(context, project, item)
        for project in context.projects
        for item in project.changes
        if item.state == "proposed" and project.state in UNDER_WAY
    ]
    changes.sort(key=lambda row: (-row.days_late, row.change.decide_by or date.max, row.project.id))
    risks.sort(key=lambda row: (-row.score, -(row.exposure.amount if row.exposure else 0), row.project.id))
    issues.sort(key=lambda row: (-row.days_late, row.issue.due or date.max, row.project.id))
    assumptions.sort(key=lambda row: (row.assumption.valid_until or date.max, row.project.id))
    return {
        "risks": risks,
        "issues": issues,
        "assumptions": assumptions,
        "changes": changes,
        "heat": charts.heat_map([row.risk for row in risks], context.run.reporting.risk_bands),
        "exposure": _exposures(risks, context),
        "costed": any(row.exposure is not None for row in risks),
        # Figures about single people are off unless the portfolio turns them on.
        "loads": _loads(context, risks, issues) if context.run.about.figures_of_people else [],
    }


def _change(context: Context, project: Project, item: Change) -> ChangeRow:
    """Without a forum of its own a change waits for the one that steers the project."""
    forum = item.forum or authority.steering_forum(project, context.run)
    age = (context.today - item.requested_on).days
    return ChangeRow(item, project, context.title("forum", forum), age, _late(item.decide_by, context))


def _risk(context: Context, project: Project, item: Risk) -> RiskRow:
    """Exposure is cost times likelihood, a step of the scale counting as a fifth."""
    exposure = item.cost.times(Decimal(item.likelihood) / 5) if item.cost else None
    run = context.run
    age = _age(item.raised_on, context)
    return RiskRow(item, project, scoring.score(item, run), scoring.band(item, run), age, exposure)


def _age(raised: date | None, context: Context) -> int | None:
    return (context.today - raised).days if raised else None


def _late(due: date | None, context: Context) -> int:
    return max((context.today - due).days, 0) if due else 0


def _exposures(risks: list[RiskRow], context: Context) -> list[list[Money | None]]:
    """The exposure of each cell of the heat map in the portfolio's currency; None where it is nothing."""
    grid: list[list[Decimal]] = [[Decimal(0)] * 5 for _ in range(5)]
    for row in risks:
        if row.exposure is not None and row.exposure.currency == context.currency:
            grid[5 - row.risk.impact][row.risk.likelihood - 1] += row.exposure.amount
    return [[Money(cell, context.currency) if cell else None for cell in line] for line in grid]


def _loads(context: Context, risks: list[RiskRow], issues: list[IssueRow]) -> list[Load]:
    """Who owns how much, the most first; what has no owner is a row of its own."""
    bands = sorted(context.run.reporting.risk_bands, key=lambda band: band.at_least)
    heaviest = {band.title for band in bands[-2:]}
    counts: dict[str, list[int]] = {}
    for row in risks:
        entry = counts.setdefault(row.risk.owner or "", [0, 0, 0])
        entry[0] += 1
        entry[1] += row.band in heaviest
    for issue in issues:
        counts.setdefault(issue.issue.owner or "", [0, 0, 0])[2] += 1
    nobody = say("steering.no-owner")
    rows = [Load(context.person(name) if name else nobody, *numbers) for name, numbers in counts.items()]
    return sorted(rows, key=lambda load: (-(load.risks + load.issues), load.owner))
