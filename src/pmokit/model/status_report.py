"""What was claimed and what was found: status reports and assurance reviews."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.colour import Confidence, Rag
from pmokit.model.record import Record

DIMENSIONS = ("overall", "schedule", "cost", "scope", "resources", "risks", "benefits")


class Claim(Record):
    """A colour and why."""

    rag: Rag
    """The reported colour."""
    comment: s.Prose | None = None
    """Why it has this colour."""


class Claims(Record):
    """The colours that the report's author claims."""

    overall: Claim
    """The status of the project as a whole."""
    schedule: Claim | None = None
    """The status of the dates."""
    cost: Claim | None = None
    """The status of the cost."""
    scope: Claim | None = None
    """The status of the scope."""
    resources: Claim | None = None
    """The status of people and other resources."""
    risks: Claim | None = None
    """The status of the risks."""
    benefits: Claim | None = None
    """The status of the benefits."""


class NextStep(Record):
    """What will be done next, by whom and when."""

    kind: ClassVar[str] = "next_step"

    what: s.Line
    """What will be done."""
    owner: s.PersonRef | None = None
    """The person who does it."""
    due: s.Day | None = None
    """The due date."""


class PathToGreen(Record):
    """How a project that is amber or red gets back to green."""

    what: s.Prose
    """What must happen for the status to be green."""
    owner: s.PersonRef | None = None
    """The person who makes it happen."""
    due: s.Day | None = None
    """The date by which the status is to be green."""


class Override(Record):
    """A claim that departs from the derived status, with a reason, an approver and an end."""

    reason: s.Prose
    """Why the reported status differs from the calculated one."""
    approved_by: s.PersonRef
    """The person who approved it."""
    until: s.Day
    """The last day on which it is valid."""


class ForecastThen(Record):
    """A milestone as it was forecast on the day of the report."""

    kind: ClassVar[str] = "milestone_forecast"

    milestone: s.MilestoneRef
    """The milestone."""
    forecast: s.Day
    """Its forecast date on the day of the report."""
    actual: s.Day | None = None
    """The day on which it was reached, if it was."""


class FiguresThen(Record):
    """The money as it was on the day of the report."""

    budget: s.Amount | None = None
    """The approved budget on that day."""
    actual: s.Amount | None = None
    """The actual cost up to that day."""
    forecast: s.Amount | None = None
    """The forecast cost at completion on that day."""


class MoneyChange(Record):
    """The change since the last report, as the author states it."""

    days: s.Number | None = None
    """By how many days the last milestone has moved; negative if it is earlier."""
    money: s.Amount | None = None
    """By how much the cost forecast has changed; negative if it is lower."""


class Report(Record):
    """The status of a project for one period: `reports/<period>.yaml`.

    Frozen at the cut-off: then corrected only by another edition, `reports/<period>-2.yaml`, which
    supersedes it.
    """

    kind: ClassVar[str] = "report"
    happened: ClassVar[tuple[str, ...]] = ("as_on", "submitted_on")
    from_name: ClassVar[tuple[str, ...]] = ("id", "period", "edition")

    id: s.Id
    """The period and the edition, from the name of the file."""
    period: s.Day
    """The last day of the reporting period."""
    edition: s.Count
    """1 for what was sent first; each further one supersedes the one before."""
    correction: s.Prose | None = None
    """What was wrong in the edition that this one supersedes."""
    as_on: s.Day
    """The day up to which the facts in this report are complete."""
    submitted_on: s.Day
    """The day on which it was submitted."""
    author: s.PersonRef
    """The person who wrote it."""
    reviewed_by: s.PersonRef | None = None
    """The person who reviewed it before it was submitted."""
    baseline: s.BaselineRef | None = None
    """The baseline against which the colours are judged."""
    summary: s.Prose
    """What happened, where the project is and what comes next."""
    claims: Claims
    """The reported status, by dimension."""
    override: Override | None = None
    """The approval of a status that differs from the calculated one."""
    path_to_green: PathToGreen | None = None
    """How the project returns to green."""
    achievements: tuple[s.Line, ...] = ()
    """What was achieved in the period."""
    next_steps: tuple[NextStep, ...] = ()
    """What is done next."""
    decisions_needed: tuple[s.Line, ...] = ()
    """What a forum must decide."""
    forecasts: tuple[ForecastThen, ...] = ()
    """The forecast dates of the milestones on the day of the report."""
    figures: FiguresThen | None = None
    """The money on the day of the report."""
    change_since_last: MoneyChange | None = None
    """What has changed since the report before."""


class Recommendation(Record):
    """What a review recommends."""

    kind: ClassVar[str] = "recommendation"
    happened: ClassVar[tuple[str, ...]] = ("closed_on",)

    id: s.Id
    """The id by which other records refer to it."""
    what: s.Line
    """What the review recommends."""
    owner: s.PersonRef | None = None
    """The person who implements it."""
    due: s.Day | None = None
    """The due date."""
    closed_on: s.Day | None = None
    """The day on which it was implemented."""


class Review(Record):
    """An independent look at a project: a rating and recommendations."""

    kind: ClassVar[str] = "review"
    happened: ClassVar[tuple[str, ...]] = ("date",)
    from_name: ClassVar[tuple[str, ...]] = ("id", "date")

    id: s.Id
    """The date of the review, from the name of the file."""
    date: s.Day
    """The day of the review, from the name of the file."""
    reviewer: s.Line
    """Who reviewed the project."""
    reviewed_by: s.PersonRef | None = None
    """The same as a person of the directory, if the reviewer is one."""
    scale: Literal["five_point", "three_point"] = "five_point"
    """Whether the rating has five steps or three."""
    rating: Confidence
    """The rating."""
    summary: s.Prose | None = None
    """What the review found."""
    recommendations: tuple[Recommendation, ...] = ()
    """What the review recommends."""
