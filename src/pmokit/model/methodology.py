"""The PMO's law as records: lifecycle, roles, artefacts, tiers, reporting, forums, standards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from pmokit.model import scalars as s
from pmokit.model.control import Outcome
from pmokit.model.finding import Severity
from pmokit.model.record import Direction, Entry, Record
from pmokit.model.reporting import Rag
from pmokit.model.rule import Rule


class Alignment(Record):
    """How one part of this method corresponds to a wider one."""

    ours: s.Line
    theirs: s.Line
    note: s.Prose | None = None


class Extends(Record):
    """The method that this one extends: one of the three.

    `pmokit methodology update` copies it to `methodology/parent/` and notes its digests in
    `methodology/lock.yaml`; a check reads that copy and nothing else.
    """

    shipped: s.Line | None = None
    """The version of the method that comes with pmokit."""
    folder: s.Line | None = None
    """The path of a repository, seen from this one."""
    git: s.Line | None = None
    """The address of a git repository."""
    ref: s.Line | None = None
    """The tag, branch or commit of it."""


class LockedFile(Record):
    """A file of the method extended, and the SHA-256 digest of its bytes."""

    path: s.Line
    sha256: s.Line


class Lock(Record):
    """What was copied, from where: `methodology/lock.yaml`. Written by pmokit, never by hand."""

    source: s.Line
    commit: s.Line | None = None
    version: s.Line
    files: tuple[LockedFile, ...]


class About(Record):
    """Name, version and owner of the method: `methodology.yaml`."""

    name: s.Line
    version: s.Line
    owner: s.RoleRef
    purpose: s.Prose
    extends: Extends | None = None
    aligned_with: s.Line | None = None
    alignment: tuple[Alignment, ...] = ()


class Criterion(Record):
    """What must hold at a gate: an artefact in a state, a rule, a fact, or what a person checks."""

    id: s.Id | None = None
    """The name by which an attestation speaks of it; needed where a person checks."""
    what: s.Line
    artefact: s.ArtefactRef | None = None
    state: Literal["draft", "in_review", "approved"] = "approved"
    """The state in which the artefact must be, or a later one."""
    rule: s.RuleRef | None = None
    """The rule that must have no finding on the project."""
    holds: s.Line | None = None
    """An expression over the project that must be true."""
    checked_by: s.RoleRef | None = None
    """The role that looks, and says so in a dated attestation."""


class Phase(Entry):
    """A stage of a project's life."""

    kind: ClassVar[str] = "phase"
    stricter: ClassVar[Mapping[str, Direction]] = {"exit_criteria": "all"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "outcome"))

    id: s.Id
    title: s.Line
    purpose: s.Prose
    outcome: s.Prose | None = None
    exit_criteria: tuple[Criterion, ...] = ()
    """What must be done before the phase is left by whichever gate."""


class Gate(Entry):
    """The decision that lets a project enter a phase."""

    kind: ClassVar[str] = "gate"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "criteria": "all",
        "apart_from": "all",
        "decisions": "some",
        "valid_days": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(("title", "question"))

    id: s.Id
    title: s.Line
    question: s.Line
    """The one question that the gate answers."""
    opens: s.PhaseRef
    """The phase that an approval opens."""
    forum: s.ForumRef
    approver: s.RoleRef | None = None
    """The role whose holder decides in the forum; any voting member if empty."""
    apart_from: tuple[s.RoleRef, ...] = ()
    """Roles on the project whose holders must not decide here."""
    decisions: tuple[Outcome, ...] = ("approved", "approved_with_conditions", "rework", "stopped", "deferred")
    """What may be decided."""
    verification: Literal["attested", "verified"] = "attested"
    """Whether a recorder's word is enough, or git must show that the decider stands behind it."""
    criteria: tuple[Criterion, ...] = ()
    valid_days: s.Count | None = None
    """Calendar days for which an approval stays valid."""


class Lifecycle(Record):
    """Phases and gates in order: `lifecycle.yaml`."""

    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...]


class Role(Entry):
    """A part somebody plays, and what comes with it."""

    kind: ClassVar[str] = "role"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "separate_from": "all",
        "cost_limit": "less",
        "delay_limit_days": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "responsibilities", "pm2"))

    id: s.Id
    title: s.Line
    purpose: s.Prose
    responsibilities: tuple[s.Line, ...] = ()
    separate_from: tuple[s.RoleRef, ...] = ()
    """Roles that the same person must not hold on the same project."""
    owns: tuple[Literal["finance", "benefits", "changes", "baselines", "reviews", "attestations"], ...] = ()
    """Parts of a project's folder of which the holder must see each change."""
    charter: Literal["sponsor", "manager"] | None = None
    """The field of a project's charter that names the holder, if one does."""
    cost_limit: s.Amount | None = None
    """The largest change of cost that its holder may approve on a project without a forum."""
    delay_limit_days: s.Count | None = None
    """The largest change of the finish that its holder may approve on a project without a forum."""
    pm2: s.Line | None = None
    """The role of PM² that it corresponds to."""


class Activity(Entry):
    """A row of the RASCI matrix."""

    kind: ClassVar[str] = "activity"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "responsible": "all",
        "support": "all",
        "consulted": "all",
        "informed": "all",
    }

    id: s.Id
    title: s.Line
    accountable: s.RoleRef
    responsible: tuple[s.RoleRef, ...]
    support: tuple[s.RoleRef, ...] = ()
    consulted: tuple[s.RoleRef, ...] = ()
    informed: tuple[s.RoleRef, ...] = ()


class WaiverAuthority(Record):
    """Who may approve a waiver of rules of a severity, and for how long."""

    severity: Severity
    roles: tuple[s.RoleRef, ...]
    most_days: s.Count | None = None
    """The longest time in calendar days from the first day to the last, extensions included."""


class Roles(Entry):
    """Roles, the RASCI matrix, and who may approve waivers: `roles.yaml`."""

    roles: tuple[Role, ...]
    activities: tuple[Activity, ...] = ()
    waivers: tuple[WaiverAuthority, ...] = ()


class Artefact(Entry):
    """A document that the method knows."""

    kind: ClassVar[str] = "artefact"
    stricter: ClassVar[Mapping[str, Direction]] = {"tiers": "all", "retention_years": "more"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "template"))

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


class Tier(Entry):
    """How much governance a project of some weight needs."""

    kind: ClassVar[str] = "tier"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "from_points": "less",
        "gates": "all",
        "roles": "all",
        "report_every_periods": "less",
    }

    id: s.Id
    title: s.Line
    description: s.Prose
    from_points: s.Count
    gates: tuple[s.GateRef, ...]
    """The gates that a project of this tier passes."""
    roles: tuple[s.RoleRef, ...] = ()
    """The roles that must be filled on a project under way."""
    report_every_periods: s.Count = 1
    """1 for a report each period, 2 for every other period."""


class Tiers(Entry):
    """How a project's tier is found, and what it changes: `tiers.yaml`."""

    scoring: tuple[Measure, ...] = ()
    tiers: tuple[Tier, ...]


class Limits(Record):
    """From which value on something is amber or red, for projects of a tier."""

    amber_from: s.Number
    red_from: s.Number


class Threshold(Entry):
    """A fact of a project, and from which value on its dimension of status is amber or red.

    A dimension may have several; the worst of them is its colour.
    """

    kind: ClassVar[str] = "threshold"
    stricter: ClassVar[Mapping[str, Direction]] = {"amber_from": "less", "red_from": "less"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "measure", "unit", "says"))

    id: s.Id
    dimension: Literal["schedule", "cost", "scope", "resources", "risks", "benefits"]
    title: s.Line
    measure: s.Line
    """What is measured, in words."""
    unit: s.Line
    value: s.Line
    """An expression over the project that gives a number; one that is absent gives no colour."""
    amber_from: s.Number
    red_from: s.Number
    by_tier: dict[s.TierRef, Limits] = Field(default_factory=dict)
    """Other limits for projects of a tier."""
    says: s.Prose
    """The reason that is shown, with values in braces, such as `{value} days behind`."""


class RagMeaning(Record):
    """What a colour says."""

    rag: Rag
    meaning: s.Prose


class ScoreBand(Record):
    """The name of a risk score from a value upwards, and who may accept such a risk."""

    title: s.Line
    at_least: s.Count
    accepts: tuple[s.RoleRef, ...] = ()
    """Roles whose holders may accept it. Voting members of the project's steering group always may."""


class Escalation(Entry):
    """What goes to a forum by itself once it has lasted too long, and what is asked of that forum."""

    kind: ClassVar[str] = "escalation"
    stricter: ClassVar[Mapping[str, Direction]] = {"after_days": "less", "answer_days": "less"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "says", "request"))

    id: s.Id
    title: s.Line
    lasts: s.Prose
    """An expression over the project: for how many calendar days it has lasted; absent while it does not."""
    after_days: s.Count
    """From how many days on it is escalated."""
    answer_days: s.Count
    """Calendar days within which the forum must have dealt with it."""
    to: Literal["steering", "above"] = "steering"
    """The forum that steers the project, or the one to which that one escalates."""
    says: s.Prose
    """What is escalated, with values in braces; `{value}` is the number of days."""
    request: s.Line
    """What the forum is asked to do."""


class Reporting(Entry):
    """Periods, colours, thresholds and bands: `reporting.yaml`."""

    stricter: ClassVar[Mapping[str, Direction]] = {
        "period_days": "less",
        "due_after_days": "less",
        "cut_off_days": "less",
        "fresh_days": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(("first_period", "meanings"))

    first_period: s.Day
    """The last day of the first reporting period."""
    period_days: s.Count
    due_after_days: s.Count
    """Calendar days after the period's last day by which a report is due."""
    cut_off_days: s.Count = 9
    """Calendar days after the period's last day from which its reports are frozen."""
    fresh_days: s.Count
    """How old the data date of a report may be when it is submitted."""
    silent_days: s.Count = 7
    """From how many days on a milestone that moved must be mentioned in the report."""
    spend_tolerance_percent: s.Percent = s.TEN
    """By how much finance may have booked more than a report says was spent; bookings run ahead."""
    meanings: tuple[RagMeaning, ...]
    thresholds: tuple[Threshold, ...] = ()
    risk_bands: tuple[ScoreBand, ...] = ()
    escalations: tuple[Escalation, ...] = ()


class Seat(Record):
    """A place in a forum, held by a role of the method or by a person."""

    title: s.Line
    person: s.PersonRef | None = None
    role: s.RoleRef | None = None
    """Whoever holds the role in the portfolio's team, or on the project that is decided about."""
    votes: s.Flag = True
    since: s.Day | None = None
    until: s.Day | None = None
    """The last day on the seat."""
    deputy: s.PersonRef | None = None
    """Who may sit and decide in the holder's place."""


class Forum(Entry):
    """A steering group or board: terms of reference."""

    kind: ClassVar[str] = "forum"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "quorum": "more",
        "every_days": "less",
        "cost_limit": "less",
        "delay_limit_days": "less",
    }
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "agenda", "decides"))

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


class ExtraField(Entry):
    """A field that the department adds to project charters."""

    kind: ClassVar[str] = "field"
    stricter: ClassVar[Mapping[str, Direction]] = {"choices": "some"}

    id: s.FieldName
    title: s.Line
    type: Literal["text", "date", "number", "flag", "choice"] = "text"
    choices: tuple[s.Line, ...] = ()


class Fields(Record):
    """The department's own fields: `fields.yaml`."""

    fields: tuple[ExtraField, ...] = ()


class Term(Entry):
    """A word and what it means here."""

    kind: ClassVar[str] = "term"
    wording: ClassVar[frozenset[str]] = frozenset(("term", "meaning"))

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
    force: Literal["shall", "should", "dropped"]
    """`dropped` takes away the clause of the method that is extended."""
    locked: bool = False
    text: str
    line: int
    checked_by: s.RoleRef | None = None
    """The role that looks, where no rule can; from a line `Checked by ROLE every N days.`"""
    every_days: int | None = None
    for_each_project: bool = False
    """Whether each project under way needs an attestation of its own."""


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


class Rename(Record):
    """An id that has another name from this version on."""

    of: s.Line
    """The kind of record: `gate`, `role`, `artefact`, `tier`, `phase`, `forum`, `field`, `rule`."""
    old: s.Id
    new: s.Id


class FieldRename(Record):
    """A field of the department that has another name from this version on."""

    old: s.FieldName
    new: s.FieldName


class ForHuman(Record):
    """What no program can decide: records that somebody must look at."""

    applies_to: s.Line
    when: s.Prose
    what: s.Line


class Migration(Record):
    """What changes for a portfolio from one version of the method to the next."""

    kind: ClassVar[str] = "migration"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    since: s.Line
    """The version that a portfolio comes from."""
    to: s.Line
    renames: tuple[Rename, ...] = ()
    fields: tuple[FieldRename, ...] = ()
    decide: tuple[ForHuman, ...] = ()


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
    migrations: tuple[Migration, ...] = ()
    lock: Lock | None = None
