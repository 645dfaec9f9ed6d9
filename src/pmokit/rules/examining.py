"""Findings about the truth of reports that somebody has examined: whether the rule was right.

A finding that was rejected is left out as long as the facts are those that were examined. Who may reject
one is in `reporting.yaml`; an examination by anybody else has no effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pmokit.analytics.facts import FACTS
from pmokit.load.placeholders import is_untouched
from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.model.portfolio.examination import Examination


def facts_of(finding: Finding) -> str:
    """A fingerprint of what a finding says: it changes when the claim or the facts against it do."""
    whole = "\n".join((finding.rule, finding.record, finding.claimed, finding.message))
    return sha256(whole.encode()).hexdigest()[:16]


def in_force(run: Run) -> list[Examination]:
    """The examinations that count: filled in, by somebody who may. None while nobody knows who may."""
    if "reporting" in run.broken or run.unsure & {"people", "roles", "team"}:
        return []
    some = run.portfolio.examinations
    return [
        one
        for one in some
        if not is_untouched(one, run) and FACTS["examination", "refused"](one, run) is None
    ]


def examined(findings: Iterable[Finding], run: Run) -> list[Finding]:
    """The findings without those that were rejected and whose facts are still the same."""
    rejected = {(one.rule, one.record, one.facts) for one in in_force(run) if one.verdict == "rejected"}
    if not rejected:
        return list(findings)
    return [
        finding
        for finding in findings
        if not finding.strength or (finding.rule, finding.record, facts_of(finding)) not in rejected
    ]


def count_verdicts(run: Run) -> dict[str, tuple[int, int]]:
    """How often findings of each rule were confirmed and rejected."""
    counts: dict[str, tuple[int, int]] = {}
    for one in in_force(run):
        confirmed, rejected = counts.get(one.rule, (0, 0))
        right = one.verdict == "confirmed"
        counts[one.rule] = (confirmed + right, rejected + (not right))
    return counts
