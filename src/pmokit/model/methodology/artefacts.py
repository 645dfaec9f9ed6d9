"""Records of `artefacts.yaml`."""

from collections.abc import Mapping
from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Direction, Entry, Record


class Artefact(Entry):
    """A document of the methodology."""

    kind: ClassVar[str] = "artefact"
    stricter: ClassVar[Mapping[str, Direction]] = {"tiers": "wider", "retention_years": "more"}
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "template"))

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    purpose: s.Prose
    """What the document is for."""
    phase: s.PhaseRef
    """The phase in which it is first needed."""
    owner: s.RoleRef
    """The role that writes and maintains it."""
    approver: s.RoleRef | None = None
    """The role that approves it."""
    template: s.Line | None = None
    """The file of the template that `pmokit new artefact` fills in."""
    tiers: tuple[s.TierRef, ...] = ()
    """The tiers that need it; all if the list is empty."""
    retention_years: s.Count | None = None
    """For how many years it must be kept after closure."""


class Artefacts(Record):
    """The catalogue of documents: `artefacts.yaml`."""

    artefacts: tuple[Artefact, ...]
    """The documents that projects write."""
