"""Records of `waiver.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Extension(Record):
    """More time for a waiver. The first end stays where it is, so that everybody sees it."""

    until: s.Day
    approved_by: s.PersonRef
    approved_on: s.Day
    reason: s.Prose


class Waiver(Record):
    """A named, dated exemption from one rule or clause for one scope: `waivers/<id>.yaml`."""

    kind: ClassVar[str] = "waiver"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    rule: s.RuleRef | None = None
    clause: s.ClauseId | None = None
    """All rules of a clause; give this or `rule`."""
    record: s.Line | None = None
    """One record, as findings name it, such as `sd-wan/risk/carrier-delay`."""
    project: s.ProjectRef | None = None
    tier: s.TierRef | None = None
    """All projects of a tier; give one of `record`, `project` and `tier`."""
    reason: s.Prose
    compensating_control: s.Prose | None = None
    requested_by: s.PersonRef
    approved_by: s.PersonRef
    since: s.Day
    until: s.Day
    extensions: tuple[Extension, ...] = ()
