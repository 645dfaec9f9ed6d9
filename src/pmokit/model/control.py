"""What is approved: gate approvals, changes and baselines, each a file of its own."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record, Weblink

Outcome = Literal["approved", "approved_with_conditions", "rework", "stopped", "deferred"]


class Evidence(Record):
    """A document that the decision is based on, with the state it was in."""

    kind: ClassVar[str] = "evidence"

    artefact: s.ArtefactRef
    """The document, as listed in the catalogue of documents."""
    url: s.Url | None = None
    """The address of the document, if it is stored elsewhere."""
    version: s.Line | None = None
    """The version of the document that was the basis of the decision."""
    fingerprint: s.Line | None = None
    """Of the text in the repository, as `pmokit gate` shows it."""


class Attestation(Record):
    """A person's dated confirmation that a clause or a criterion is met, with evidence.

    In a project's folder it is about that project, next to the projects about the whole portfolio.
    """

    kind: ClassVar[str] = "attestation"
    happened: ClassVar[tuple[str, ...]] = ("attested_on",)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    clause: s.ClauseId | None = None
    """The clause of a standard that is met; leave it out if a gate is named."""
    gate: s.GateRef | None = None
    """The gate whose criterion is met; leave it out if a clause is named."""
    criterion: s.Id | None = None
    """The criterion of the gate."""
    attested_on: s.Day
    """The day on which the person confirmed it."""
    attested_by: s.PersonRef
    """The person who confirms it."""
    statement: s.Prose
    """What the person confirms, in their own words."""
    evidence: tuple[Weblink, ...] = ()
    """Documents that support the statement."""


class PortfolioAttestation(Attestation):
    """The same for the portfolio as a whole: `portfolio/attestations/<id>.yaml`."""

    kind: ClassVar[str] = "portfolio_attestation"


class Condition(Record):
    """What must still be done after an approval, by whom and when."""

    kind: ClassVar[str] = "condition"
    happened: ClassVar[tuple[str, ...]] = ("met_on",)

    what: s.Line
    """What must still be done after the approval."""
    owner: s.PersonRef | None = None
    """The person who does it."""
    due: s.Day
    """The due date."""
    met_on: s.Day | None = None
    """The day on which it was done; absent while it is open."""


class GateApproval(Record):
    """A gate's decision: who decided, who recorded it, on what evidence."""

    kind: ClassVar[str] = "approval"
    happened: ClassVar[tuple[str, ...]] = ("decided_on",)
    from_name: ClassVar[tuple[str, ...]] = ("id", "gate")

    id: s.Id
    """The id of the gate, from the name of the file."""
    gate: s.GateRef
    """The gate that was decided, from the name of the file."""
    decision: Outcome
    """What was decided about the gate."""
    decided_on: s.Day | None = None
    """The day of the decision."""
    decided_by: s.PersonRef
    """The decision maker."""
    forum: s.ForumRef | None = None
    """The forum in which the decision was made."""
    meeting: s.MeetingRef | None = None
    """The meeting in which the decision was made."""
    recorded_by: s.PersonRef | None = None
    """The person who entered the decision, if it was not the decision maker."""
    evidence: tuple[Evidence, ...] = ()
    """The documents that the decision is based on."""
    conditions: tuple[Condition, ...] = ()
    """What must still be done after the approval."""
    rationale: s.Prose | None = None
    """Why it was decided in this way."""
    valid_until: s.Day | None = None
    """The day until which the approval is valid."""


class Change(Record):
    """A request to change what was approved, with its effects."""

    kind: ClassVar[str] = "change"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("requested_on", "decided_on"),)
    happened: ClassVar[tuple[str, ...]] = ("requested_on", "decided_on")
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("requested_by", "requested_on"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    formerly: tuple[s.Id, ...] = ()
    """The ids that it had before, the oldest first; `pmokit rename` enters them."""
    title: s.Line
    """What readers see as its name, on one line."""
    description: s.Prose | None = None
    """What is to be changed."""
    requested_by: s.PersonRef
    """The person who requests the change."""
    requested_on: s.Day
    """The day of the request."""
    reason: s.Prose | None = None
    """Why the change is needed."""
    effect_days: s.Number | None = None
    """Calendar days by which the finish moves."""
    effect_cost: s.Amount | None = None
    """What the change adds to the cost; negative if it saves money."""
    effect_scope: s.Prose | None = None
    """What the change adds to the scope or removes from it."""
    effect_benefits: s.Prose | None = None
    """What the change does to the benefits."""
    without_decision: s.Prose | None = None
    """What happens if nobody decides in time."""
    decide_by: s.Day | None = None
    """The date by which a decision is needed."""
    state: Literal["proposed", "approved", "rejected", "withdrawn"] = "proposed"
    """Whether it is proposed, approved, rejected or withdrawn."""
    decided_by: s.PersonRef | None = None
    """The decision maker."""
    decided_on: s.Day | None = None
    """The day of the decision."""
    forum: s.ForumRef | None = None
    """The forum in which the decision was made."""
    meeting: s.MeetingRef | None = None
    """The meeting in which the decision was made."""


class BaselineMilestone(Record):
    """The date of a milestone in a baseline."""

    milestone: s.MilestoneRef
    """The milestone of the project's schedule."""
    date: s.Day
    """Its approved date."""


class Baseline(Record):
    """The plan as approved on a day. A later baseline never erases an earlier one."""

    kind: ClassVar[str] = "baseline"
    happened: ClassVar[tuple[str, ...]] = ("approved_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("approved_by", "approved_on"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The number or name of the baseline, from the name of the file."""
    formerly: tuple[s.Id, ...] = ()
    """The ids that it had before, the oldest first; `pmokit rename` enters them."""
    title: s.Line
    """What readers see as its name, on one line."""
    approved_on: s.Day
    """The day on which it was approved."""
    approved_by: s.PersonRef
    """The person who approved it."""
    change: s.ChangeRef | None = None
    """The approved change that this baseline follows; the first baseline has none."""
    budget: s.Amount | None = None
    """The approved budget."""
    milestones: tuple[BaselineMilestone, ...] = ()
    """The approved dates of the milestones."""
