"""A governance rule as it is written: `methodology/rules/<subject>/<rule>.yaml`."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from pmokit.model import scalars as s
from pmokit.model.finding import Severity, Strength
from pmokit.model.record import Direction, Entry, Record


class Earlier(Record):
    """What was in the files on a day in the past, as git would show it."""

    day: s.Day
    """The day of the commit."""
    by: s.Email | None = None
    """The address of who wrote the commit."""
    given: dict[str, Any] = Field(default_factory=dict)
    """What differed from the sound example portfolio on that day."""


class Example(Record):
    """A small case that a rule must catch (bad) or let pass (good).

    `given` says what differs from the sound example project; all else is taken from there.
    """

    title: s.Line
    """What the example shows."""
    today: s.Day | None = None
    """The day on which it is checked; that of the example portfolio if absent."""
    given: dict[str, Any]
    """What differs from the sound example portfolio."""
    by: s.Email | None = None
    """The address of who wrote the last commit, for rules that ask the git history."""
    earlier: tuple[Earlier, ...] = ()
    """What was in the files before, the oldest first, for rules that ask the git history. The day of the
    example itself is that of its last commit."""


class Examples(Record):
    """At least one case that breaks the rule and one that keeps it."""

    bad: tuple[Example, ...]
    """Cases that break the rule."""
    good: tuple[Example, ...]
    """Cases that meet the rule."""


class Rule(Entry):
    """A demand on one kind of record: all there is to know about it."""

    kind: ClassVar[str] = "rule"
    stricter: ClassVar[Mapping[str, Direction]] = {"severity": "more", "effective_from": "sooner"}
    wording: ClassVar[frozenset[str]] = frozenset(
        ("title", "message", "claimed", "why", "remedy", "examples")
    )
    from_name: ClassVar[tuple[str, ...]] = ("id", "subject")

    id: s.Id
    """The name of the rule, from the name of the file; it names the defect."""
    subject: s.Id
    """The subject, from the name of the folder."""
    title: s.Line
    """The defect in a few words."""
    clause: s.ClauseId
    """The clause of a standard that the rule checks."""
    severity: Severity
    """Whether a finding is an error, a warning or a note."""
    by_tier: dict[s.TierRef, Severity] = Field(default_factory=dict)
    """The severity for projects of a tier, where it is another one."""
    effective_from: s.Day | None = None
    """Until this day the rule is advisory: what it finds is a note."""
    applies_to: s.Line
    """The kind of record, such as `risk`."""
    when: s.Prose | None = None
    """An expression that narrows the records to which the demand applies."""
    require: s.Prose
    """An expression that must be true."""
    at: s.Line | None = None
    """The field to point at; the record itself if empty. A rule about projects may name another file of the
    project first (`finance.budget`), and a part may be a value in braces (`claims.{report.worst_part}`).
    An address points at another project (`{dependency.giver}/milestone/{dependency.milestone.id}`)."""
    strength: Strength | None = None
    """For rules that ask whether a claim is true: how much the evidence against it weighs."""
    claimed: s.Line | None = None
    """What the record claims, with values in braces."""
    contradicted_by: tuple[s.Line, ...] = ()
    """What speaks against the claim, each with values in braces: a file of the project and a field in it,
    such as `finance.ledger`, or the address of a record, such as `{project.id}/risk/{risk.id}`.
    `history` means the git history of the file. What turns out empty or does not exist is left out."""
    message: s.Prose
    """What is wrong, with values in braces: `{risk.title} has no owner`."""
    why: s.Prose
    """What happens where the rule is not met."""
    remedy: s.Prose
    """What the person who reads the finding should do."""
    fix: s.Line | None = None
    """An expression for the text that corrects the value at `at`, where no judgement is needed:
    `pmokit fix` writes it. Never for an owner, a date or an approval."""
    examples: Examples
    """Small cases that are the tests of the rule."""
