"""Records of `examinations/<id>.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Examination(Record):
    """What the PMO found when it examined a finding about the truth of a report: `examinations/<id>.yaml`.

    A finding that was rejected no longer counts, until the facts on which it is based change.
    """

    kind: ClassVar[str] = "examination"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    """The id by which other records refer to it."""
    rule: s.RuleRef
    """The rule of the finding."""
    record: s.Line
    """The record of the finding, such as `sd-wan/report/2026-11-13`."""
    verdict: Literal["confirmed", "rejected"]
    """Whether the finding is right."""
    reason: s.Prose
    """What was examined, and why the finding is right or wrong."""
    examined_by: s.PersonRef
    """The person who examined it."""
    examined_on: s.Day
    """The day of the examination."""
    facts: s.Line
    """The fingerprint of the facts that were examined; `pmokit examine` enters it."""
