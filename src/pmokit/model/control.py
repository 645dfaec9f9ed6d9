"""What is approved: gate approvals, changes and baselines, each a file of its own."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record, Weblink

Outcome = Literal["approved", "approved_with_conditions", "rework", "stopped", "deferred"]


class Evidence(Record):
    """A document that the decision rests on, with the state it was in."""

    kind: ClassVar[str] = "evidence"

    artefact: s.ArtefactRef
    url: s.Url | None = None
    version: s.Line | None = None
    fingerprint: s.Line | None = None
    """Of the text in the repository, as `pmokit gate` shows it."""


class Attestation(Record):
    """A person's dated word that a clause is kept or a criterion met, with evidence.

    In a project's folder it speaks of that project, beside them of the whole portfolio.
    """

    kind: ClassVar[str] = "attestation"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    clause: s.ClauseId | None = None
    gate: s.GateRef | None = None
    criterion: s.Id | None = None
    """The criterion of the gate."""
    attested_on: s.Day
    attested_by: s.PersonRef
    statement: s.Prose
    evidence: tuple[Weblink, ...] = ()


class PortfolioAttestation(Attestation):
    """The same for the portfolio as a whole: `portfolio/attestations/<id>.yaml`."""

    kind: ClassVar[str] = "portfolio_attestation"


class Condition(Record):
    """What must still be done after an approval, by whom and when."""

    kind: ClassVar[str] = "condition"

    what: s.Line
    owner: s.PersonRef | None = None
    due: s.Day
    met_on: s.Day | None = None


class GateApproval(Record):
    """A gate's decision: who decided, who recorded it, on what evidence."""

    kind: ClassVar[str] = "approval"
    from_name: ClassVar[tuple[str, ...]] = ("id", "gate")

    id: s.Id
    gate: s.GateRef
    decision: Outcome
    decided_on: s.Day | None = None
    decided_by: s.PersonRef
    forum: s.ForumRef | None = None
    meeting: s.MeetingRef | None = None
    recorded_by: s.PersonRef | None = None
    evidence: tuple[Evidence, ...] = ()
    conditions: tuple[Condition, ...] = ()
    rationale: s.Prose | None = None
    valid_until: s.Day | None = None


class Change(Record):
    """A request to change what was approved, with its effects."""

    kind: ClassVar[str] = "change"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    title: s.Line
    description: s.Prose | None = None
    requested_by: s.PersonRef
    requested_on: s.Day
    reason: s.Prose | None = None
    effect_days: s.Number | None = None
    """Calendar days by which the finish moves."""
    effect_cost: s.Amount | None = None
    effect_scope: s.Prose | None = None
    effect_benefits: s.Prose | None = None
    decide_by: s.Day | None = None
    state: Literal["proposed", "approved", "rejected", "withdrawn"] = "proposed"
    decided_by: s.PersonRef | None = None
    decided_on: s.Day | None = None
    forum: s.ForumRef | None = None
    meeting: s.MeetingRef | None = None


class BaselineMilestone(Record):
    """The date of a milestone in a baseline."""

    milestone: s.MilestoneRef
    date: s.Day


class Baseline(Record):
    """The plan as approved on a day. A later baseline never erases an earlier one."""

    kind: ClassVar[str] = "baseline"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    title: s.Line
    approved_on: s.Day
    approved_by: s.PersonRef
    change: s.ChangeRef | None = None
    """The approved change that this baseline follows; the first baseline has none."""
    budget: s.Amount | None = None
    milestones: tuple[BaselineMilestone, ...] = ()
