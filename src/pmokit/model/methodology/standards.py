"""Records of `standards.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


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
    demands: tuple[str, ...] = ()
    """The demands of integrity that hold it; from a line ``Enforced by `date-in-future`.``"""


class StandardFront(Record):
    """The front matter of a standard."""

    title: s.Line
    """What readers see as its name, on one line."""
    version: s.Line
    """The version of the standard."""
    owner: s.RoleRef
    """The role that maintains the standard."""
    purpose: s.Prose
    """What the standard is for, in one sentence."""


class Standard(StandardFront):
    """One standard: `standards/<name>.md`. Its headings are the clauses that rules enforce."""

    kind: ClassVar[str] = "standard"

    id: s.Id
    intro: str = ""
    clauses: tuple[Clause, ...] = ()
