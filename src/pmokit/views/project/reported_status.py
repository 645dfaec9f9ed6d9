"""The status of a project as it was last reported, and how it went before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pmokit.analytics.finance import project_cost
from pmokit.analytics.lifecycle import progress
from pmokit.analytics.reporting.rating import rating
from pmokit.analytics.schedule import slips
from pmokit.load.run import Run
from pmokit.model import colour
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.money import MixedCurrencies, Money
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.schedule import Milestone
from pmokit.rules.calculated_status import Derived, Measured
from pmokit.rules.language.functions import format_value
from pmokit.rules.trend import SHOWN
from pmokit.views.context import Context
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word, reported_word

SHOWN_RAGS = (*colour.RAGS, colour.NONE)
"""The parts of a column, the worst first."""


class Row(NamedTuple):
    """A project in a table."""

    project: Project
    rag: str
    """The overall colour of the last report, or `none`."""
    derived: str
    """The overall colour by the facts, or `none`."""
    reported: date | None
    phase: str
    phase_number: int
    next_gate: Gate | None
    next_milestone: Milestone | None
    slip_days: int | None
    finish: date | None
    budget: Money | None
    forecast: Money | None
    overrun: Decimal | None
    errors: int
    warnings: int
    notes: int

    @property
    def calculated(self) -> bool:
        """Whether what is shown as the status is calculated, because nobody reported one."""
        return not colour.is_known(self.rag) and colour.is_known(self.derived)

    @property
    def status(self) -> str:
        """The colour that is shown as the status: as reported, else by the facts, else `none`."""
        return self.derived if self.calculated else self.rag

    @property
    def diverges(self) -> bool:
        """Whether the facts are worse than what is shown as the project's status."""
        return colour.is_worse(self.derived, self.rag)

    @property
    def gravity(self) -> int:
        """The place, worst first, of the worse of both colours."""
        return min(colour.order(self.rag), colour.order(self.derived))

    @property
    def worries(self) -> bool:
        """Whether the project needs a look from above: the one rule for home, mails, agendas and packs.

        A project under way, of which one colour is worse than amber, or whose facts are worse than what its
        report says; without a report by its facts alone. Amber is for the manager to put right.
        """
        if self.project.state not in UNDER_WAY:
            return False
        bad = any(colour.is_worse(rag, "amber") for rag in (self.rag, self.derived))
        return bad or self.diverges

    @property
    def active(self) -> bool:
        """Whether work goes on, so that reports are owed."""
        return self.project.state == "active"


def row_of(project: Project, context: Context) -> Row:
    """The row of a project. Worked out once: many pages show it."""
    return context.run.once(_row, project, context)


def _row(project: Project, context: Context, run: Run) -> Row:
    report = project.reports[-1] if project.reports else None
    found = Counter(
        finding.severity
        for finding in context.findings_by_project.get(project.id, ())
        if not finding.waived_by
    )
    next_gate = progress.next_gate(project, run)
    return Row(
        project,
        rating(project, report, run),
        context.derived(project)["overall"].rag,
        report.as_on if report else None,
        _phase(project, context),
        progress.phase_number(project, run),
        run.gate(next_gate),
        slips.next_milestone(project, run),
        slips.worst_slip_days(project, run),
        slips.finish_forecast(project, run),
        *_money(project, context),
        found["error"],
        found["warning"],
        found["note"],
    )


def _phase(project: Project, context: Context) -> str:
    """The title of the phase; empty where no record says how far the project is: an imported project without
    tier, gates, plan and reports need not be in the first one."""
    plan = project.schedule
    if not (project.tier or project.gates or project.reports or plan.milestones or plan.tasks):
        return ""
    return context.title("phase", progress.phase(project, context.run))


def _money(project: Project, context: Context) -> tuple[Money | None, Money | None, Decimal | None]:
    run = context.run
    try:
        return (
            project_cost.budget(project, run),
            project_cost.forecast(project, run),
            project_cost.overrun_percent(project, run),
        )
    except MixedCurrencies:
        return None, None, None


class Cell(NamedTuple):
    """A dimension of status: as the last report claims it, and as the facts say."""

    dimension: str
    claimed: str
    comment: str
    derived: Derived

    @property
    def diverges(self) -> bool:
        """Whether the facts are worse than the claim."""
        return colour.is_worse(self.derived.rag, self.claimed)

    @property
    def says(self) -> Sequence[tuple[str, str]]:
        """The reasons that a reader needs, each with the dimension whose facts show it: all that are not
        green, else what was measured."""
        reasons = self.derived.reasons
        telling = [(reason.says, reason.threshold.dimension) for reason in reasons if reason.rag != "green"]
        return telling or [(_measured(reason), reason.threshold.dimension) for reason in reasons[:1]]


def dimensions(project: Project, context: Context) -> list[Cell]:
    """The dimensions of status, those as well of which nothing is known: nobody takes a gap for green."""
    claims = project.reports[-1].claims if project.reports else None
    cells: list[Cell] = []
    for name, derived in context.derived(project).items():
        claim = getattr(claims, name) if claims else None
        rag, comment = (claim.rag, claim.comment or "") if claim else ("none", "")
        cells.append(Cell(name, rag, comment, derived))
    return cells


def _measured(reason: Measured) -> str:
    """What was measured, in its unit; the sign of percent stands at the number, as everywhere else."""
    number, unit = format_value(reason.value), reason.threshold.unit
    value = {"number": number, "%": f"{number}%"}.get(unit, f"{number} {unit}")
    return say("project.measured", title=reason.threshold.title, value=value)


class Mark(NamedTuple):
    """The colour of one report."""

    period: date
    rag: str
    summary: str


def history(project: Project) -> list[Mark]:
    """The overall colours of a project's reports, oldest first."""
    return [Mark(report.period, report.claims.overall.rag, report.summary) for report in project.reports]


class Period(NamedTuple):
    """How many projects had each colour in a period."""

    period: date
    counts: dict[str, int]


def trend(projects: Iterable[Project], periods: int = SHOWN) -> list[Period]:
    """The colours of the last periods: each project counts with its latest report so far."""
    some = list(projects)
    ends = sorted({report.period for project in some for report in project.reports})[-periods:]
    result = [Period(end, dict.fromkeys(SHOWN_RAGS, 0)) for end in ends]
    for project in some:
        last, place = None, 0
        reports = project.reports
        for entry in result:
            while place < len(reports) and reports[place].period <= entry.period:
                last = reports[place].claims.overall.rag
                place += 1
            if last is not None:
                entry.counts[last] += 1
    return result


def trend_by_facts(context: Context, projects: Iterable[Project]) -> list[Period]:
    """The colours by the facts at the ends of periods, as git knows them, and today at the end."""
    some = list(projects)
    ids = {project.id for project in some}
    result: list[Period] = []
    for state in context.past.states:
        counts = Counter(rag for name, rag in state.rags.items() if name in ids)
        result.append(Period(state.day, {rag: counts[rag] for rag in SHOWN_RAGS}))
    counts = Counter(context.derived(project)["overall"].rag for project in some)
    return [*result, Period(context.today, {rag: counts[rag] for rag in SHOWN_RAGS})][-SHOWN:]


def worrying(rows: Iterable[Row]) -> list[Row]:
    """The rows that worry, the worst first; of two alike the one that slips most."""
    some = [row for row in rows if row.worries]
    return sorted(some, key=lambda row: (row.gravity, -(row.slip_days or 0), row.project.id))


def in_words(row: Row, context: Context) -> str:
    """The reported and the calculated status of a project with its first reasons, for agendas and mails."""
    reasons = "; ".join(reason.says for reason in context.derived(row.project)["overall"].reasons[:2])
    reported, calculated = reported_word(row.rag), colour_word(row.derived)
    if not reasons:
        return say("project.both-status", reported=reported, calculated=calculated)
    return say("project.both-status-why", reported=reported, calculated=calculated, reasons=reasons)
