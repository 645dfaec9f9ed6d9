"""Risks, assumptions, issues, decisions and actions: `raid.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Response(Record):
    """One step of a risk's or an issue's response."""

    happened: ClassVar[tuple[str, ...]] = ("done",)

    what: s.Line
    """What is done."""
    owner: s.PersonRef | None = None
    """The person who does it."""
    due: s.Day | None = None
    """The due date."""
    done: s.Day | None = None
    """The day on which it was done; absent while it is open."""


class Risk(Record):
    """An uncertain event that would help or hurt, told as cause, event and effect."""

    kind: ClassVar[str] = "risk"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (
        ("raised_on", "accepted_on"),
        ("raised_on", "closed_on"),
    )
    happened: ClassVar[tuple[str, ...]] = ("raised_on", "accepted_on", "closed_on")
    acted: ClassVar[tuple[tuple[str, str], ...]] = (
        ("raised_by", "raised_on"),
        ("accepted_by", "accepted_on"),
    )

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """The risk in a few words."""
    category: s.Line | None = None
    """The kind of risk, such as supplier or technology."""
    cause: s.Prose | None = None
    """What makes the event possible."""
    event: s.Prose | None = None
    """What may happen."""
    effect: s.Prose | None = None
    """What follows for the objectives if it happens."""
    opportunity: s.Flag = False
    """Whether it would help (`true`) or hurt (`false`)."""
    raised_by: s.PersonRef | None = None
    """The person who raised it."""
    raised_on: s.Day | None = None
    """The day on which it was raised."""
    owner: s.PersonRef | None = None
    """The person who monitors the risk."""
    likelihood: s.Scale
    """How likely it is, from 1 (very unlikely) to 5 (almost certain)."""
    impact: s.Scale
    """How large the effect would be, from 1 (very small) to 5 (very large)."""
    impact_on: Literal["time", "cost", "scope", "quality", "benefits"] | None = None
    """What it would affect most."""
    proximity: s.Day | None = None
    """When it would occur."""
    response: Literal["avoid", "transfer", "reduce", "accept", "exploit", "enhance", "share"] | None = None
    """The strategy of the response."""
    responses: tuple[Response, ...] = ()
    """The steps of the response."""
    accepted_by: s.PersonRef | None = None
    """Who accepted the risk, where the response is to accept it."""
    accepted_on: s.Day | None = None
    """The day on which it was accepted."""
    residual_likelihood: s.Scale | None = None
    """The likelihood that is expected after the response, from 1 to 5."""
    residual_impact: s.Scale | None = None
    """The impact that is expected after the response, from 1 to 5."""
    cost: s.Amount | None = None
    """What it would cost if it occurred."""
    review_on: s.Day | None = None
    """The day of the next review."""
    escalated_to: s.ForumRef | None = None
    """The forum to which it is escalated."""
    state: Literal["open", "closed", "struck"] = "open"
    """Whether it is open, closed or has become an issue."""
    closed_on: s.Day | None = None
    """The day on which it was closed."""


class Assumption(Record):
    """Something taken as true until it is tested."""

    kind: ClassVar[str] = "assumption"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What is taken as true."""
    owner: s.PersonRef | None = None
    """The person who finds out whether it holds."""
    test: s.Prose | None = None
    """How one finds out whether it holds."""
    valid_until: s.Day | None = None
    """The date by which it must be tested."""
    state: Literal["open", "confirmed", "false"] = "open"
    """Whether it is open, confirmed or has proved false."""


class Issue(Record):
    """Something that has happened and must be resolved."""

    kind: ClassVar[str] = "issue"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("raised_on", "closed_on"),)
    happened: ClassVar[tuple[str, ...]] = ("raised_on", "closed_on")
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("raised_by", "raised_on"),)

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """The issue in a few words."""
    description: s.Prose | None = None
    """What has happened and what follows from it."""
    raised_by: s.PersonRef | None = None
    """The person who raised it."""
    raised_on: s.Day | None = None
    """The day on which it was raised."""
    owner: s.PersonRef | None = None
    """The person who resolves it."""
    urgency: s.Scale | None = None
    """How soon it must be resolved, from 1 (some time) to 5 (at once)."""
    impact: s.Scale | None = None
    """How large the effect is, from 1 (very small) to 5 (very large)."""
    due: s.Day | None = None
    """The due date."""
    responses: tuple[Response, ...] = ()
    """The steps towards a resolution."""
    risk: s.RiskRef | None = None
    """The risk that occurred."""
    escalated_to: s.ForumRef | None = None
    """The forum to which it is escalated."""
    state: Literal["open", "closed"] = "open"
    """Whether it is open or closed."""
    resolution: s.Prose | None = None
    """How it was resolved."""
    closed_on: s.Day | None = None
    """The day on which it was closed."""


class Decision(Record):
    """A choice that was made, or waits to be made."""

    kind: ClassVar[str] = "decision"
    happened: ClassVar[tuple[str, ...]] = ("decided_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("decided_by", "decided_on"),)

    id: s.Id
    """The id by which other records refer to it."""
    formerly: tuple[s.Id, ...] = ()
    """The ids that it had before, the oldest first; `pmokit rename` enters them."""
    title: s.Line
    """The question that is decided."""
    options: tuple[s.Line, ...] = ()
    """The options that were considered."""
    recommendation: s.Prose | None = None
    """The option that the project recommends, and why."""
    effect_days: s.Number | None = None
    """Calendar days by which the recommended option moves the finish; negative if it is earlier."""
    effect_cost: s.Amount | None = None
    """What the recommended option adds to the cost; negative if it saves money."""
    effect_scope: s.Prose | None = None
    """What the recommended option adds to the scope or removes from it."""
    without_decision: s.Prose | None = None
    """What happens if nobody decides in time."""
    chosen: s.Line | None = None
    """The option that was chosen."""
    rationale: s.Prose | None = None
    """Why it was chosen."""
    needed_by: s.Day | None = None
    """The date by which the decision is needed."""
    authority: s.ForumRef | None = None
    """The forum that may decide it."""
    decided_by: s.PersonRef | None = None
    """The decision maker."""
    decided_on: s.Day | None = None
    """The day of the decision."""
    meeting: s.MeetingRef | None = None
    """The meeting in which it was decided."""
    state: Literal["open", "decided", "withdrawn"] = "open"
    """Whether it is open, decided or withdrawn."""


class Action(Record):
    """Something somebody promised to do by a day."""

    kind: ClassVar[str] = "action"
    happened: ClassVar[tuple[str, ...]] = ("done",)

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What is to be done."""
    owner: s.PersonRef | None = None
    """The person who does it."""
    due: s.Day | None = None
    """The due date."""
    done: s.Day | None = None
    """The day on which it was done; absent while it is open."""


class Raid(Record):
    """The registers of one project."""

    risks: tuple[Risk, ...] = ()
    """The risk register."""
    assumptions: tuple[Assumption, ...] = ()
    """The register of assumptions."""
    issues: tuple[Issue, ...] = ()
    """The issue register."""
    decisions: tuple[Decision, ...] = ()
    """The log of decisions."""
    actions: tuple[Action, ...] = ()
    """The action list."""
