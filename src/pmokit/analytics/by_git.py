"""The facts that compare a record with its past in git, by module. A rule that names one needs the past."""

from __future__ import annotations

BY_GIT: dict[str, tuple[str, ...]] = {
    "history.altered": (
        "approval.altered_since",
        "change.altered_since",
        "baseline.altered_since",
        "review.altered_since",
        "meeting.altered_since",
    ),
    "history.altered_reports": ("report.altered_since", "decision.altered_since"),
    "history.deleted_editions": ("report.edition_deleted",),
    "history.deleted_requests": ("project.requests_deleted",),
    "history.entered_by": (
        "review.entered_by_manager",
        "examination.entered_by_manager",
        "dependency.delivered_by_giver",
    ),
    "history.exchanged": ("report.reviewer_exchanged", "examination.turned_since"),
    "history.frozen_again": ("period.frozen_again", "report.thawed"),
    "history.late_entries": (
        "report.backdated",
        "approval.backdated",
        "change.backdated",
        "baseline.backdated",
        "project.entered_late",
    ),
    "history.late_dates": (
        "milestone.actual_backdated",
        "dependency.acceptance_backdated",
        "risk.acceptance_backdated",
        "decision.backdated",
        "document.approval_backdated",
        "risk.closing_backdated",
        "issue.closing_backdated",
        "action.done_backdated",
    ),
    "history.late_files": (
        "review.backdated",
        "attestation.backdated",
        "portfolio_attestation.backdated",
        "waiver.backdated",
        "examination.backdated",
        "period.backdated",
    ),
    "history.late_minutes": ("meeting.recorded_late",),
    "history.late_closing": ("milestone.entered_afterwards", "recommendation.closed_afterwards"),
    "history.ledger_entries": (
        "booking.lowered_since",
        "booking.corrected_since",
        "project.bookings_removed",
    ),
    "history.moved_beyond": ("project.end_beyond", "project.tier_lowered"),
    "history.moved_terms": ("project.terms_moved", "project.terms_moved_at"),
    "history.removed": (
        "project.raid_removed",
        "project.raid_removed_from",
        "project.plan_removed",
        "project.plan_removed_from",
        "project.records_removed",
    ),
    "history.rewritten_plan": (
        "milestone.renamed_since",
        "milestone.gate_removed",
        "milestone.actual_moved",
        "dependency.terms_changed",
        "cost.treatment_changed",
        "benefit.eased_since",
    ),
    "history.rewritten_registers": (
        "risk.replaced_since",
        "issue.replaced_since",
        "issue.postponed_since",
        "risk.closed_at_once",
    ),
}
