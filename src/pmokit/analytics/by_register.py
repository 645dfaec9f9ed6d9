"""The facts that find one thing in two entries, by module."""

from __future__ import annotations

BY_REGISTER: dict[str, tuple[str, ...]] = {
    "registers.twins": (
        "milestone.twin",
        "dependency.twin",
        "cost.twin",
        "booking.twin",
        "drawdown.twin",
        "benefit.twin",
        "action.twin",
        "decision.twin",
        "assumption.twin",
        "document.twin",
        "recommendation.twin",
        "assignment.twin",
    ),
    "registers.shared_twins": (
        "contract.twin",
        "supplier.twin",
        "person.twin",
        "portfolio_file.projects_twice",
        "portfolio_file.texts_twice",
    ),
    "registers.changes": ("change.refused_before", "change.twin", "change.together_beyond_forum"),
    "registers.dated_twice": ("baseline.dated_twice", "report.dated_twice"),
    "registers.scope": ("project.scope_contradicted",),
}
