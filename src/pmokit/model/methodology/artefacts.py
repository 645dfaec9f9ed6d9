"""Records of `artefacts.yaml`."""

from collections.abc import Mapping
from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class Artefact(Entry):
    """A document that the method knows."""

    kind: ClassVar[str] = "artefact"
    stricter: ClassVar[Mapping[str, Direction]] = {"tiers": "wider", "retention_years": "more"}
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
