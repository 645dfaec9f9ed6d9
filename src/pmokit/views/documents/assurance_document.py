"""`pmokit assurance --format json`: what is claimed, known, contradicted and not verifiable, by project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pmokit.model import address
from pmokit.model.finding import Finding
from pmokit.views.compliance.assurance import Assured
from pmokit.views.compliance.hit_rates import HitRate
from pmokit.views.documents.document import Document, Part
from pmokit.views.documents.findings_document import ContradictionRow
from pmokit.views.documents.status_document import Colour, known


@dataclass(frozen=True)
class ClaimRow(Part):
    """A dimension of the status, as reported and as calculated."""

    claimed: Colour
    known: Colour


@dataclass(frozen=True)
class ContradictedRow(Part):
    """A claim that the facts contradict, and what says so."""

    rule: str
    severity: Literal["error", "warning", "note"]
    strength: Literal["strong", "medium", "weak"]
    message: str
    path: str
    line: int
    record: str
    claimed: str | None
    contradicted_by: list[ContradictionRow]
    help: str


@dataclass(frozen=True)
class UnverifiableRow(Part):
    """What nobody outside the project can confirm."""

    code: str
    text: str


@dataclass(frozen=True)
class PeriodRow(Part):
    """How many contradictions the report of a period has, by strength."""

    period: date
    strong: int
    medium: int
    weak: int


@dataclass(frozen=True)
class ForecastRow(Part):
    """How good forecasts and colours have proved; null of too few cases."""

    bias_days: Decimal | None
    """Mean days by which milestones were reached later than forecast."""
    movement_days: Decimal | None
    """Mean movement of a forecast in a reporting period."""
    green_missed_percent: Decimal | None
    """The share of green reports that were followed by a missed milestone."""


@dataclass(frozen=True)
class ProjectRow(Part):
    """A project under way."""

    id: str
    address: str
    title: str
    readable: bool
    reported: date | None
    """The period of the last report."""
    claims: dict[str, ClaimRow]
    """By dimension, `overall` among them."""
    contradictions: list[ContradictedRow]
    """The strongest first."""
    unverifiable: list[UnverifiableRow]
    questions: list[str]
    """For the next review meeting, the most important first."""
    trend: list[PeriodRow]
    forecasts: ForecastRow


@dataclass(frozen=True)
class RuleRow(Part):
    """How often a rule about the truth of reports was right, as far as its findings were examined."""

    rule: str
    open: int
    confirmed: int
    rejected: int
    hit_rate: float | None
    """Confirmed of examined, from 0 to 1; null while none was examined."""


@dataclass(frozen=True)
class AssuranceDocument(Document):
    """Assurance of all projects under way, or of one; the worst first."""

    projects: list[ProjectRow]
    rules: list[RuleRow]


def assurance(today: date, rows: Iterable[Assured], rates: Iterable[HitRate]) -> AssuranceDocument:
    """The document of some projects."""
    rules = [RuleRow(rate.rule, rate.open, rate.confirmed, rate.rejected, rate.share) for rate in rates]
    return AssuranceDocument(today=today, projects=[_project(row) for row in rows], rules=rules)


def _project(row: Assured) -> ProjectRow:
    return ProjectRow(
        row.id,
        str(address.of_project(row.id)),
        row.title,
        row.project is not None,
        row.report.period if row.report else None,
        {claim.dimension: ClaimRow(known(claim.claimed), known(claim.known)) for claim in row.claims},
        [_contradicted(finding) for finding in row.contradictions],
        [UnverifiableRow(one.code, str(one)) for one in row.unverifiable],
        row.questions,
        [PeriodRow(*one) for one in row.trend],
        ForecastRow(row.bias, row.instability, row.green_missed),
    )


def _contradicted(finding: Finding) -> ContradictedRow:
    return ContradictedRow(
        finding.rule,
        finding.severity,
        finding.strength,  # type: ignore[arg-type]  # `is_about_truth` leaves no other
        finding.message,
        finding.path,
        finding.line,
        finding.record,
        finding.claimed or None,
        [ContradictionRow(*place) for place in finding.contradicted_by],
        finding.help,
    )
