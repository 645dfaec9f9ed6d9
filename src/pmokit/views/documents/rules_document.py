"""`pmokit explain --format json`: rules as the methodology states them, and the demands of integrity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pmokit.model.methodology.standards import Clause
from pmokit.model.rule import Rule
from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class RuleRow(Part):
    """A rule or a demand of integrity."""

    id: str
    kind: Literal["rule", "integrity"]
    title: str
    severity: str
    why: str
    remedy: str | None
    subject: str | None
    applies_to: str | None
    when: str | None
    require: str | None
    clause: str | None
    clause_title: str | None
    path: str | None


@dataclass(frozen=True)
class RulesDocument(Document):
    """Some rules, or all."""

    rules: list[RuleRow]


def rules(today: date, some: Iterable[Rule], clauses: Mapping[str, Clause]) -> RulesDocument:
    """Governance rules, each with the clause that it enforces."""
    return RulesDocument(today=today, rules=[_rule(rule, clauses.get(rule.clause)) for rule in some])


def demand(today: date, name: str, title: str, why: str) -> RulesDocument:
    """A demand of integrity."""
    row = RuleRow(name, "integrity", title, "error", why, *[None] * 8)
    return RulesDocument(today=today, rules=[row])


def _rule(rule: Rule, clause: Clause | None) -> RuleRow:
    return RuleRow(
        rule.id,
        "rule",
        rule.title,
        rule.severity,
        rule.why,
        rule.remedy,
        rule.subject,
        rule.applies_to,
        rule.when,
        rule.require,
        rule.clause,
        clause.title if clause else None,
        f"methodology/rules/{rule.subject}/{rule.id}.yaml",
    )
