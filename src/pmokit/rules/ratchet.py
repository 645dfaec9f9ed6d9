"""The ratchet: findings that were there when the rules came in, which may become fewer, never more.

Debt is counted by rule and record, so that moving lines moves nothing. Findings of integrity are
never debt, and neither is what a waiver covers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from pmokit.load.integrity import DEMANDS
from pmokit.model.finding import Finding
from pmokit.model.portfolio.debt import Debt

PATH = "portfolio/debt.yaml"
Key = tuple[str, str]


class Held(NamedTuple):
    """Findings against a recorded debt: those beyond it, those within it, and what is left of it."""

    beyond: list[Finding]
    within: list[Finding]
    left: Counter[Key]


def debt_of(findings: Iterable[Finding]) -> Counter[Key]:
    """The findings that can be accepted as debt, counted by rule and record."""
    return Counter(
        (finding.rule, finding.record) for finding in findings if _is_debt(finding) and finding.record
    )


def _is_debt(finding: Finding) -> bool:
    return finding.rule not in DEMANDS and not finding.waived_by


def recorded(debt: Debt | None) -> Counter[Key]:
    """The debt as its file says."""
    return Counter((entry.rule, record) for entry in (debt.rules if debt else ()) for record in entry.records)


def held(findings: Iterable[Finding], debt: Counter[Key]) -> Held:
    """Findings against a debt; of several on one record the first ones are within it."""
    left = Counter(debt)
    used: Counter[Key] = Counter()
    beyond: list[Finding] = []
    within: list[Finding] = []
    for finding in findings:
        key = (finding.rule, finding.record)
        if _is_debt(finding) and left[key] > 0:
            left[key] -= 1
            used[key] += 1
            within.append(finding)
        else:
            beyond.append(finding)
    return Held(beyond, within, used)


def as_data(debt: Counter[Key], recorded_on: str, at_first: int) -> dict[str, Any]:
    """The data of the file."""
    by_rule: dict[str, list[str]] = {}
    for (rule, record), number in sorted(debt.items()):
        by_rule.setdefault(rule, []).extend([record] * number)
    return {
        "recorded_on": recorded_on,
        "at_first": str(at_first),
        "rules": [{"rule": rule, "records": names} for rule, names in by_rule.items()],
    }
