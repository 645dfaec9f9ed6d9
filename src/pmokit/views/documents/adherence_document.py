"""`pmokit adherence --format json`: how far the standards are met, and what would raise it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmokit.model import address
from pmokit.rules.adherence import Gain, Mark, Score
from pmokit.views.compliance.standing import Row, Standing
from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class ScoreRow(Part):
    """A project, workstream or standard with its adherence."""

    address: str
    title: str
    adherence: float | None
    """From 0 to 100; null where no rule has anything to say."""
    waived: float
    """Points that waivers cover."""


@dataclass(frozen=True)
class GainRow(Part):
    """A rule that would raise adherence if it were met everywhere."""

    rule: str
    title: str
    points: float
    projects: int


@dataclass(frozen=True)
class RuleRow(Part):
    """A rule on one project: to how many records it applies, and how many meet it."""

    rule: str
    applicable: int
    met: int
    waived: int


@dataclass(frozen=True)
class TrendRow(Part):
    """Adherence on a past day."""

    day: date
    commit: str
    adherence: float | None


@dataclass(frozen=True)
class AdherenceDocument(Document):
    """The adherence of the portfolio, or of one project."""

    overall: ScoreRow
    projects: list[ScoreRow]
    workstreams: list[ScoreRow]
    standards: list[ScoreRow]
    gains: list[GainRow]
    rules: list[RuleRow]
    """The rules that apply to the project, where one was named."""
    trend: list[TrendRow]
    """Where `--since` asked for it."""


def portfolio_adherence(today: date, title: str, found: Standing, trend: list[TrendRow]) -> AdherenceDocument:
    """The adherence of all projects."""
    return AdherenceDocument(
        today=today,
        overall=_score("portfolio", title, found.portfolio),
        projects=[_row("", row) for row in found.projects],
        workstreams=[_row("workstream/", row) for row in found.workstreams],
        standards=[_row("standard/", row) for row in found.standards],
        gains=[_gain(gain) for gain in found.gains],
        rules=[],
        trend=trend,
    )


def project_adherence(
    today: date, project: tuple[str, str], found: Score, marks: Sequence[Mark], trend: list[TrendRow]
) -> AdherenceDocument:
    """The adherence of one project, given by its id and title."""
    row = _score(str(address.of_project(project[0])), project[1], found)
    rules = [RuleRow(mark.rule.id, mark.applicable, mark.kept, mark.waived) for mark in marks]
    return AdherenceDocument(
        today=today,
        overall=row,
        projects=[row],
        workstreams=[],
        standards=[],
        gains=[],
        rules=rules,
        trend=trend,
    )


def _row(kind: str, row: Row) -> ScoreRow:
    return _score(f"{kind}{row.id}", row.title, row.score)


def _score(name: str, title: str, score: Score) -> ScoreRow:
    return ScoreRow(name, title, score.adherence, score.waived)


def _gain(gain: Gain) -> GainRow:
    return GainRow(gain.rule.id, gain.rule.title, gain.points, gain.projects)
