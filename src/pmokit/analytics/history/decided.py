"""What a decided record says that nobody changes afterwards: decisions, dates, amounts, ratings."""

from __future__ import annotations

from typing import Any, NamedTuple

from pmokit.analytics.history.earlier import reference
from pmokit.model.control import Baseline, Change, GateApproval
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.status_report import Review
from pmokit.words.catalogue import say


class Key(NamedTuple):
    """What is said: a field, in a list that of an entry, known by its id or text."""

    field: str
    of: str = ""

    def __str__(self) -> str:
        field = f"`{self.field}`"
        return say("reason.field-of", field=field, entry=self.of) if self.of else field


Facts = dict[Key, Any]
"""What a record says that must not be changed; None where it is empty."""

DECIDED_ON = Key("decided_on")


def of_approval(approval: GateApproval) -> Facts | None:
    """What counts of a gate decision."""
    return {
        DECIDED_ON: approval.decided_on,
        Key("decision"): approval.decision,
        Key("decided_by"): reference(approval.decided_by),
        Key("forum"): reference(approval.forum),
        Key("meeting"): reference(approval.meeting),
        Key("valid_until"): approval.valid_until,
        **{Key("conditions", one.what): one.due for one in approval.conditions},
    }


def of_change(change: Change) -> Facts | None:
    """What counts of a change request once it is decided."""
    if change.state == "proposed":
        return None
    return {
        DECIDED_ON: change.decided_on,
        Key("state"): change.state,
        Key("decided_by"): reference(change.decided_by),
        Key("forum"): reference(change.forum),
        Key("meeting"): reference(change.meeting),
        Key("effect_days"): change.effect_days,
        Key("effect_cost"): change.effect_cost,
        Key("effect_scope"): " ".join(change.effect_scope.split()) if change.effect_scope else None,
    }


def of_baseline(baseline: Baseline) -> Facts | None:
    """What counts of a baseline."""
    said: Facts = {Key("budget"): baseline.budget} if baseline.budget else {}
    return {
        Key("approved_on"): baseline.approved_on,
        Key("approved_by"): reference(baseline.approved_by),
        Key("change"): reference(baseline.change),
        **said,
        **{Key("milestones", _ref(one.milestone)): one.date for one in baseline.milestones},
    }


def of_review(review: Review) -> Facts | None:
    """What counts of a review."""
    return {
        Key("rating"): review.rating,
        Key("scale"): review.scale,
        Key("reviewer"): review.reviewer,
        **{Key("recommendations", one.id): one.id for one in review.recommendations},
    }


def of_meeting(meeting: Meeting) -> Facts | None:
    """What counts of the minutes once the meeting is held."""
    if meeting.state != "held" or not (meeting.attendance or meeting.decisions):
        return None
    attended = {
        Key("attendance", _ref(one.person)): f"{one.present} {one.deputy_for or ''}".strip()
        for one in meeting.attendance
    }
    return {
        **attended,
        **{Key("decisions", one.id): one.outcome for one in meeting.decisions},
        **{Key("decisions.about", one.id): one.gate or one.change for one in meeting.decisions},
    }


def _ref(value: str) -> str:
    return reference(value) or value
