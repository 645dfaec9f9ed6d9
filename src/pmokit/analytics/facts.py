"""The facts that rules, views and exports may name beside the fields of a record.

One typed table. `needs` are the parts that a fact reads, so that nobody judges by it while one of
them cannot be read. A fact is computed only where something names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pmokit.analytics.compliance import attestations, waiver_terms
from pmokit.analytics.finance import project_cost
from pmokit.analytics.lifecycle import gate_decisions, progress, required_documents
from pmokit.analytics.organisation import assignments, authority
from pmokit.analytics.reporting import closed_periods, credibility, duties
from pmokit.analytics.risk import scoring
from pmokit.analytics.schedule import slips
from pmokit.model.anatomy import Type
from pmokit.model.methodology.lifecycle import Gate, Phase
from pmokit.model.status_report import Report


class Fact(NamedTuple):
    """A number about one record: what it is, its type, how it is found, what it reads."""

    title: str
    type: Type
    function: Callable[..., Any]
    needs: tuple[str, ...] = ()
    of_project: bool = False
    """Whether the function wants the project as well, as its third argument."""


_NUMBER, _DAY, _MONEY, _TEXT = Type("number"), Type("day"), Type("money"), Type("text")
_PHASE = Type("text", ref=Phase.kind)
_GATE = Type("text", ref=Gate.kind)
_TEXTS, _FLAG = Type("list", item=Type("text")), Type("flag")
_PEOPLE = ("people", "roles", "team", "charter")
_LIFECYCLE = ("lifecycle", "tiers", "gates", "charter")

FACTS: dict[tuple[str, str], Fact] = {
    ("milestone", "date"): Fact("Actual date, else forecast", _DAY, slips.milestone_date),
    ("milestone", "slip_days"): Fact("Days behind the baseline", _NUMBER.maybe(), slips.slip_days),
    ("milestone", "overdue_days"): Fact(
        "Days past the forecast without having been reached", _NUMBER, slips.overdue_days
    ),
    ("project", "phase"): Fact("Phase, from the gate approvals", _PHASE, progress.phase, _LIFECYCLE),
    ("project", "phase_number"): Fact(
        "Position of the phase, from 1", _NUMBER, progress.phase_number, _LIFECYCLE
    ),
    ("project", "next_gate"): Fact(
        "Next gate of the project's tier", _GATE.maybe(), progress.next_gate, _LIFECYCLE
    ),
    ("project", "gates_skipped"): Fact(
        "Gates passed over without an approval", _NUMBER, progress.gates_skipped, _LIFECYCLE
    ),
    ("project", "finish_forecast"): Fact("Expected end", _DAY.maybe(), slips.finish_forecast, ("schedule",)),
    ("project", "finish_slip_days"): Fact(
        "Days behind the approved end", _NUMBER.maybe(), slips.finish_slip_days, ("schedule",)
    ),
    ("project", "worst_slip_days"): Fact(
        "Largest slip of an open milestone", _NUMBER.maybe(), slips.worst_slip_days, ("schedule",)
    ),
    ("project", "worst_milestone"): Fact(
        "The open milestone with the largest slip", _TEXT, slips.worst_milestone, ("schedule",)
    ),
    ("project", "budget"): Fact("Approved budget", _MONEY.maybe(), project_cost.budget, ("finance",)),
    ("project", "lines_budget"): Fact(
        "Sum of the budget lines", _MONEY, project_cost.lines_budget, ("finance",)
    ),
    ("project", "actual_cost"): Fact("Spent so far", _MONEY.maybe(), project_cost.actual, ("finance",)),
    ("project", "forecast_cost"): Fact(
        "Expected cost at completion", _MONEY.maybe(), project_cost.forecast, ("finance",)
    ),
    ("project", "overrun_percent"): Fact(
        "Expected cost above budget, in percent", _NUMBER.maybe(), project_cost.overrun_percent, ("finance",)
    ),
    ("project", "last_report"): Fact(
        "Report of the latest period",
        Type("record", optional=True, record=Report),
        duties.last_report,
        ("reports",),
    ),
    ("project", "report_overdue_days"): Fact(
        "Days for which a report is overdue",
        _NUMBER,
        duties.report_overdue_days,
        ("reports", "reporting", "tiers"),
    ),
    ("risk", "score"): Fact("Likelihood times impact", _NUMBER, scoring.score),
    ("risk", "band"): Fact("Band of the score", _TEXT, scoring.band, ("reporting",)),
    ("project", "roles_unfilled"): Fact(
        "Roles of its tier that nobody active holds", _TEXTS, assignments.roles_unfilled, (*_PEOPLE, "tiers")
    ),
    ("project", "roles_clashing"): Fact(
        "Who holds two roles that must be apart", _TEXTS, assignments.roles_clashing, _PEOPLE
    ),
    ("project", "unattested"): Fact(
        "Clauses that somebody must look at again",
        _TEXTS,
        attestations.unattested,
        ("attestations", "standards"),
    ),
    ("project", "documents_missing"): Fact(
        "Documents of phases left that are not approved",
        _TEXTS,
        required_documents.documents_missing,
        ("artefacts", *_LIFECYCLE),
    ),
    ("task", "before_gate"): Fact(
        "The gate without which its work has begun",
        _TEXT.maybe(),
        gate_decisions.task_before_gate,
        _LIFECYCLE,
        True,
    ),
    ("milestone", "before_gate"): Fact(
        "The gate without which it was reached",
        _TEXT.maybe(),
        gate_decisions.milestone_before_gate,
        _LIFECYCLE,
        True,
    ),
    ("approval", "without_authority"): Fact(
        "Why whoever decided could not",
        _TEXT.maybe(),
        authority.without_authority,
        ("lifecycle", "forums", *_PEOPLE),
        True,
    ),
    ("approval", "conflicting_role"): Fact(
        "The role that keeps whoever decided from deciding",
        _TEXT.maybe(),
        authority.conflicting_role,
        ("lifecycle", *_PEOPLE),
        True,
    ),
    ("approval", "quorum_missing"): Fact(
        "How far the meeting was from its quorum",
        _TEXT.maybe(),
        authority.quorum_missing,
        ("forums", "meetings", *_PEOPLE),
        True,
    ),
    ("approval", "verified"): Fact(
        "Whether git shows the decider's signature or review", _FLAG, authority.verified, ("people",), True
    ),
    ("approval", "late_days"): Fact(
        "Days after the first work of the phase",
        _NUMBER,
        gate_decisions.late_days,
        ("lifecycle", "schedule"),
        True,
    ),
    ("approval", "expires_on"): Fact(
        "Last day of validity", _DAY.maybe(), gate_decisions.expires_on, ("lifecycle",)
    ),
    ("approval", "criteria_unmet"): Fact(
        "Documents and checks that were not there",
        _TEXTS,
        gate_decisions.documents_unmet,
        ("lifecycle", "artefacts", "charter", "attestations"),
        True,
    ),
    ("change", "without_authority"): Fact(
        "Who decided it without a seat",
        _TEXT.maybe(),
        authority.change_without_authority,
        ("forums", *_PEOPLE),
        True,
    ),
    ("change", "beyond_delegation"): Fact(
        "Who approved it alone beyond her limits",
        _TEXT.maybe(),
        authority.beyond_delegation,
        _PEOPLE,
        True,
    ),
    ("risk", "accepted_beyond"): Fact(
        "Who accepted it without the authority",
        _TEXT.maybe(),
        authority.accepted_beyond,
        ("reporting", "forums", "lifecycle", "programmes", *_PEOPLE),
        True,
    ),
    ("evidence", "moved"): Fact(
        "What became of the document since",
        _TEXT.maybe(),
        gate_decisions.is_moved,
        ("artefacts", "charter"),
        True,
    ),
    ("evidence", "loose"): Fact(
        "Whether no version or fingerprint is noted", _FLAG, gate_decisions.is_loose, ("artefacts",), True
    ),
    ("attestation", "without_role"): Fact(
        "The role that whoever attested did not hold",
        _TEXT.maybe(),
        attestations.without_role,
        ("standards", "lifecycle", *_PEOPLE),
        True,
    ),
    ("portfolio_attestation", "without_role"): Fact(
        "The role that whoever attested did not hold",
        _TEXT.maybe(),
        attestations.department_without_role,
        ("standards", *_PEOPLE),
    ),
    ("clause", "due_on"): Fact(
        "When it must be attested again", _DAY.maybe(), attestations.due_on, ("attestations",)
    ),
    ("resolution", "untraced"): Fact(
        "Where it did not reach the record that it changes",
        _TEXT.maybe(),
        authority.untraced,
        ("changes", "gates", "raid"),
    ),
    ("meeting", "voters_present"): Fact(
        "Voting members who were there", _NUMBER.maybe(), authority.voters_present, ("forums", *_PEOPLE)
    ),
    ("waiver", "ends"): Fact("Last day, extensions included", _DAY, waiver_terms.ends),
    ("waiver", "used_percent"): Fact("Share of its time that has passed", _NUMBER, waiver_terms.used_percent),
    ("waiver", "days_too_many"): Fact(
        "Days beyond what the method allows", _NUMBER, waiver_terms.days_too_many, ("roles", "rules")
    ),
    ("waiver", "without_authority"): Fact(
        "Who gave it without a role that may",
        _TEXT.maybe(),
        waiver_terms.without_authority,
        (*_PEOPLE, "rules"),
    ),
    ("project", "skipped_periods"): Fact(
        "Periods without a report between two with one",
        Type("list", item=_DAY),
        credibility.skipped_periods,
        ("reports", "reporting", "tiers"),
    ),
    ("project", "reports_lost"): Fact(
        "Frozen reports that are gone, or superseded and edited",
        _TEXTS,
        closed_periods.reports_lost,
        ("reports", "periods"),
    ),
    ("project", "baselines_lost"): Fact(
        "Gaps in the numbers of baselines", _TEXTS, slips.baselines_lost, ("baselines",)
    ),
    ("report", "edited"): Fact(
        "The day on which its period was closed, if it says something else now",
        _DAY.maybe(),
        closed_periods.edited,
        ("periods",),
        True,
    ),
    ("report", "still_red"): Fact(
        "Whether it and all later ones claim red", _FLAG, credibility.still_red, ("reports",), True
    ),
    ("report", "slip_till_now"): Fact(
        "Smallest slip that it and all later ones show",
        _NUMBER.maybe(),
        credibility.slip_till_now,
        ("reports", "baselines", "schedule"),
        True,
    ),
    ("report", "overrun_till_now"): Fact(
        "Smallest overrun that it and all later ones show",
        _NUMBER.maybe(),
        credibility.overrun_till_now,
        ("reports",),
        True,
    ),
    ("report", "incomplete"): Fact(
        "Parts that it lacks",
        _TEXTS,
        credibility.incomplete,
        ("finance", "baselines", "schedule"),
        True,
    ),
    ("report", "late_days"): Fact(
        "Days after it was due, in its first edition",
        _NUMBER,
        credibility.late_days,
        ("reporting", "reports"),
        True,
    ),
    ("report", "is_last"): Fact(
        "Whether it is of the latest period", _FLAG, credibility.is_last, ("reports",), True
    ),
    ("report", "frozen_slip_days"): Fact(
        "Largest slip by its own forecasts",
        _NUMBER.maybe(),
        credibility.frozen_slip_days,
        ("baselines", "schedule"),
        True,
    ),
    ("report", "frozen_overrun_percent"): Fact(
        "Overrun by its own figures", _NUMBER.maybe(), credibility.frozen_overrun_percent, ()
    ),
    ("report", "repeats"): Fact(
        "The earlier report that it repeats", _TEXT.maybe(), credibility.repeats, ("reports",), True
    ),
    ("report", "moved_silently"): Fact(
        "Milestones that moved without a word",
        _TEXTS,
        credibility.moved_silently,
        ("reports", "schedule", "reporting"),
        True,
    ),
    ("report", "figures_wrong"): Fact(
        "What in its figures cannot be", _TEXT.maybe(), credibility.figures_wrong, ("baselines",), True
    ),
    ("report", "change_wrong"): Fact(
        "Where the stated change is not the difference",
        _TEXT.maybe(),
        credibility.change_wrong,
        ("reports",),
        True,
    ),
    ("report", "booked"): Fact(
        "What finance booked, where it says less",
        _TEXT.maybe(),
        credibility.booked,
        ("finance", "reporting"),
        True,
    ),
    ("report", "review_gap"): Fact(
        "Steps by which the last review is below the claim",
        _NUMBER,
        credibility.review_gap,
        ("reviews",),
        True,
    ),
    ("report", "review_said"): Fact(
        "The last review before it", _TEXT, credibility.review_said, ("reviews",), True
    ),
}
