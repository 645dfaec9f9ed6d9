"""The PMO's law as records: lifecycle, roles, artefacts, tiers, reporting, forums, standards."""

from __future__ import annotations

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record
from pmokit.model.reporting import Rag
from pmokit.model.rule import Rule


class Alignment(Record):
    """How one part of this method corresponds to a wider one."""

    ours: s.Line
    theirs: s.Line
    note: s.Prose | None = None


class About(Record):
    """Name, version and owner of the method: `methodology.yaml`."""

    name: s.Line
    version: s.Line
    owner: s.RoleRef
    purpose: s.Prose
    aligned_with: s.Line | None = None
    alignment: tuple[Alignment, ...] = ()


class Phase(Record):
    """A stage of a project's life."""

    kind: ClassVar[str] = "phase"

    id: s.Id
    title: s.Line
    purpose: s.Prose
    outcome: s.Prose | None = None


class Criterion(Record):
    """What must hold at a gate: an artefact in a state, or something that a person checks."""

    what: s.Line
    artefact: s.ArtefactRef | None = None
    checked_by: s.RoleRef | None = None


class Gate(Record):
    """The decision that lets a project enter a phase."""

    kind: ClassVar[str] = "gate"

    id: s.Id
    title: s.Line
    question: s.Line
    """The one question that the gate answers."""
    opens: s.PhaseRef
    """The phase that an approval opens."""
    forum: s.ForumRef
    criteria: tuple[Criterion, ...] = ()
    valid_days: s.Count | None = None
    """Calendar days for which an approval stays valid."""


class Lifecycle(Record):
    """Phases and gates in order: `lifecycle.yaml`."""

    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...]


class Role(Record):
    """A part somebody plays, and what comes with it."""

    kind: ClassVar[str] = "role"

    id: s.Id
    title: s.Line
    purpose: s.Prose
    responsibilities: tuple[s.Line, ...] = ()
    separate_from: tuple[s.RoleRef, ...] = ()
    """Roles that the same person must not hold on the same project."""
    pm2: s.Line | None = None
    """The role of PM² that it corresponds to."""


class Activity(Record):
    """A row of the RASCI matrix."""

    kind: ClassVar[str] = "activity"

    id: s.Id
    title: s.Line
    accountable: s.RoleRef
    responsible: tuple[s.RoleRef, ...]
    support: tuple[s.RoleRef, ...] = ()
    consulted: tuple[s.RoleRef, ...] = ()
    informed: tuple[s.RoleRef, ...] = ()


class Roles(Record):
    """Roles and the RASCI matrix: `roles.yaml`."""

    roles: tuple[Role, ...]
    activities: tuple[Activity, ...] = ()


class Artefact(Record):
    """A document that the method knows."""

    kind: ClassVar[str] = "artefact"

    id: s.Id
    title: s.Line
    purpose: s.Prose
    phase: s.PhaseRef
    """The phase in which it is first needed."""
    owner: s.RoleRef
    approver: s.RoleRef | None = None
    template: s.Line | None = None
    tiers: tuple[s.TierRef, ...] = ()
    """The tiers that need it; all if the list is empty."""
    retention_years: s.Count | None = None


class Artefacts(Record):
    """The catalogue of documents: `artefacts.yaml`."""

    artefacts: tuple[Artefact, ...]


class Band(Record):
    """Points for a measure from a value upwards."""

    at_least: s.Number
    points: s.Count


class Measure(Record):
    """One fact that counts towards a project's tier."""

    id: s.Id
    title: s.Line
    value: s.Line
    """An expression over the project."""
    bands: tuple[Band, ...]


class Tier(Record):
    """How much governance a project of some weight needs."""

    kind: ClassVar[str] = "tier"

    id: s.Id
    title: s.Line
    description: s.Prose
    from_points: s.Count
    gates: tuple[s.GateRef, ...]
    """The gates that a project of this tier passes."""
    report_every_periods: s.Count = 1
    """1 for a report each period, 2 for every other period."""


class Tiers(Record):
    """How a project's tier is found, and what it changes: `tiers.yaml`."""

    scoring: tuple[Measure, ...] = ()
    tiers: tuple[Tier, ...]


class Threshold(Record):
    """From which value on a dimension of status is amber or red."""

    kind: ClassVar[str] = "threshold"

    id: s.Id
    title: s.Line
    measure: s.Line
    """What is measured, in words."""
    unit: s.Line
    amber_from: s.Number
    red_from: s.Number


class RagMeaning(Record):
    """What a colour says."""

    rag: Rag
    meaning: s.Prose


class ScoreBand(Record):
    """The name of a risk score from a value upwards."""

    title: s.Line
    at_least: s.Count


class Reporting(Record):
    """Periods, colours, thresholds and bands: `reporting.yaml`."""

    first_period: s.Day
    """The last day of the first reporting period."""
    period_days: s.Count
    due_after_days: s.Count
    """Calendar days after the period's last day by which a report is due."""
    fresh_days: s.Count
    """How old the data date of a report may be when it is submitted."""
    meanings: tuple[RagMeaning, ...]
    thresholds: tuple[Threshold, ...] = ()
    risk_bands: tuple[ScoreBand, ...] = ()


class Seat(Record):
    """A place in a forum, held by a role of the method or by a person."""

    title: s.Line
    person: s.PersonRef | None = None
    role: s.RoleRef | None = None
    votes: s.Flag = True


class Forum(Record):
    """A steering group or board: terms of reference."""

    kind: ClassVar[str] = "forum"

    id: s.Id
    title: s.Line
    purpose: s.Prose
    chair: s.PersonRef | None = None
    seats: tuple[Seat, ...] = ()
    quorum: s.Count
    """Voting members who must be present."""
    every_days: s.Count
    decides: tuple[s.Line, ...] = ()
    gates: tuple[s.GateRef, ...] = ()
    cost_limit: s.Amount | None = None
    """The largest change of cost that it may approve."""
    delay_limit_days: s.Count | None = None
    escalates_to: s.ForumRef | None = None
    agenda: tuple[s.Line, ...] = ()


class Forums(Record):
    """Steering groups and boards: `forums.yaml`."""

    forums: tuple[Forum, ...]


class ExtraField(Record):
    """A field that the department adds to project charters."""

    kind: ClassVar[str] = "field"

    id: s.FieldName
    title: s.Line
    type: Literal["text", "date", "number", "flag", "choice"] = "text"
    choices: tuple[s.Line, ...] = ()


class Fields(Record):
    """The department's own fields: `fields.yaml`."""

    fields: tuple[ExtraField, ...] = ()


class Term(Record):
    """A word and what it means here."""

    kind: ClassVar[str] = "term"

    id: s.Id
    term: s.Line
    meaning: s.Prose


class Glossary(Record):
    """Each word once: `glossary.yaml`."""

    terms: tuple[Term, ...]


class Clause(Record):
    """A sentence of a standard that says what shall or should be."""

    kind: ClassVar[str] = "clause"

    id: s.ClauseId
    title: s.Line
    force: Literal["shall", "should"]
    text: str
    line: int


class StandardFront(Record):
    """The front matter of a standard."""

    title: s.Line
    version: s.Line
    owner: s.RoleRef
    purpose: s.Prose


class Standard(StandardFront):
    """One standard: `standards/<name>.md`. Its headings are the clauses that rules enforce."""

    kind: ClassVar[str] = "standard"

    id: s.Id
    intro: str = ""
    clauses: tuple[Clause, ...] = ()


class Methodology(Record):
    """All of the method in one record."""

    kind: ClassVar[str] = "methodology"

    about: About
    lifecycle: Lifecycle
    roles: Roles
    artefacts: Artefacts
    tiers: Tiers
    reporting: Reporting
    forums: Forums
    fields: Fields = Fields()
    glossary: Glossary
    standards: tuple[Standard, ...] = ()
    rules: tuple[Rule, ...] = ()
