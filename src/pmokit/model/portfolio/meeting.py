"""Records of `meeting.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Attendance(Record):
    """Whether a person was there."""

    person: s.PersonRef
    """The person."""
    present: s.Flag = True
    """Whether the person attended."""
    deputy_for: s.PersonRef | None = None
    """The member whom the person represented."""


class MeetingDecision(Record):
    """What a meeting decided."""

    kind: ClassVar[str] = "resolution"
    beside: ClassVar[Mapping[str, str]] = {"change": "change", "decision": "decision"}

    id: s.Id
    """The id by which other records refer to it."""
    what: s.Line
    """What was decided."""
    project: s.ProjectRef | None = None
    """The project that it is about."""
    gate: s.GateRef | None = None
    """The gate that was decided, if it is about one."""
    change: s.Id | None = None
    """The change request that was decided, if it is about one."""
    decision: s.Id | None = None
    """The decision of the project's register that was taken."""
    escalation: s.Id | None = None
    """The term of reporting.yaml by which the project was escalated, and that this answers."""
    outcome: Literal["approved", "approved_with_conditions", "rejected", "deferred", "noted"]
    """The result of the decision."""
    rationale: s.Prose | None = None
    """Why it was decided in this way."""


class MeetingAction(Record):
    """What somebody promised in a meeting."""

    kind: ClassVar[str] = "meeting_action"
    happened: ClassVar[tuple[str, ...]] = ("done",)

    id: s.Id
    """The id by which other records refer to it."""
    what: s.Line
    """What is to be done."""
    owner: s.PersonRef | None = None
    """The person who does it."""
    due: s.Day | None = None
    """The due date."""
    done: s.Day | None = None
    """The day on which it was done; absent while it is open."""
    project: s.ProjectRef | None = None
    """The project that it is about."""


class Meeting(Record):
    """A meeting of a forum: `steering/<forum>/<date>.yaml`."""

    kind: ClassVar[str] = "meeting"
    from_name: ClassVar[tuple[str, ...]] = ("id", "forum", "date")

    id: s.Reference
    """The forum and the day, from the names of folder and file."""
    forum: s.ForumRef
    """The forum that meets, from the name of the folder."""
    date: s.Day
    """The day of the meeting, from the name of the file."""
    first_planned: s.Day | None = None
    """The day for which it was first called, if it has moved; by it calendars know it again."""
    chair: s.PersonRef | None = None
    """The person who chaired the meeting."""
    state: Literal["planned", "held", "cancelled"] = "held"
    """Whether the meeting is planned, was held or was cancelled."""
    attendance: tuple[Attendance, ...] = ()
    """Who attended."""
    agenda: tuple[s.Line, ...] = ()
    """The agenda items of this meeting."""
    decisions: tuple[MeetingDecision, ...] = ()
    """What was decided."""
    actions: tuple[MeetingAction, ...] = ()
    """What somebody has to do."""
    minutes: s.Prose | None = None
    """The minutes, or a summary of them."""
