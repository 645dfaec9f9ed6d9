"""Records of `reporting.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.methodology.report_limits import ForecastQuality, OverrideLimits, Vocabulary
from pmokit.model.methodology.thresholds import RagMeaning, ScoreBand, Threshold
from pmokit.model.record import Direction, Entry, Record


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
        "silent_cost_percent": "less",
        "spend_tolerance_percent": "less",
        "risk_review_days": "less",
        "rescored_days": "less",
        "large_risk_percent": "less",
        "issue_days": "less",
        "review_days": "more",
        "recommendation_days": "less",
        "measured_days": "less",
        "realised_percent": "more",
        "booking_days": "less",
        "figures_days": "less",
        "forecast_tolerance_percent": "less",
        "early_spend_percent": "less",
        "settling_days": "less",
        "idle_spend_percent": "less",
        "unchanged_reports": "less",
        "slip_limit_days": "less",
        "cost_tolerance_percent": "less",
        "baseline_days": "less",
        "approved_tolerance_days": "less",
        "change_days": "less",
        "minutes_days": "less",
        "answer_meetings": "less",
        "close_days": "less",
        "correction_days": "less",
        "entry_days": "less",
        "backdated_days": "less",
        "hold_days": "less",
        "overdue_days": "less",
        "known_days": "less",
        "unannounced_days": "less",
        "stuck_percent": "less",
        "stuck_days": "less",
        "progress_gap_percent": "less",
        "repeated_reports": "less",
        "confirm_days": "less",
        "compared_reports": "more",
        "compared_words": "less",
        "repeated_percent": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(
        ("first_period", "meanings", "vocabulary", "ahead_days", "ahead_days_of_digests", "ahead_periods")
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
    silent_cost_percent: s.Percent
    """By more than how many percent a forecast of cost falls that must be explained in the report."""
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
    booking_days: s.Count
    """Calendar days after its data date by which finance has recorded a cost, where the entry of the
    ledger does not say when."""
    figures_days: s.Count
    """How many calendar days old the data date of `finance.yaml` may be."""
    forecast_tolerance_percent: s.Percent
    """By how many percent the forecast of the last report may be below that of the budget lines."""
    early_spend_percent: s.Percent
    """The share of the budget that may be spent before the executing phase is approved."""
    settling_days: s.Count
    """Calendar days for which invoices may still arrive after a project has ended or was put on hold."""
    idle_spend_percent: s.Percent
    """The share of the budget that may be spent after these days."""
    unchanged_reports: s.Positive
    """In how many successive reports the same figures are an indication that nobody updates them."""
    slip_limit_days: s.Count
    """From how many days of slip on a milestone needs a change request."""
    cost_tolerance_percent: s.Percent
    """By how many percent the forecast may exceed the budget of a project without a tolerance of its own."""
    baseline_days: s.Count
    """Calendar days within which baseline, plan and reports follow an approved change."""
    approved_tolerance_days: s.Count
    """By how many days more than approved a baseline may move a milestone: the next working day is meant."""
    change_days: s.Count
    """Calendar days within which a change request without a date for the decision is decided."""
    minutes_days: s.Count
    """Calendar days within which a meeting is recorded."""
    answer_meetings: s.Positive
    """By which of the meetings after it was raised a forum has answered an issue that was escalated to it."""
    close_days: s.Count
    """Calendar days after its cut-off within which a period is closed."""
    correction_days: s.Count
    """Calendar days after it was first committed within which an entry may be corrected or removed."""
    entry_days: s.Count
    """Calendar days within which reports and decisions are committed, after the cut-off or the decision."""
    backdated_days: s.Count
    """From how many days on between the decision and its commit the date is in doubt."""
    hold_days: s.Count
    """For how many calendar days a project on hold may go without a decision, a review or a report."""
    overdue_days: s.Count
    """For how many calendar days the forecast of an open milestone may lie in the past."""
    known_days: s.Count
    """From how many calendar days after a milestone was reached on a report must know."""
    unannounced_days: s.Positive
    """From how many days on a move is noted that became known only when the date had passed."""
    stuck_percent: s.Percent
    """From which progress on a task counts as nearly done."""
    stuck_days: s.Count
    """For how many calendar days after its planned finish a task may remain nearly done."""
    progress_gap_percent: s.Percent
    """By how much the share of the budget spent may exceed the share of milestones reached, in points."""
    confirm_days: s.Count
    """Calendar days within which a receiving project accepts or rejects a delivery."""
    compared_reports: s.Count
    """With how many earlier reports of the project the summary of a report is compared."""
    compared_words: s.Count
    """A summary of fewer words is not compared: two short sentences are easily alike."""
    repeated_percent: s.Percent
    """From which share of words in the same order a summary counts as repeated."""
    repeated_reports: s.Positive
    """In how many successive reports the same step, comment or progress is one that does not move."""
    vocabulary: Vocabulary
    """The words by which rules about texts recognise what is said."""
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
    overrides: OverrideLimits | None = None
    """The limits of overrides; none if absent."""
    forecast_quality: ForecastQuality | None = None
    """How the quality of forecasts is measured; not at all if absent."""
    examiners: tuple[s.RoleRef, ...] = ()
    """The roles whose holders may examine a finding and reject it."""
    risk_bands: tuple[ScoreBand, ...] = ()
    """The names of risk scores, from the lowest to the highest."""
    escalations: tuple[Escalation, ...] = ()
    """What is escalated to a forum, and when."""
