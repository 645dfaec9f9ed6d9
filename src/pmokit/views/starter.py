"""A status report as far as facts and the last report can write it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pmokit.analytics import money
from pmokit.load.workspace import Workspace
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reporting import DIMENSIONS, Claim


def last_period(workspace: Workspace) -> date:
    """The last day of the latest period that has ended; the first period before that."""
    rules = workspace.methodology.reporting
    if workspace.today <= rules.first_period or not rules.period_days:
        return rules.first_period
    periods = (workspace.today - rules.first_period).days // rules.period_days
    return rules.first_period + timedelta(days=periods * rules.period_days)


def report(project: Project, workspace: Workspace) -> tuple[date, dict[str, Any]]:
    """The period and the data of a report that only lacks what no fact can say."""
    period = last_period(workspace)
    last = project.reports[-1] if project.reports else None
    claims = last.claims if last else None
    data: dict[str, Any] = {
        "as_on": str(workspace.today),
        "submitted_on": str(workspace.today),
        "author": project.manager,
        "baseline": project.baselines[-1].id if project.baselines else None,
        "summary": "Say in one or two sentences where the project stands.",
        "claims": {
            name: _claim(getattr(claims, name) if claims else None)
            for name in DIMENSIONS
            if name == "overall" or (claims and getattr(claims, name)) or name in ("schedule", "cost")
        },
        "path_to_green": _path(project, workspace, claims.overall if claims else None),
        "achievements": ["Name what was done in this period"],
        "next_steps": [
            {
                "what": "Name what is done next",
                "owner": project.manager,
                "due": str(workspace.today + timedelta(days=14)),
            }
        ],
        "forecasts": [
            {
                "milestone": item.id,
                "forecast": str(item.forecast),
                "actual": str(item.actual) if item.actual else None,
            }
            for item in project.schedule.milestones
        ],
        "figures": _figures(project, workspace),
    }
    return period, data


def _claim(claim: Claim | None) -> dict[str, Any]:
    if claim is None:
        return {"rag": "green"}
    return {"rag": claim.rag, "comment": claim.comment}


def _path(project: Project, workspace: Workspace, overall: Claim | None) -> dict[str, Any] | None:
    if overall is None or overall.rag == "green":
        return None
    return {
        "what": "Say how the project gets back to green",
        "owner": project.manager,
        "due": str(workspace.today + timedelta(days=28)),
    }


def _figures(project: Project, workspace: Workspace) -> dict[str, Any] | None:
    try:
        values = {
            "budget": money.budget(project, workspace),
            "actual": money.actual(project, workspace),
            "forecast": money.forecast(project, workspace),
        }
    except ArithmeticError:
        return None
    return {name: _amount(value) for name, value in values.items() if value is not None} or None


def _amount(value: Money) -> str:
    return f"{value.amount:f} {value.currency}"
