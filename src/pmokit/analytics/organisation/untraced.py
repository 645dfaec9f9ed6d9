"""Whether what a meeting decided reached the record that it is about."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.meeting import MeetingDecision
from pmokit.model.reason import Reason, reason
from pmokit.words.wording import label


@fact("resolution", "untraced", REASON.maybe(), needs=("changes", "gates", "raid"))
def untraced(decision: MeetingDecision, run: Run) -> Reason | None:
    """Where a meeting's decision did not reach the record that it changes, in words; None if it did, or if
    it changes none."""
    project = run.project(decision.project) if decision.project else None
    if project is None or decision.outcome not in _TRACED:
        return None
    wanted, broken = _TRACED[decision.outcome], run.folder(project.id).broken
    if decision.change is not None and "changes" not in broken:
        states = {change.id: change.state for change in project.changes}
        state = states.get(decision.change)
        if state in wanted:
            return None
        return _untraced("change", decision.change, state)
    if decision.decision is not None and "raid" not in broken:
        known = {item.id: item.state for item in project.raid.decisions}
        taken = known.get(decision.decision)
        return None if taken == "decided" else _untraced("decision", decision.decision, taken)
    if decision.gate is not None and "gates" not in broken:
        outcomes = {approval.gate: approval.decision for approval in project.gates}
        outcome = outcomes.get(decision.gate)
        return None if outcome in wanted else _untraced("gate", decision.gate, outcome)
    return None


def _untraced(kind: str, record: str, state: str | None) -> Reason:
    """The record that a decision did not reach, by its id, and the state that it is in, if it exists."""
    if state is None:
        return reason(f"{kind}-not-recorded", id=record)
    return reason(f"{kind}-untraced", id=record, state=label(state))


_TRACED: dict[str, tuple[str, ...]] = {
    "approved": ("approved", "approved_with_conditions"),
    "approved_with_conditions": ("approved", "approved_with_conditions"),
    "rejected": ("rejected", "withdrawn", "rework", "stopped"),
}
"""What the record may say after each outcome of a meeting; other outcomes change no record."""
