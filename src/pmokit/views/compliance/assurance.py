"""What an assurance officer takes to the conversation: of each project what is claimed, what is known, what
contradicts, what nobody can check, and the questions that follow, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, get_args

from pmokit.analytics.reporting import forecast_quality
from pmokit.load.placeholders import is_untouched
from pmokit.model import address, colour
from pmokit.model.finding import SEVERITIES, Finding, Strength
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import DIMENSIONS, Report
from pmokit.rules.trend import SHOWN
from pmokit.views.context import Context
from pmokit.words.catalogue import say

STRENGTHS: tuple[str, ...] = get_args(Strength)
"""The one scale of evidence, the strongest first."""


class Claim(NamedTuple):
    """A dimension of the status: what the last report says and what the data say; `none` if nothing."""

    dimension: str
    claimed: str
    known: str

    @property
    def overstated(self) -> bool:
        """Whether the claim is better than what is known."""
        return colour.is_worse(self.known, self.claimed)


class Period(NamedTuple):
    """How many findings about the truth of the reports of a period there are, by strength."""

    period: date
    strong: int
    medium: int
    weak: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.strong + self.medium + self.weak


class Assured(NamedTuple):
    """What assurance knows of a project."""

    id: str
    title: str
    project: Project | None
    """None where its charter cannot be read: then nothing below is known."""
    report: Report | None
    claims: list[Claim]
    contradictions: list[Finding]
    """Findings about the truth of what is claimed, the strongest first."""
    unverifiable: list[Reason]
    questions: list[str]
    trend: list[Period]
    bias: Decimal | None
    instability: Decimal | None
    green_missed: Decimal | None

    @property
    def gravity(self) -> tuple[int, ...]:
        """An order: projects that cannot be read, then most strong, medium and weak contradictions."""
        counts = (sum(f.strength == name for f in self.contradictions) for name in STRENGTHS)
        return (0 if self.project is None else 1, *(-count for count in counts), -len(self.unverifiable))


def is_about_truth(finding: Finding) -> bool:
    """Whether a finding weighs evidence against a claim and counts."""
    return bool(finding.strength) and not finding.waived_by


def heaviest_first(finding: Finding) -> tuple[Any, ...]:
    """An order: strength, then severity, then the latest report, then place."""
    period = _period_of(finding) or date.min
    return (
        STRENGTHS.index(finding.strength),
        SEVERITIES.index(finding.severity),
        date.max - period,
        finding.path,
        finding.line,
    )


def of_projects(context: Context) -> list[Assured]:
    """All projects under way, the worst first, those that cannot be read before all others."""
    some = [project for project in context.projects if project.state in UNDER_WAY]
    rows = [of_project(context, project) for project in some]
    rows += [_unreadable(name) for name in context.unreadable]
    return sorted(rows, key=lambda row: (row.gravity, row.title.casefold()))


def of_project(context: Context, project: Project) -> Assured:
    """What assurance knows of one project."""
    found = context.findings_by_project.get(project.id, [])
    contradictions = sorted(filter(is_about_truth, found), key=heaviest_first)
    report = project.reports[-1] if project.reports else None
    claims = list(_claims(context, project, report))
    unverifiable = list(_unverifiable(context, project, report, claims, found))
    return Assured(
        project.id,
        project.title,
        project,
        report,
        claims,
        contradictions,
        unverifiable,
        list(_questions(contradictions, unverifiable)),
        _trend(contradictions, project),
        forecast_quality.forecast_bias(project, context.run),
        forecast_quality.forecast_instability(project, context.run),
        forecast_quality.green_missed_percent(project, context.run),
    )


def _unreadable(name: str) -> Assured:
    unverifiable = [reason("assurance-unreadable")]
    questions = list(_questions([], unverifiable))
    return Assured(name, name, None, None, [], [], unverifiable, questions, [], None, None, None)


def _claims(context: Context, project: Project, report: Report | None) -> Iterator[Claim]:
    derived = context.derived(project)
    for name in DIMENSIONS:
        claim = getattr(report.claims, name) if report else None
        claimed, known = claim.rag if claim else colour.NONE, derived[name].rag
        if colour.is_known(claimed) or colour.is_known(known):
            yield Claim(name, claimed, known)


def _unverifiable(
    context: Context, project: Project, report: Report | None, claims: list[Claim], found: list[Finding]
) -> Iterator[Reason]:
    """What the project says and nobody outside it confirms."""
    run = context.run
    if report is None:
        yield reason("assurance-no-report")
    unmeasured = [c.dimension for c in claims if colour.is_known(c.claimed) and not colour.is_known(c.known)]
    if unmeasured:
        yield reason("assurance-unmeasured", dimensions=", ".join(unmeasured))
    ledger = project.finance.ledger
    if report is not None and report.figures is not None and report.figures.actual is not None:
        step = timedelta(days=2 * int(run.reporting.period_days))
        latest = max((entry.as_on for entry in ledger), default=None)
        if latest is None:
            yield reason("assurance-no-ledger")
        elif latest + step < report.as_on:
            yield reason("assurance-old-ledger", day=latest)
    if report is not None and report.reviewed_by is None:
        yield reason("assurance-not-reviewed", period=report.period)
    if not any(not is_untouched(review, run) for review in project.reviews):
        yield reason("assurance-no-review")
    if not project.baselines and project.schedule.milestones:
        yield reason("assurance-no-baseline")
    if run.workspace.past.lack:
        yield reason("assurance-no-history")
    lost = sorted({finding.of_rule for finding in found if finding.rule == "not-judged"} - {""})
    if lost:
        yield reason("assurance-not-assessed", n=len(lost), rules=", ".join(lost))


def _questions(contradictions: Iterable[Finding], unverifiable: Iterable[Reason]) -> Iterator[str]:
    """The questions for the next review meeting: contradictions first, each once."""
    asked: set[str] = set()
    for finding in contradictions:
        key = "assurance.question-strong" if finding.strength == "strong" else "assurance.question-other"
        question = say(key, message=finding.message[:1].upper() + finding.message[1:])
        if question not in asked:
            asked.add(question)
            yield question
    for one in unverifiable:
        yield say(f"question.{one.code}", **one.values)


def _period_of(finding: Finding) -> date | None:
    """The period of the report that a finding is about."""
    try:
        about = address.parse(finding.record)
    except ValueError:
        return None
    try:
        return date.fromisoformat(about.id[:10]) if about.kind == Report.kind else None
    except ValueError:
        return None


def _trend(contradictions: Iterable[Finding], project: Project) -> list[Period]:
    """The contradictions by reporting period, oldest first, of the last periods with a report."""
    by_period: dict[date, list[str]] = {report.period: [] for report in project.reports[-SHOWN:]}
    for finding in contradictions:
        period = _period_of(finding)
        if period in by_period:
            by_period[period].append(finding.strength)
    return [_period(period, strengths) for period, strengths in by_period.items()]


def _period(period: date, strengths: list[str]) -> Period:
    return Period(period, *map(strengths.count, STRENGTHS))


def together(rows: Iterable[Assured]) -> list[Period]:
    """The trend of several projects, oldest first."""
    by_period: dict[date, list[Period]] = {}
    for row in rows:
        for one in row.trend:
            by_period.setdefault(one.period, []).append(one)
    add = partial(map, sum)
    return [
        Period(period, *add(zip(*((one.strong, one.medium, one.weak) for one in some), strict=True)))
        for period, some in sorted(by_period.items())
    ][-SHOWN:]
