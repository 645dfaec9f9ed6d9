"""Risks, assumptions, issues, decisions and actions: `raid.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Response(Record):
    """One step of a risk's or an issue's response."""

    what: s.Line
    owner: s.PersonRef | None = None
    due: s.Day | None = None
    done: s.Day | None = None


class Risk(Record):
    """An uncertain event that would help or hurt, told as cause, event and effect."""

    kind: ClassVar[str] = "risk"

    id: s.Id
    title: s.Line
    category: s.Line | None = None
    cause: s.Prose | None = None
    event: s.Prose | None = None
    effect: s.Prose | None = None
    opportunity: s.Flag = False
    raised_by: s.PersonRef | None = None
    raised_on: s.Day | None = None
    owner: s.PersonRef | None = None
    likelihood: s.Scale
    impact: s.Scale
    impact_on: Literal["time", "cost", "scope", "quality", "benefits"] | None = None
    proximity: s.Day | None = None
    """When it would strike."""
    response: Literal["avoid", "transfer", "reduce", "accept", "exploit", "enhance", "share"] | None = None
    responses: tuple[Response, ...] = ()
    accepted_by: s.PersonRef | None = None
    """Who accepted the risk, where the response is to accept it."""
    accepted_on: s.Day | None = None
    residual_likelihood: s.Scale | None = None
    residual_impact: s.Scale | None = None
    cost: s.Amount | None = None
    """What it would cost if it struck."""
    review_on: s.Day | None = None
    escalated_to: s.ForumRef | None = None
    state: Literal["open", "closed", "struck"] = "open"
    closed_on: s.Day | None = None


class Assumption(Record):
    """Something taken as true until it is tested."""

    kind: ClassVar[str] = "assumption"

    id: s.Id
    title: s.Line
    owner: s.PersonRef | None = None
    test: s.Prose | None = None
    """How one finds out whether it holds."""
    valid_until: s.Day | None = None
    state: Literal["open", "confirmed", "false"] = "open"


class Issue(Record):
    """Something that has happened and must be dealt with."""

    kind: ClassVar[str] = "issue"

    id: s.Id
    title: s.Line
    description: s.Prose | None = None
    raised_by: s.PersonRef | None = None
    raised_on: s.Day | None = None
    owner: s.PersonRef | None = None
    urgency: s.Scale | None = None
    impact: s.Scale | None = None
    due: s.Day | None = None
    responses: tuple[Response, ...] = ()
    risk: s.RiskRef | None = None
    """The risk that struck."""
    escalated_to: s.ForumRef | None = None
    state: Literal["open", "closed"] = "open"
    resolution: s.Prose | None = None
    closed_on: s.Day | None = None


class Decision(Record):
    """A choice that was made, or waits to be made."""

    kind: ClassVar[str] = "decision"

    id: s.Id
    title: s.Line
    options: tuple[s.Line, ...] = ()
    chosen: s.Line | None = None
    rationale: s.Prose | None = None
    needed_by: s.Day | None = None
    authority: s.ForumRef | None = None
    """The forum that may decide it."""
    decided_by: s.PersonRef | None = None
    decided_on: s.Day | None = None
    meeting: s.MeetingRef | None = None
    state: Literal["open", "decided", "withdrawn"] = "open"


class Action(Record):
    """Something somebody promised to do by a day."""

    kind: ClassVar[str] = "action"

    id: s.Id
    title: s.Line
    owner: s.PersonRef | None = None
    due: s.Day | None = None
    done: s.Day | None = None


class Raid(Record):
    """The registers of one project."""

    risks: tuple[Risk, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    issues: tuple[Issue, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
