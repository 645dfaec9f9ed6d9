"""Where each fact is declared: the index that rules, views and exports look into.

Nothing of analytics is imported here. A module is imported when something names one of its facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from pmokit.analytics.fact import AnyFact, declared

Key = tuple[str, str]
"""The kind of a record and the name of a fact."""

INDEX: dict[str, tuple[str, ...]] = {
    "compliance.attestations": (
        "project.unattested",
        "attestation.without_role",
        "portfolio_attestation.without_role",
        "clause.due_on",
    ),
    "compliance.examination": ("examination.refused",),
    "compliance.waiver_terms": (
        "waiver.ends",
        "waiver.used_percent",
        "waiver.days_too_many",
        "waiver.without_authority",
    ),
    "finance.project_cost": (
        "project.budget",
        "project.lines_budget",
        "project.actual_cost",
        "project.forecast_cost",
        "project.overrun_percent",
    ),
    "finance.realisation": ("benefit.reached_percent",),
    "finance.ledger": (
        "report.booked",
        "report.overbooked",
        "project.ledger_dispute",
        "booking.idle_percent",
        "booking.spent_percent",
        "booking.phase_number",
    ),
    "finance.reported_figures": (
        "report.lines_forecast",
        "report.lines_actual",
        "report.budget_moved",
        "report.actual_fallen",
        "report.same_actual",
        "report.same_as_budget",
    ),
    "finance.approved_budget": (
        "project.budget_baseline",
        "project.budget_dispute",
    ),
    "finance.contingency": (
        "cost.is_contingency",
        "project.drawn",
        "project.contingency_taken",
    ),
    "lifecycle.gate_decisions": (
        "task.before_gate",
        "milestone.before_gate",
        "approval.late_days",
        "approval.expires_on",
        "approval.criteria_unmet",
        "evidence.moved",
        "evidence.loose",
    ),
    "lifecycle.order_of_gates": (
        "approval.before_earlier",
        "evidence.approved_later",
    ),
    "lifecycle.progress": (
        "project.phase",
        "project.phase_number",
        "project.next_gate",
        "project.gates_skipped",
    ),
    "lifecycle.required_documents": (
        "project.documents_missing",
        "project.documents_unapproved",
    ),
    "organisation.assignments": (
        "project.roles_unfilled",
        "project.roles_clashing",
    ),
    "organisation.authority": (
        "approval.without_authority",
        "approval.conflicting_role",
        "change.without_authority",
        "change.beyond_delegation",
        "risk.accepted_beyond",
    ),
    "organisation.minutes": (
        "approval.contradicted",
        "change.contradicted",
        "decision.contradicted",
        "approval.minuted_in",
        "change.minuted_in",
        "decision.minuted_in",
        "approval.after_deferral",
        "approval.unminuted",
        "change.unminuted",
        "decision.unminuted",
        "project.state_unminuted",
    ),
    "organisation.minuted_figures": ("change.granted_otherwise",),
    "organisation.quorum": (
        "approval.quorum_missing",
        "meeting.voters_present",
    ),
    "organisation.untraced": ("resolution.untraced",),
    "organisation.approval_standing": ("approval.standing",),
    "reporting.claimed_status": (
        "report.worst_part",
        "report.improved_without_cause",
        "report.improved_part",
        "report.unexplained_part",
        "report.override_refused",
        "report.override_days_too_many",
        "report.overrides_in_row",
    ),
    "reporting.closed_periods": (
        "project.reports_lost",
        "report.edited",
        "report.not_frozen",
        "portfolio_file.periods_open",
    ),
    "reporting.credibility": (
        "project.skipped_periods",
        "report.still_red",
        "report.slip_till_now",
        "report.overrun_till_now",
        "report.incomplete",
        "report.late_days",
        "report.is_last",
        "report.figures_wrong",
        "report.finish",
        "report.previous",
    ),
    "reporting.duties": (
        "project.last_report",
        "project.report_overdue_days",
    ),
    "reporting.forecast_quality": (
        "project.forecast_bias",
        "project.forecast_instability",
        "project.green_missed_percent",
    ),
    "reporting.frozen_figures": (
        "report.frozen_slip_days",
        "report.frozen_overrun_percent",
        "report.frozen_overdue_days",
        "report.delay_shown",
        "report.overrun_shown",
    ),
    "reporting.independence": (
        "review.conflicting_role",
        "report.reviewer_role",
        "report.author_outside",
    ),
    "reporting.reviews": (
        "report.review_gap",
        "report.review_said",
        "report.review_in_force",
        "recommendation.raised_on",
        "recommendation.repeated_in",
        "project.review_overdue_days",
    ),
    "reporting.unwatched": (
        "project.periods_before_reports",
        "project.unwatched_days",
    ),
    "reporting.milestone_table": (
        "milestone_forecast.past_days",
        "milestone_forecast.reached_otherwise",
        "milestone_forecast.reopened",
        "milestone_forecast.missed_unannounced",
        "milestone_forecast.planned_later",
        "report.milestones_left_out",
        "project.milestones_dropped",
    ),
    "reporting.narrative": (
        "report.moved_silently",
        "report.achieved_open",
        "report.said_reached",
        "report.said_open",
        "report.trouble",
        "report.same_progress",
    ),
    "reporting.repeated_text": (
        "report.repeats",
        "report.reuses",
        "report.achieved_before",
        "report.same_comments",
        "report.path_postponed",
        "next_step.postponed",
    ),
    "risk.scoring": (
        "risk.score",
        "risk.band",
    ),
    "schedule.baselines": (
        "baseline.follows",
        "baseline.moved_beyond",
        "baseline.cost_beyond",
        "milestone.approved_date",
        "milestone.approved_in",
        "project.pending_days",
        "project.pending_cost",
        "project.baselines_lost",
        "report.baseline_then",
    ),
    "schedule.reached": (
        "milestone.open_before",
        "milestone.open_in_report",
        "milestone.too_early",
        "task.finished_before",
    ),
    "schedule.slips": (
        "milestone.date",
        "milestone.slip_days",
        "milestone.overdue_days",
        "project.finish_forecast",
        "project.finish_slip_days",
        "project.worst_slip_days",
        "project.worst_milestone",
    ),
}
"""The facts of each module, by the kind of the record and the name."""


class Facts(Mapping[Key, AnyFact]):
    """All facts of analytics, each imported when it is asked for, and those that a methodology defines."""

    def __init__(self, own: Iterable[AnyFact] = ()) -> None:
        self._own = {fact.key: fact for fact in own}
        self._modules: dict[Key, str] = dict.fromkeys(self._own, "")
        for module, facts in INDEX.items():
            for entry in facts:
                kind, _, name = entry.partition(".")
                self._modules[kind, name] = f"pmokit.analytics.{module}"

    def __getitem__(self, key: Key) -> AnyFact:
        return self._own.get(key) or declared(import_module(self._modules[key]))[key]

    def __contains__(self, key: object) -> bool:
        return key in self._modules

    def __iter__(self) -> Iterator[Key]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


FACTS = Facts()
