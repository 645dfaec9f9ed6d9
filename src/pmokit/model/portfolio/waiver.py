"""Records of `waiver.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Extension(Record):
    """More time for a waiver. The first end stays where it is, so that everybody sees it."""

    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("approved_on", "until"),)
    happened: ClassVar[tuple[str, ...]] = ("approved_on",)

    until: s.Day
    """The new last day."""
    approved_by: s.PersonRef
    """The person who approved the extension."""
    approved_on: s.Day
    """The day of the approval."""
    reason: s.Prose
    """Why more time is needed."""


class Waiver(Record):
    """A named, dated exemption from one rule or clause for one scope: `waivers/<id>.yaml`."""

    kind: ClassVar[str] = "waiver"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    rule: s.RuleRef | None = None
    """The rule that is waived; leave it out if a clause is named."""
    clause: s.ClauseId | None = None
    """All rules of a clause; give this or `rule`."""
    record: s.Line | None = None
    """One record, as findings name it, such as `sd-wan/risk/carrier-delay`."""
    project: s.ProjectRef | None = None
    """The project for which it is waived."""
    tier: s.TierRef | None = None
    """All projects of a tier; give one of `record`, `project` and `tier`."""
    reason: s.Prose
    """Why the exemption is needed."""
    compensating_control: s.Prose | None = None
    """What is done instead to keep the risk low."""
    requested_by: s.PersonRef
    """The person who requested it."""
    approved_by: s.PersonRef
    """The person who approved it."""
    since: s.Day
    """The first day."""
    until: s.Day
    """The last day."""
    extensions: tuple[Extension, ...] = ()
    """More time that was approved later."""
