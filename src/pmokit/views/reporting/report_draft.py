"""A status report as far as facts and the last report can write it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.finance import project_cost
from pmokit.analytics.organisation.assignments import holders
from pmokit.analytics.schedule.slips import finish_forecast
from pmokit.load.run import Run
from pmokit.model.methodology.artefacts import Artefact
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.reporting_period import cadence
from pmokit.model.schedule import expected
from pmokit.model.status_report import DIMENSIONS, Claim, Report
from pmokit.rules.calculated_status import Derived
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.history.happenings import Happening
from pmokit.words.catalogue import say
from pmokit.words.wording import capital


def period_to_report(run: Run) -> date:
    """The latest period for which a report can be written, from its last day on; the first before that."""
    periods = cadence(run.reporting)
    return periods.last_writable(run.today) or periods.first


class Facts(NamedTuple):
    """What the facts say for a report: the colours with their reasons, and what happened since the last."""

    derived: dict[str, Derived]
    since: list[Happening]


def facts(context: Context, project: Project) -> Facts:
    """What is known of a project beyond its last report."""
    last = project.reports[-1] if project.reports else None
    since = last.as_on if last else project.start or date.min
    happened = [
        item
        for item in happenings.of_project(context, project)
        if since < item.day <= context.today and not item.key.startswith(f"project/{project.id}/report/")
    ]
    return Facts(context.derived(project), sorted(happened, key=lambda item: (item.day, item.key)))


def report(context: Context, project: Project, known: Facts) -> tuple[date, dict[str, Any]]:
    """The period and the data of a report that only lacks what no fact can say."""
    run = context.run
    period = period_to_report(run)
    last = project.reports[-1] if project.reports else None
    claims = {
        name: _claim(known.derived[name], getattr(last.claims, name) if last else None)
        for name in DIMENSIONS
        if name in ("overall", "schedule", "cost")
        or known.derived[name].reasons
        or (last and getattr(last.claims, name))
    }
    overall = claims["overall"] or {}
    done = [
        capital(item.what)[:300]
        for item in known.since
        if item.key.startswith((f"project/{project.id}/reached/", f"project/{project.id}/action/"))
    ]
    data: dict[str, Any] = {
        "as_on": str(run.today),
        "submitted_on": str(run.today),
        "author": project.manager,
        "baseline": project.baselines[-1].id if project.baselines else None,
        "summary": say("reporting.summary-needed"),
        "claims": claims,
        "path_to_green": path_to_green(project, run) if overall["rag"] not in ("green", None) else None,
        "achievements": done or [say("reporting.achievement-needed")],
        "next_steps": next_steps(project, run),
        "forecasts": [
            {
                "milestone": item.id,
                "forecast": str(item.forecast),
                "actual": str(item.actual) if item.actual else None,
            }
            for item in project.schedule.milestones
        ],
        "figures": _figures(project, run),
        "change_since_last": _change(project, run, last),
    }
    return period, data


def next_steps(project: Project, run: Run) -> list[dict[str, Any]]:
    """The milestones of the next weeks as steps, else a step that asks for one."""
    soon = run.today + timedelta(days=run.reporting.ahead_days)
    coming = [
        {"what": item.title, "owner": item.owner or project.manager, "due": str(item.forecast)}
        for item in project.schedule.milestones
        if item.actual is None and run.today <= item.forecast <= soon
    ]
    ask = {"what": say("reporting.next-step-needed"), "owner": project.manager}
    return coming or [{**ask, "due": str(run.today + timedelta(days=run.reporting.period_days))}]


def _change(project: Project, run: Run, last: Report | None) -> dict[str, Any] | None:
    """What moved since the last report, as the facts say: the last milestone in days, the expected cost."""
    if last is None:
        return None
    change: dict[str, Any] = {}
    finish = finish_forecast(project, run)
    if last.forecasts and finish is not None:
        then = max(expected(entry) for entry in last.forecasts)
        change["days"] = str((finish - then).days)
    try:
        now = project_cost.forecast(project, run)
    except ArithmeticError:
        now = None
    before = last.figures.forecast if last.figures else None
    if now is not None and before is not None and now.currency == before.currency:
        change["money"] = _amount(now.minus(before))
    return change or None


def _claim(derived: Derived, last: Claim | None) -> dict[str, Any] | None:
    """A colour as the facts give it, with their reasons; where they give none, as it was last, or unrated.

    The whole must be rated: where nothing says how, the author finds the empty key.
    """
    if derived.rag == "none":
        unrated = {"rag": None, "comment": say("reporting.status-needed")}
        return (
            {"rag": last.rag, "comment": last.comment}
            if last
            else unrated
            if derived.dimension == "overall"
            else None
        )
    worse = [reason.says for reason in derived.reasons if reason.rag != "green"]
    return {"rag": derived.rag, "comment": f"{capital('; '.join(worse))}." if worse else None}


def path_to_green(project: Project, run: Run) -> dict[str, Any]:
    """The way back that somebody must still describe."""
    return {
        "what": say("reporting.path-needed"),
        "owner": project.manager,
        # By the report after the next one there is something to show.
        "due": str(run.today + timedelta(days=2 * run.reporting.period_days)),
    }


def _figures(project: Project, run: Run) -> dict[str, Any] | None:
    try:
        values = {
            "budget": project_cost.budget(project, run),
            "actual": project_cost.actual(project, run),
            "forecast": project_cost.forecast(project, run),
        }
    except ArithmeticError:
        return None
    return {name: _amount(value) for name, value in values.items() if value is not None} or None


def _amount(value: Money) -> str:
    return f"{value.amount:f} {value.currency}"


def artefact(project: Project, entry: Artefact, run: Run) -> dict[str, str]:
    """What a template of a document may name: facts of the project, each as a text."""

    def name(person: str | None) -> str:
        known = run.person(person)
        return known.name if known else say("reporting.not-named")

    def listed(values: Iterable[str]) -> str:
        return "; ".join(values) or say("reporting.not-stated")

    def titles(kind: str, ids: Iterable[str]) -> str:
        known = ((i, run.find(kind, i, project.id)) for i in ids)
        return listed(record.title if record else i for i, record in known)

    milestones = [f"{item.title} ({item.forecast})" for item in project.schedule.milestones]
    owners = sorted(holders(entry.owner, project, run, run.today))
    try:
        total = project_cost.budget(project, run)
    except ArithmeticError:
        total = None
    return {
        "artefact": entry.title,
        "title": project.title,
        "project": project.id,
        "summary": project.summary,
        "why": project.why or say("reporting.not-stated"),
        "sponsor": name(project.sponsor),
        "manager": name(project.manager),
        "owner": owners[0] if owners else (project.manager or ""),
        "start": str(project.start or say("reporting.not-stated")),
        "finish": str(project.finish or say("reporting.not-stated")),
        "tier": titles("tier", [project.tier] if project.tier else []),
        "budget": str(total or say("reporting.not-stated")),
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
