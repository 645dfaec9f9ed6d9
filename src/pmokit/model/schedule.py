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

    id: s.Id
    title: s.Line
    baseline: s.Day | None = None
    """The date approved at the last baseline."""
    forecast: s.Day
    """The date expected today."""
    actual: s.Day | None = None
    """The date on which it was reached."""
    gate: s.GateRef | None = None
    """The gate that this milestone stands for."""
    phase: s.PhaseRef | None = None
    """The phase whose work it belongs to."""
    critical: s.Flag = False
    """Whether the project fails if this milestone is missed."""
    owner: s.PersonRef | None = None
    accepted_by: s.PersonRef | None = None
    """Who confirmed on the receiving side that it was reached."""
    note: s.Prose | None = None


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
    link: LinkKind = "finish_start"
    lag: s.Number | None = None
    """Working days to wait; negative for a lead."""


class Task(Record):
    """A piece of work with an estimate of its duration in working days."""

    kind: ClassVar[str] = "task"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (
        ("start", "finish"),
        ("actual_start", "actual_finish"),
    )

    id: s.Id
    title: s.Line
    phase: s.PhaseRef | None = None
    """The phase whose work it belongs to."""
    parent: s.TaskRef | None = None
    owner: s.PersonRef | None = None
    optimistic: s.Days | None = None
    likely: s.Days
    """The most likely duration in working days."""
    pessimistic: s.Days | None = None
    start: s.Day | None = None
    finish: s.Day | None = None
    actual_start: s.Day | None = None
    actual_finish: s.Day | None = None
    percent_complete: s.Percent | None = None
    after: tuple[TaskLink, ...] = ()
    milestone: s.MilestoneRef | None = None
    """The milestone that this task leads to."""
    constraint: Constraint | None = None
    constraint_date: s.Day | None = None
    calendar: s.Id | None = None


class Dependency(Record):
    """Something this project needs from another one, by a date, and whether it was agreed.

    The receiver keeps the record; the giver's acceptance is part of it.
    """

    kind: ClassVar[str] = "dependency"

    id: s.Id
    title: s.Line
    giver: s.ProjectRef | None = None
    """The project that delivers; leave empty and name a supplier if it comes from outside."""
    supplier: s.SupplierRef | None = None
    milestone: s.MilestoneRef | None = None
    """The giver's milestone that delivers it, as `project/milestone`."""
    needed_for: s.MilestoneRef | None = None
    """The own milestone that waits for it."""
    needed_by: s.Day
    hardness: Literal["hard", "soft"] = "hard"
    accepted_by: s.PersonRef | None = None
    accepted_on: s.Day | None = None
    promised_for: s.Day | None = None
    """The date for which the giver accepted it."""
    state: Literal["requested", "accepted", "rejected", "delivered", "withdrawn"] = "requested"
    note: s.Prose | None = None


class Schedule(Record):
    """The plan of one project."""

    milestones: tuple[Milestone, ...] = ()
    tasks: tuple[Task, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
