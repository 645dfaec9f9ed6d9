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
    """A person or group with a stake, and how they are involved."""

    name: s.Line
    """The person or group."""
    interest: s.Line | None = None
    """What they want or fear from the project."""
    influence: Literal["low", "medium", "high"] | None = None
    """How much influence they have."""
    engagement: s.Line | None = None
    """How they are informed and involved."""


class ArtefactEntry(Record):
    """A document of the project: where it is and in which state."""

    kind: ClassVar[str] = "document"
    happened: ClassVar[tuple[str, ...]] = ("approved_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("approved_by", "approved_on"),)

    artefact: s.ArtefactRef
    """The document, as listed in the catalogue of documents."""
    url: s.Url | None = None
    """The address of the document."""
    version: s.Line | None = None
    """Its current version."""
    state: Literal["missing", "draft", "in_review", "approved", "superseded"]
    """Whether it is missing, a draft, in review, approved or superseded."""
    approved_by: s.PersonRef | None = None
    """The person who approved it."""
    approved_on: s.Day | None = None
    """The day of the approval."""


class ArtefactFront(Record):
    """The front matter of a document in the repository: `artefacts/<id>.md`."""

    happened: ClassVar[tuple[str, ...]] = ("approved_on",)
    acted: ClassVar[tuple[tuple[str, str], ...]] = (("approved_by", "approved_on"),)

    title: s.Line
    """What readers see as its name, on one line."""
    version: s.Line
    """The version of the document."""
    state: Literal["draft", "in_review", "approved", "superseded"] = "draft"
    """Whether it is a draft, in review, approved or superseded."""
    owner: s.PersonRef | None = None
    """The person who maintains it."""
    approved_by: s.PersonRef | None = None
    """The person who approved it."""
    approved_on: s.Day | None = None
    """The day of the approval."""


class ArtefactText(ArtefactFront):
    """A document in the repository, with the fingerprint of its text."""

    kind: ClassVar[str] = "artefact_text"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.ArtefactRef
    fingerprint: str = ""


class Charter(Record):
    """What the project is, why it is done, and who answers for it: `project.yaml`."""

    happened: ClassVar[tuple[str, ...]] = ("state_since",)

    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("start", "finish"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id of the project, from the name of its folder."""
    formerly: tuple[s.Id, ...] = ()
    """The ids that the project had before, the oldest first; `pmokit rename` enters them."""
    title: s.Line
    """The name of the project."""
    summary: s.Prose
    """What the project delivers, in words an executive understands."""
    why: s.Prose | None = None
    """The reason it is worth doing."""
    workstream: s.WorkstreamRef
    """The workstream that the project belongs to."""
    programme: s.ProgrammeRef | None = None
    """The programme that the project belongs to."""
    sponsor: s.PersonRef | None = None
    """The person who is accountable for the result and the benefits."""
    manager: s.PersonRef | None = None
    """The person who manages the project."""
    approach: Literal["predictive", "agile", "hybrid"] = "predictive"
    """How the work is organised: `predictive`, `agile` or a `hybrid` of both."""
    tier: s.TierRef | None = None
    """The tier, where it is set and not calculated."""
    state: State
    """Whether the project is proposed, active, on hold, cancelled, merged or closed."""
    state_since: s.Day | None = None
    """The day since which it is in this state."""
    state_decision: s.MeetingRef | None = None
    """The meeting that put the project on hold, cancelled, merged or closed it."""
    merged_into: s.ProjectRef | None = None
    """The project that took over the work."""
    start: s.Day | None = None
    """The first day of the project."""
    finish: s.Day | None = None
    """The approved end."""
    objectives: tuple[s.Line, ...] = ()
    """What the project is to reach."""
    success_criteria: tuple[s.Line, ...] = ()
    """How one can tell that the objectives are reached."""
    in_scope: tuple[s.Line, ...] = ()
    """What the project delivers."""
    out_of_scope: tuple[s.Line, ...] = ()
    """What the project does not deliver."""
    systems: tuple[s.SystemRef, ...] = ()
    """The systems that the project changes."""
    sites: tuple[s.SiteRef, ...] = ()
    """The sites that the project affects."""
    suppliers: tuple[s.SupplierRef, ...] = ()
    """The suppliers that work for the project."""
    produces: tuple[s.Line, ...] = ()
    """What the project hands over that other projects may need."""
    consumes: tuple[s.Line, ...] = ()
    """What the project needs from other projects."""
    stakeholders: tuple[Stakeholder, ...] = ()
    """People and groups with an interest in the project."""
    documents: tuple[ArtefactEntry, ...] = ()
    """The documents of the project and the state of each."""
    links: tuple[Weblink, ...] = ()
    """Documents about the project that are stored elsewhere."""
    classification: Literal["public", "internal", "confidential"] = "internal"
    """Who may see the project."""
    extra: dict[s.FieldName, s.Prose] = Field(default_factory=dict)
    """Fields that the department adds; each is declared in `methodology/fields.yaml`."""


class Assignment(Record):
    """A person in a role, for some time and a share of it."""

    kind: ClassVar[str] = "assignment"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    person: s.PersonRef
    """The person in the role."""
    role: s.RoleRef
    """The role of the methodology."""
    since: s.Day
    """The first day in the role."""
    until: s.Day | None = None
    """The last day in the role; absent while it goes on."""
    percent: s.Percent | None = None
    """Share of a full working week."""
    deputy: s.PersonRef | None = None
    """The person who deputises."""
    scope: s.Line | None = None
    """The part of the work, if the role is held for a part only."""


class Appointment(Assignment):
    """A person in a role of the department as a whole, such as its PMO lead."""

    kind: ClassVar[str] = "appointment"


class Office(Record):
    """Who holds the roles of the department as a whole: `portfolio/team.yaml`."""

    assignments: tuple[Appointment, ...] = ()
    """Who holds which role of the department."""


class Team(Record):
    """Who works on the project."""

    assignments: tuple[Assignment, ...] = ()
    """Who holds which role in the project."""


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
