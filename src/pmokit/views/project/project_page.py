"""The page of one project."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.lifecycle import progress, required_documents
from pmokit.analytics.risk import scoring
from pmokit.analytics.schedule import slips
from pmokit.load import layout
from pmokit.model import colour
from pmokit.model.finding import worst_first
from pmokit.model.methodology.artefacts import Artefact
from pmokit.model.money import Money
from pmokit.model.project import Project
from pmokit.model.raid import Risk
from pmokit.model.schedule import Milestone, expected
from pmokit.rules import adherence
from pmokit.rules.readiness import Readiness
from pmokit.rules.trend import SHOWN
from pmokit.views import charts
from pmokit.views.context import Context
from pmokit.views.project import reported_status
from pmokit.views.project.contents import contents, missing, sections
from pmokit.views.project.gate_calendar import planned
from pmokit.views.project.gate_trail import Trail, trail
from pmokit.views.steering.decision_brief import Brief, of_change, of_decision
from pmokit.words.catalogue import say


class GateStep(NamedTuple):
    """A gate of the project's tier, its decision if there is one, and what is missing."""

    state: Readiness
    next: bool
    trail: Trail | None
    planned: date | None
    """The forecast of the milestone that stands for the gate, if there is one."""


class Document(NamedTuple):
    """A document of the catalogue that the project needs, or has: where it is and in which state."""

    artefact: Artefact
    state: str
    version: str | None
    url: str | None
    in_repository: bool
    approved: tuple[str | None, date | None]
    missing: bool
    """Whether it should be approved by now."""


class Date(NamedTuple):
    """A milestone with its slip and days overdue."""

    milestone: Milestone
    slip: int | None
    overdue: int


class Threat(NamedTuple):
    """A risk with its score."""

    risk: Risk
    score: int
    band: str


def unreadable(context: Context, project_id: str) -> dict[str, Any]:
    """What there is to say of a project whose charter cannot be read."""
    return {
        "name": project_id,
        "path": layout.path_of(project_id, "charter"),
        "findings": sorted(context.findings_by_project.get(project_id, ()), key=worst_first),
    }


class Waiting(NamedTuple):
    """A decision or a change that waits to be decided, what is known of it, by when and by which forum."""

    title: str
    brief: Brief
    due: date | None
    forum: str | None


def _to_decide(project: Project) -> list[Waiting]:
    """What waits to be decided, the most urgent first."""
    found = [
        Waiting(item.title, of_decision(item), item.needed_by, item.authority)
        for item in project.raid.decisions
        if item.state == "open"
    ]
    found += [
        Waiting(item.title, of_change(item), item.decide_by, item.forum)
        for item in project.changes
        if item.state == "proposed"
    ]
    return sorted(found, key=lambda item: (item.due or date.max, item.title))


def page(context: Context, project: Project) -> dict[str, Any]:
    """Everything about one project, and which parts of its page have something to show."""
    values = _values(context, project)
    has = contents(
        project,
        shares=bool(project.schedule.dependencies or values["given"] or values["shared"]),
        has_money=bool(values["row"].budget or project.finance.whole_life_cost),
        has_documents=bool(values["documents"]),
    )
    return {
        **values,
        "has": has,
        "missing": missing(has),
        "sections": sections(project, has, values["gates"]),
    }


def _values(context: Context, project: Project) -> dict[str, Any]:
    run = context.run
    row = reported_status.row_of(project, context)
    raid = project.raid
    marks = context.standing.marks.get(project.id, [])
    risks = [Threat(item, scoring.score(item, run), scoring.band(item, run)) for item in raid.risks]
    risks.sort(key=lambda entry: (entry.risk.state != "open", -entry.score, entry.risk.id))
    return {
        "project": project,
        "to_decide": _to_decide(project),
        "broken": sorted(run.folder(project.id).broken),
        "keywords": _keywords(context, project),
        "row": row,
        "dimensions": (cells := reported_status.dimensions(project, context)),
        "assessed": any(colour.is_known(cell.derived.rag) for cell in cells),
        "history": reported_status.history(project)[-SHOWN:],
        "by_facts": _by_facts(context, project),
        "raised": context.raised(project),
        "baselines": _baselines(project),
        "quality": charts.line(context.quality_by_period([project])),
        "report": project.reports[-1] if project.reports else None,
        "gates": _gates(context, project),
        "documents": _documents(context, project),
        "milestones": [
            Date(item, slips.slip_days(item, run), slips.overdue_days(item, run))
            for item in project.schedule.milestones
        ],
        "timeline": charts.timeline(project.schedule.milestones, context.today),
        "trend": charts.milestone_trend(project.reports[-SHOWN:], project.schedule.milestones),
        "risks": risks,
        "heat": charts.heat_map(raid.risks, context.run.reporting.risk_bands),
        "shared": context.interdependencies.get(project.id, []),
        "given": context.receivers.get(project.id, []),
        "tier_known": project.tier is not None and context.knows("tier", project.tier),
        "score": adherence.score(marks),
        # What would not change the figure as it is shown is no improvement to name.
        "lost": [gain for gain in adherence.gains({project.id: marks})[:3] if round(gain.points, 1)],
        "findings": sorted(context.findings_by_project.get(project.id, []), key=worst_first),
    }


class Compared(NamedTuple):
    """A milestone, or the budget, in each baseline and as it is expected now."""

    title: str
    values: list[date | Money | None]
    now: date | Money | None
    is_money: bool = False


def _baselines(project: Project) -> list[Compared]:
    """All baselines side by side; empty while there is nothing to compare."""
    if len(project.baselines) < 2:
        return []
    by_baseline = [{item.milestone: item.date for item in base.milestones} for base in project.baselines]
    rows = [
        Compared(item.title, [days.get(item.id) for days in by_baseline], expected(item))
        for item in project.schedule.milestones
        if any(item.id in days for days in by_baseline)
    ]
    budgets: list[date | Money | None] = [base.budget for base in project.baselines]
    return [*rows, Compared(say("project.budget"), budgets, project.finance.budget, is_money=True)]


def _by_facts(context: Context, project: Project) -> list[reported_status.Mark]:
    """The colours by the facts at the ends of periods, as git knows them; empty below two."""
    known = [
        reported_status.Mark(state.day, state.rags[project.id], "")
        for state in context.past.states
        if project.id in state.rags
    ]
    return known[-SHOWN:] if len(known) > 1 else []


def _keywords(context: Context, project: Project) -> str:
    """Words by which somebody may look for the project: its id, and names without accents."""
    names = [context.person(project.manager), context.person(project.sponsor)]
    plain = (unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() for name in names)
    return " ".join([project.id, project.id.replace("-", " "), *plain])


def _documents(context: Context, project: Project) -> list[Document]:
    """The project's register, in the order of the catalogue."""
    texts = {text.id: text for text in project.artefacts}
    entries = {entry.artefact: entry for entry in project.documents}
    needed = {item.id for item in required_documents.documents_of(project, context.run)}
    missing = set(required_documents.documents_missing(project, context.run))
    rows: list[Document] = []
    for item in context.methodology.artefacts.artefacts:
        text, entry = texts.get(item.id), entries.get(item.id)
        if item.id in needed or text or entry:
            source = text or entry
            rows.append(
                Document(
                    item,
                    source.state if source else "missing",
                    source.version if source else None,
                    entry.url if entry else None,
                    text is not None,
                    (source.approved_by, source.approved_on) if source else (None, None),
                    item.title in missing and project.state == "active",
                )
            )
    return rows


def _gates(context: Context, project: Project) -> list[GateStep]:
    waiting = progress.next_gate(project, context.run)
    return [
        GateStep(
            state,
            state.gate.id == waiting,
            trail(context, project, state.approval) if state.approval is not None else None,
            planned(project, state.gate),
        )
        for state in context.board.gates_of(project)
    ]
