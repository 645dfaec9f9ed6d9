"""A status report as far as facts and the last report can write it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from pmokit.analytics import money
from pmokit.analytics.dates import finish_forecast
from pmokit.analytics.roles import holders
from pmokit.load.workspace import Workspace
from pmokit.model.methodology import Artefact
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reporting import DIMENSIONS, Claim, Report


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
        "change_since_last": _change(project, workspace, last),
    }
    return period, data


def _change(project: Project, workspace: Workspace, last: Report | None) -> dict[str, Any] | None:
    """What moved since the last report, as the facts say: the last milestone in days, the expected cost."""
    if last is None:
        return None
    change: dict[str, Any] = {}
    finish = finish_forecast(project, workspace)
    if last.forecasts and finish is not None:
        then = max(entry.actual or entry.forecast for entry in last.forecasts)
        change["days"] = str((finish - then).days)
    try:
        now = money.forecast(project, workspace)
    except ArithmeticError:
        now = None
    before = last.figures.forecast if last.figures else None
    if now is not None and before is not None and now.currency == before.currency:
        change["money"] = _amount(now.minus(before))
    return change or None


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


def artefact(project: Project, entry: Artefact, workspace: Workspace) -> dict[str, str]:
    """What a template of a document may name: facts of the project, each as a text."""
    people = workspace.index.get("person", {})

    def name(person: str | None) -> str:
        return people[person].name if person in people else "not named yet"

    def listed(values: Iterable[str]) -> str:
        return "; ".join(values) or "not said yet"

    def titles(kind: str, ids: Iterable[str]) -> str:
        known = workspace.index.get(kind, {})
        return listed(known[i].title if i in known else i for i in ids)

    milestones = [f"{item.title} ({item.forecast})" for item in project.schedule.milestones]
    owners = sorted(holders(entry.owner, project, workspace, workspace.today))
    try:
        total = money.budget(project, workspace)
    except ArithmeticError:
        total = None
    return {
        "artefact": entry.title,
        "title": project.title,
        "project": project.id,
        "summary": project.summary,
        "why": project.why or "not said yet",
        "sponsor": name(project.sponsor),
        "manager": name(project.manager),
        "owner": owners[0] if owners else (project.manager or ""),
        "start": str(project.start or "not said yet"),
        "finish": str(project.finish or "not said yet"),
        "tier": titles("tier", [project.tier] if project.tier else []),
        "budget": str(total or "not said yet"),
        "objectives": listed(project.objectives),
        "in_scope": listed(project.in_scope),
        "out_of_scope": listed(project.out_of_scope),
        "systems": titles("system", project.systems),
        "sites": titles("site", project.sites),
        "suppliers": titles("supplier", project.suppliers),
        "milestones": listed(milestones),
        "risks": listed(risk.title for risk in project.raid.risks if risk.state == "open"),
        "benefits": listed(benefit.title for benefit in project.benefits.benefits),
    }
