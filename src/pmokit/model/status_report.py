"""What was claimed and what was found: status reports and assurance reviews."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.colour import Confidence, Rag
from pmokit.model.record import Record

DIMENSIONS = ("overall", "schedule", "cost", "scope", "resources", "risks", "benefits")


class Claim(Record):
    """A colour and why."""

    rag: Rag
    comment: s.Prose | None = None


class Claims(Record):
    """The colours that the report's author claims."""

    overall: Claim
    schedule: Claim | None = None
    cost: Claim | None = None
    scope: Claim | None = None
    resources: Claim | None = None
    risks: Claim | None = None
    benefits: Claim | None = None


class NextStep(Record):
    """What will be done next, by whom and when."""

    what: s.Line
    owner: s.PersonRef | None = None
    due: s.Day | None = None


class PathToGreen(Record):
    """How a project that is amber or red gets back to green."""

    what: s.Prose
    owner: s.PersonRef | None = None
    due: s.Day | None = None


class Override(Record):
    """A claim that departs from the derived status, with a reason, an approver and an end."""

    reason: s.Prose
    approved_by: s.PersonRef
    until: s.Day


class ForecastThen(Record):
    """A milestone as it was forecast on the day of the report."""

    milestone: s.MilestoneRef
    forecast: s.Day
    actual: s.Day | None = None


class FiguresThen(Record):
    """The money as it stood on the day of the report."""

    budget: s.Amount | None = None
    actual: s.Amount | None = None
    forecast: s.Amount | None = None


class MoneyChange(Record):
    """The change since the last report, as the author states it."""

    days: s.Number | None = None
    money: s.Amount | None = None


class Report(Record):
    """The status of a project for one period: `reports/<period>.yaml`.

    Frozen at the cut-off: then corrected only by another edition, `reports/<period>-2.yaml`, which
    supersedes it.
    """

    kind: ClassVar[str] = "report"
    from_name: ClassVar[tuple[str, ...]] = ("id", "period", "edition")

    id: s.Id
    period: s.Day
    """The last day of the reporting period."""
    edition: s.Count
    """1 for what was sent first; each further one supersedes the one before."""
    correction: s.Prose | None = None
    """What was wrong in the edition that this one supersedes."""
    as_on: s.Day
    """The day up to which the facts in this report are complete."""
    submitted_on: s.Day
    author: s.PersonRef
    reviewed_by: s.PersonRef | None = None
    baseline: s.BaselineRef | None = None
    """The baseline against which the colours are judged."""
    summary: s.Prose
    claims: Claims
    override: Override | None = None
    path_to_green: PathToGreen | None = None
    achievements: tuple[s.Line, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    decisions_needed: tuple[s.Line, ...] = ()
    forecasts: tuple[ForecastThen, ...] = ()
    figures: FiguresThen | None = None
    change_since_last: MoneyChange | None = None


class Recommendation(Record):
    """What a review asks for."""

    kind: ClassVar[str] = "recommendation"

    id: s.Id
    what: s.Line
    owner: s.PersonRef | None = None
    due: s.Day | None = None
    closed_on: s.Day | None = None


class Review(Record):
    """An independent look at a project: a rating and recommendations."""

    kind: ClassVar[str] = "review"
    from_name: ClassVar[tuple[str, ...]] = ("id", "date")

    id: s.Id
    date: s.Day
    reviewer: s.Line
    scale: Literal["five_point", "three_point"] = "five_point"
    rating: Confidence
    summary: s.Prose | None = None
    recommendations: tuple[Recommendation, ...] = ()
