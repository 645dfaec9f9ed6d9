"""Records of `reporting.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from pmokit.model import scalars as s
from pmokit.model.colour import Rag
from pmokit.model.record import Direction, Entry, Record


class Limits(Record):
    """From which value on something is amber or red, for projects of a tier."""

    amber_from: s.Number
    red_from: s.Number


class Threshold(Entry):
    """A fact of a project, and from which value on its dimension of status is amber or red.

    A dimension may have several; the worst of them is its colour.
    """

    kind: ClassVar[str] = "threshold"
    stricter: ClassVar[Mapping[str, Direction]] = {"amber_from": "less", "red_from": "less"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "measure", "unit", "says"))

    id: s.Id
    """The id by which other records refer to it."""
    dimension: Literal["schedule", "cost", "scope", "resources", "risks", "benefits"]
    """The dimension of the status that it colours."""
    title: s.Line
    """What readers see as its name, on one line."""
    measure: s.Line
    """What is measured, in words."""
    unit: s.Line
    """The unit of the value, such as `%` or `calendar days`."""
    value: s.Line
    """An expression over the project that gives a number; without a number the dimension is not assessed."""
    amber_from: s.Number
    """The value from which the dimension is amber."""
    red_from: s.Number
    """The value from which the dimension is red."""
    by_tier: dict[s.TierRef, Limits] = Field(default_factory=dict)
    """Other limits for projects of a tier."""
    says: s.Prose
    """The reason that is shown, with values in braces, such as `{value} days behind`."""


class RagMeaning(Record):
    """What a colour says."""

    rag: Rag
    """The colour."""
    meaning: s.Prose
    """What the colour means."""


class ScoreBand(Record):
    """The name of a risk score from a value upwards, and who may accept such a risk."""

    title: s.Line
    """The name of the band."""
    at_least: s.Count
    """The lowest score of the band."""
    accepts: tuple[s.RoleRef, ...] = ()
    """Roles whose holders may accept it. Voting members of the project's steering group always may."""


class Escalation(Entry):
    """What goes to a forum by itself once it has lasted too long, and what is asked of that forum."""

    kind: ClassVar[str] = "escalation"
    stricter: ClassVar[Mapping[str, Direction]] = {"after_days": "less", "answer_days": "less"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "says", "request"))

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    lasts: s.Prose
    """An expression over the project: for how many calendar days it has lasted; absent while it does not."""
    after_days: s.Count
    """From how many days on it is escalated."""
    answer_days: s.Count
    """Calendar days within which the forum must resolve it."""
    to: Literal["steering", "above"] = "steering"
    """The forum that steers the project, or the one to which that one escalates."""
    says: s.Prose
    """What is escalated, with values in braces; `{value}` is the number of days."""
    request: s.Line
    """What the forum is asked to do."""


class SeverityWeights(Record):
    """What a rule of each severity counts in the compliance of a project."""

    error: s.Count
    """What a rule of the severity `error` counts."""
    warning: s.Count
    """What a rule of the severity `warning` counts."""
    note: s.Count
    """What a rule of the severity `note` counts."""


class Reporting(Entry):
    """Periods, colours, thresholds and bands: `reporting.yaml`."""

    stricter: ClassVar[Mapping[str, Direction]] = {
        "period_days": "less",
        "due_after_days": "less",
        "cut_off_days": "less",
        "fresh_days": "less",
        "silent_days": "less",
        "spend_tolerance_percent": "less",
        "risk_review_days": "less",
        "rescored_days": "less",
        "large_risk_percent": "less",
        "issue_days": "less",
        "review_days": "more",
        "recommendation_days": "less",
        "measured_days": "less",
        "realised_percent": "more",
        "hold_days": "less",
        "compared_reports": "more",
        "compared_words": "less",
        "repeated_percent": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(
        ("first_period", "meanings", "ahead_days", "ahead_days_of_digests", "ahead_periods")
    )

    first_period: s.Day
    """The last day of the first reporting period."""
    period_days: s.Positive
    """The length of a reporting period in days."""
    due_after_days: s.Count
    """Calendar days after the period's last day by which a report is due."""
    cut_off_days: s.Count
    """Calendar days after the period's last day from which its reports are frozen."""
    fresh_days: s.Count
    """How old the data date of a report may be when it is submitted."""
    silent_days: s.Count
    """From how many days on a milestone that moved must be mentioned in the report."""
    spend_tolerance_percent: s.Percent
    """By how many percent the cost recorded by finance may exceed the cost in a report."""
    risk_review_days: s.Count
    """The longest time in calendar days until the next review of an open risk."""
    rescored_days: s.Count
    """Calendar days after the last step of its response by which a risk is assessed again."""
    large_risk_percent: s.Percent
    """From which share of the budget on, in percent, the cost of a risk is a high impact."""
    issue_days: s.Count
    """For how many calendar days an issue may be open."""
    review_days: s.Count
    """For how many calendar days a review without recommendations counts against a better status."""
    recommendation_days: s.Count
    """Calendar days after a review by which its recommendations are to be implemented."""
    measured_days: s.Count
    """Calendar days after the due date of a benefit by which it is measured."""
    realised_percent: s.Percent
    """From which share of the improvement on, in percent, a benefit counts as realised."""
    hold_days: s.Count
    """For how many calendar days a project on hold may go without a decision, a review or a report."""
    compared_reports: s.Count
    """With how many earlier reports of the project the summary of a report is compared."""
    compared_words: s.Count
    """A summary of fewer words is not compared: two short sentences are easily alike."""
    repeated_percent: s.Percent
    """From which share of words in the same order a summary counts as repeated."""
    ahead_days: s.Count
    """Calendar days ahead of which pages show what is coming, and a new report its next steps."""
    ahead_days_of_digests: s.Count
    """The same for the digest of a person: things further away come in a later one."""
    ahead_periods: s.Count
    """For how many periods ahead a calendar shows the reports that fall due."""
    severity_weights: SeverityWeights
    """What a rule of each severity counts in compliance."""
    meanings: tuple[RagMeaning, ...]
    """What each colour means."""
    thresholds: tuple[Threshold, ...] = ()
    """The values from which a dimension is amber or red."""
    risk_bands: tuple[ScoreBand, ...] = ()
    """The names of risk scores, from the lowest to the highest."""
    escalations: tuple[Escalation, ...] = ()
    """What is escalated to a forum, and when."""
