"""Records of `debt.yaml`."""

from pmokit.model import scalars as s
from pmokit.model.record import Record


class DebtOfRule(Record):
    """Findings of one rule that were there before: the names of records, as often as each is found."""

    rule: s.RuleRef
    """The rule."""
    records: tuple[s.Line, ...]
    """The records with a finding, as often as each has one."""


class Debt(Record):
    """Findings accepted when the rules came in: `debt.yaml`. They may become fewer, never more."""

    recorded_on: s.Day
    """The day on which the findings were recorded."""
    at_first: s.Count
    """How many there were on the first day."""
    rules: tuple[DebtOfRule, ...] = ()
    """The accepted findings, by rule."""
