"""How often rules about the truth of reports were right: what was examined, confirmed and rejected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.rules.examining import count_verdicts
from pmokit.views.compliance.assurance import is_about_truth


class HitRate(NamedTuple):
    """A rule with its open findings and the verdicts on those that were examined."""

    rule: str
    title: str
    open: int
    confirmed: int
    rejected: int

    @property
    def share(self) -> float | None:
        """Confirmed of examined, from 0 to 1; None while none was examined."""
        examined = self.confirmed + self.rejected
        return round(self.confirmed / examined, 3) if examined else None


def hit_rates(findings: Iterable[Finding], run: Run) -> list[HitRate]:
    """The rules that weigh evidence and have findings or verdicts: those most often rejected first."""
    found: dict[str, int] = {}
    for finding in findings:
        if is_about_truth(finding):
            found[finding.rule] = found.get(finding.rule, 0) + 1
    verdicts = count_verdicts(run)
    rates = [
        HitRate(rule.id, rule.title, found.get(rule.id, 0), *verdicts.get(rule.id, (0, 0)))
        for rule in run.rules.values()
        if rule.strength is not None and (rule.id in found or rule.id in verdicts)
    ]
    return sorted(rates, key=lambda rate: (-rate.rejected, rate.share is None, rate.share or 0.0, rate.rule))
