"""A project: its charter, its team, and everything that lies in its folder."""

from typing import ClassVar, Literal

from pydantic import Field

from pmokit.model import scalars as s
from pmokit.model.control import Attestation, Baseline, Change, GateApproval
from pmokit.model.finance import Benefits, Finance
from pmokit.model.raid import Raid
from pmokit.model.record import Record, Weblink
from pmokit.model.schedule import Schedule
from pmokit.model.status_report import Report, Review

State = Literal["proposed", "active", "on_hold", "cancelled", "merged", "closed"]
UNDER_WAY: tuple[State, ...] = ("active", "on_hold")
"""A project is *under way* once it has been started and until it ends, also while it is on hold: decisions
about it are taken, and its risks live. Only an *active* one works, and owes reports."""


class Stakeholder(Record):
    """A person or group with a stake, and how they are kept involved."""

    name: s.Line
    interest: s.Line | None = None
    influence: Literal["low", "medium", "high"] | None = None
    engagement: s.Line | None = None


class ArtefactEntry(Record):
    """A document of the project: where it is and in which state."""

    kind: ClassVar[str] = "document"

    artefact: s.ArtefactRef
    url: s.Url | None = None
    version: s.Line | None = None
    state: Literal["missing", "draft", "in_review", "approved", "superseded"]
    approved_by: s.PersonRef | None = None
    approved_on: s.Day | None = None


class ArtefactFront(Record):
    """The front matter of a document that is kept in the repository: `artefacts/<id>.md`."""

    title: s.Line
    version: s.Line
    state: Literal["draft", "in_review", "approved", "superseded"] = "draft"
    owner: s.PersonRef | None = None
    approved_by: s.PersonRef | None = None
    approved_on: s.Day | None = None


class ArtefactText(ArtefactFront):
    """A document in the repository, with the fingerprint of its text."""

    kind: ClassVar[str] = "artefact_text"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.ArtefactRef
    fingerprint: str = ""


class Charter(Record):
    """What the project is, why it is done, and who answers for it: `project.yaml`."""

    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("start", "finish"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    formerly: tuple[s.Id, ...] = ()
    """The ids that the project had before, the oldest first; `pmokit rename` enters them."""
    title: s.Line
    summary: s.Prose
    """What the project delivers, in words an executive understands."""
    why: s.Prose | None = None
    """The reason it is worth doing."""
    workstream: s.WorkstreamRef
    programme: s.ProgrammeRef | None = None
    sponsor: s.PersonRef | None = None
    manager: s.PersonRef | None = None
    approach: Literal["predictive", "agile", "hybrid"] = "predictive"
    tier: s.TierRef | None = None
    state: State
    state_since: s.Day | None = None
    state_decision: s.MeetingRef | None = None
    """The meeting that put the project on hold, cancelled, merged or closed it."""
    merged_into: s.ProjectRef | None = None
    start: s.Day | None = None
    finish: s.Day | None = None
    """The approved end."""
    objectives: tuple[s.Line, ...] = ()
    success_criteria: tuple[s.Line, ...] = ()
    in_scope: tuple[s.Line, ...] = ()
    out_of_scope: tuple[s.Line, ...] = ()
    systems: tuple[s.SystemRef, ...] = ()
    sites: tuple[s.SiteRef, ...] = ()
    suppliers: tuple[s.SupplierRef, ...] = ()
    produces: tuple[s.Line, ...] = ()
    consumes: tuple[s.Line, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    documents: tuple[ArtefactEntry, ...] = ()
    links: tuple[Weblink, ...] = ()
    classification: Literal["public", "internal", "confidential"] = "internal"
    extra: dict[s.FieldName, s.Prose] = Field(default_factory=dict)
    """Fields that the department adds; each is declared in `methodology/fields.yaml`."""


class Assignment(Record):
    """A person in a role, for some time and a share of it."""

    kind: ClassVar[str] = "assignment"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: s.PersonRef
    role: s.RoleRef
    since: s.Day
    until: s.Day | None = None
    percent: s.Percent | None = None
    """Share of a full working week."""
    deputy: s.PersonRef | None = None
    scope: s.Line | None = None


class Appointment(Assignment):
    """A person in a role of the department as a whole, such as its PMO lead."""

    kind: ClassVar[str] = "appointment"


class Office(Record):
    """Who holds the roles of the department as a whole: `portfolio/team.yaml`."""

    assignments: tuple[Appointment, ...] = ()


class Team(Record):
    """Who works on the project."""

    assignments: tuple[Assignment, ...] = ()


class Project(Charter):
    """A whole project folder as one record: the charter and what lies beside it."""

    kind: ClassVar[str] = "project"

    schedule: Schedule = Schedule()
    finance: Finance = Finance()
    benefits: Benefits = Benefits()
    team: Team = Team()
    raid: Raid = Raid()
    gates: tuple[GateApproval, ...] = ()
    changes: tuple[Change, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    reports: tuple[Report, ...] = ()
    """One for each period, by period: the edition in force."""
    superseded: tuple[Report, ...] = ()
    """Earlier editions. They are kept, and judged no more."""
    reviews: tuple[Review, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    artefacts: tuple[ArtefactText, ...] = ()


def first_id(project: Project) -> str:
    """The id that a project had first, by which calendars and feeds know it for good."""
    return project.formerly[0] if project.formerly else project.id
