"""Milestones, tasks and dependencies: `schedule.yaml`."""

from datetime import date
from typing import ClassVar, Literal, Protocol

from pmokit.model import scalars as s
from pmokit.model.record import Record

LinkKind = Literal["finish_start", "start_start", "finish_finish", "start_finish"]
Constraint = Literal["start_no_earlier_than", "finish_no_later_than", "start_on", "finish_on"]


class Milestone(Record):
    """A dated event that shows progress. Late milestones are how a project is seen to slip."""

    kind: ClassVar[str] = "milestone"
    happened: ClassVar[tuple[str, ...]] = ("actual",)

    id: s.Id
    """The id by which other records refer to it."""
    formerly: tuple[s.Id, ...] = ()
    """The ids that it had before, the oldest first; `pmokit rename` enters them."""
    title: s.Line
    """What readers see as its name, on one line."""
    baseline: s.Day | None = None
    """The date approved at the last baseline."""
    forecast: s.Day
    """The date expected today."""
    actual: s.Day | None = None
    """The date on which it was reached."""
    gate: s.GateRef | None = None
    """The gate that this milestone represents."""
    phase: s.PhaseRef | None = None
    """The phase whose work it belongs to."""
    critical: s.Flag = False
    """Whether the project fails if this milestone is missed."""
    owner: s.PersonRef | None = None
    """The person who is accountable for reaching it."""
    accepted_by: s.PersonRef | None = None
    """Who confirmed on the receiving side that it was reached."""
    note: s.Prose | None = None
    """What readers should know about it."""


class Dated(Protocol):
    """What has a forecast and, once it has happened, an actual date: now, or frozen in a report."""

    @property
    def forecast(self) -> date: ...  # noqa: D102
    @property
    def actual(self) -> date | None: ...  # noqa: D102


def expected(item: Dated) -> date:
    """The day on which a milestone was reached, else the day for which it is forecast.

    The baseline is never a stand-in: it says what was approved, not what is expected.
    """
    return item.actual or item.forecast


class TaskLink(Record):
    """This task waits for another one."""

    task: s.TaskRef
    """The task that comes before."""
    link: LinkKind = "finish_start"
    """Which ends of the two tasks are linked: finish to start, and so on."""
    lag: s.Number | None = None
    """Working days to wait; negative for a lead."""


class Task(Record):
    """A piece of work with an estimate of its duration in working days."""

    kind: ClassVar[str] = "task"
    happened: ClassVar[tuple[str, ...]] = ("actual_start", "actual_finish")
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (
        ("start", "finish"),
        ("actual_start", "actual_finish"),
    )

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    phase: s.PhaseRef | None = None
    """The phase whose work it belongs to."""
    parent: s.TaskRef | None = None
    """The task of which it is a part."""
    owner: s.PersonRef | None = None
    """The person who is accountable for it."""
    optimistic: s.Days | None = None
    """The shortest duration, in working days."""
    likely: s.Days
    """The most likely duration in working days."""
    pessimistic: s.Days | None = None
    """The longest duration, in working days."""
    start: s.Day | None = None
    """The planned first day."""
    finish: s.Day | None = None
    """The planned last day."""
    actual_start: s.Day | None = None
    """The day on which it started."""
    actual_finish: s.Day | None = None
    """The day on which it was finished."""
    percent_complete: s.Percent | None = None
    """How much of it is done, from 0 to 100."""
    after: tuple[TaskLink, ...] = ()
    """The tasks that it waits for."""
    milestone: s.MilestoneRef | None = None
    """The milestone that this task leads to."""
    constraint: Constraint | None = None
    """How its date is fixed, beyond the links."""
    constraint_date: s.Day | None = None
    """The date of the constraint."""
    calendar: s.Id | None = None
    """The name of its working calendar in the planning tool."""


class Dependency(Record):
    """Something this project needs from another one, by a date, and whether it was agreed.

    The receiving project maintains the record; the acceptance by the providing project is part of it.
    """

    kind: ClassVar[str] = "dependency"
    happened: ClassVar[tuple[str, ...]] = ("accepted_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("accepted_by", "accepted_on"),)

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What is needed."""
    giver: s.ProjectRef | None = None
    """The project that delivers; leave empty and name a supplier if it comes from outside."""
    supplier: s.SupplierRef | None = None
    """The supplier that provides it, if it is no project."""
    milestone: s.MilestoneRef | None = None
    """The milestone of the providing project that delivers it, as `project/milestone`."""
    needed_for: s.MilestoneRef | None = None
    """The own milestone that waits for it."""
    needed_by: s.Day
    """The date by which it is needed."""
    hardness: Literal["hard", "soft"] = "hard"
    """Whether the project cannot go on without it (`hard`) or can (`soft`)."""
    accepted_by: s.PersonRef | None = None
    """The person who accepted it for the providing project."""
    accepted_on: s.Day | None = None
    """The day of the acceptance."""
    promised_for: s.Day | None = None
    """The date for which the providing project accepted it."""
    state: Literal["requested", "accepted", "rejected", "delivered", "withdrawn"] = "requested"
    """How far it has come."""
    note: s.Prose | None = None
    """What readers should know about it."""


class Schedule(Record):
    """The plan of one project."""

    milestones: tuple[Milestone, ...] = ()
    """The milestones."""
    tasks: tuple[Task, ...] = ()
    """The tasks."""
    dependencies: tuple[Dependency, ...] = ()
    """What the project needs from others."""
