"""Records of `lifecycle.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.control import Outcome
from pmokit.model.record import Direction, Entry, Record


class Criterion(Record):
    """What must hold at a gate: an artefact in a state, a rule, a fact, or what a person checks."""

    id: s.Id | None = None
    """The name by which an attestation speaks of it; needed where a person checks."""
    what: s.Line
    """The demand, as readers see it."""
    artefact: s.ArtefactRef | None = None
    """The document that must be in a certain state."""
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
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    purpose: s.Prose
    """What the phase is for."""
    outcome: s.Prose | None = None
    """What exists at the end of the phase."""
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
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    question: s.Line
    """The one question that the gate answers."""
    opens: s.PhaseRef
    """The phase that an approval opens."""
    forum: s.ForumRef
    """The forum that decides the gate."""
    approver: s.RoleRef | None = None
    """The role whose holder decides in the forum; any voting member if empty."""
    apart_from: tuple[s.RoleRef, ...] = ()
    """Roles on the project whose holders must not decide here."""
    decisions: tuple[Outcome, ...] = ("approved", "approved_with_conditions", "rework", "stopped", "deferred")
    """What may be decided."""
    verification: Literal["attested", "reviewed", "verified"] = "attested"
    """Whether a recorder's word is enough, or git must show a review by the decider, or their signature."""
    criteria: tuple[Criterion, ...] = ()
    """What must be met before the gate is approved."""
    valid_days: s.Count | None = None
    """Calendar days for which an approval stays valid."""


class Lifecycle(Record):
    """Phases and gates in order: `lifecycle.yaml`."""

    phases: tuple[Phase, ...]
    """The phases, in order."""
    gates: tuple[Gate, ...]
    """The gates, in order."""
