"""Records of `meeting.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Attendance(Record):
    """Whether a person was there."""

    person: s.PersonRef
    present: s.Flag = True
    deputy_for: s.PersonRef | None = None


class MeetingDecision(Record):
    """What a meeting decided."""

    kind: ClassVar[str] = "resolution"

    id: s.Id
    what: s.Line
    project: s.ProjectRef | None = None
    gate: s.GateRef | None = None
    change: s.Id | None = None
    decision: s.Id | None = None
    """The decision of the project's register that was taken."""
    escalation: s.Id | None = None
    """The term of reporting.yaml by which the project was escalated, and that this answers."""
    outcome: Literal["approved", "approved_with_conditions", "rejected", "deferred", "noted"]
    rationale: s.Prose | None = None


class MeetingAction(Record):
    """What somebody promised in a meeting."""

    kind: ClassVar[str] = "meeting_action"

    id: s.Id
    what: s.Line
    owner: s.PersonRef | None = None
    due: s.Day | None = None
    done: s.Day | None = None
    project: s.ProjectRef | None = None


class Meeting(Record):
    """A meeting of a forum: `steering/<forum>/<date>.yaml`."""

    kind: ClassVar[str] = "meeting"
    from_name: ClassVar[tuple[str, ...]] = ("id", "forum", "date")

    id: s.Reference
    forum: s.ForumRef
    date: s.Day
    first_planned: s.Day | None = None
    """The day for which it was first called, if it has moved; by it calendars know it again."""
    chair: s.PersonRef | None = None
    state: Literal["planned", "held", "cancelled"] = "held"
    attendance: tuple[Attendance, ...] = ()
    agenda: tuple[s.Line, ...] = ()
    decisions: tuple[MeetingDecision, ...] = ()
    actions: tuple[MeetingAction, ...] = ()
    minutes: s.Prose | None = None
