"""Waivers: a finding that is waived is shown as waived, never dropped.

Rules about waivers themselves are judged last, when it is known what each waiver covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pmokit.analytics.fact import AnyFact, Fact
from pmokit.analytics.facts import FACTS
from pmokit.load import layout
from pmokit.load.integrity import DEMANDS
from pmokit.load.placeholders import is_untouched
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.anatomy import FLAG, NUMBER, TEXT, Type
from pmokit.model.finding import Finding
from pmokit.model.portfolio.waiver import Waiver


class Coverage:
    """What each waiver covers in this run: filled by `waived`, then asked by rules about waivers."""

    def __init__(self) -> None:
        self.findings: dict[str, int] = {}
        self.projects: dict[str, set[str]] = {}
        self.others: dict[str, str] = {}
        self.unread: set[str] = set()
        self.unassessed: set[str] = set()

    def clear(self) -> None:
        """Forget what was covered before."""
        self.findings.clear()
        self.projects.clear()
        self.others.clear()
        self.unread.clear()
        self.unassessed.clear()

    def _judged(self, waiver: Waiver, run: Run) -> bool:
        """Whether all was assessed that a waiver could cover.

        A project that has errors says so itself; a rule that is assessed nowhere keeps its waivers waiting.
        """
        of_clause = (rule.id for rule in run.rules.values() if rule.clause == waiver.clause)
        rules = (waiver.rule,) if waiver.rule else of_clause
        lacking = sorted(rule for rule in rules if rule in self.unassessed)
        run.unresolved.update(lacking[:1])
        if waiver.tier is not None:
            return not lacking and not self.unread
        return not lacking and (waiver.project or address.home_of(waiver.record or "")) not in self.unread

    def facts(self) -> list[AnyFact]:
        """What rules about waivers may name of it."""

        def fact(name: str, type: Type, function: Callable[[Waiver, Run], Any]) -> AnyFact:
            return Fact(Waiver.kind, name, type, function)

        return [
            fact("covered", NUMBER, lambda waiver, _: self.findings.get(waiver.id, 0)),
            fact("covered_projects", NUMBER, lambda waiver, _: len(self.projects.get(waiver.id, ()))),
            fact("judged", FLAG, self._judged),
            fact("overlaps", TEXT.maybe(), lambda waiver, _: self.others.get(waiver.id)),
        ]


class Waivers:
    """The waivers in force on a day, by the rule that they exempt from."""

    def __init__(self, run: Run, today: date | None = None) -> None:
        day = today or run.today
        clauses: dict[str, list[str]] = {}
        about_waivers: set[str] = set()
        for rule in run.rules.values():
            clauses.setdefault(rule.clause, []).append(rule.id)
            if rule.applies_to == Waiver.kind:
                about_waivers.add(rule.id)
        self._run = run
        # By rule, kind of scope and scope: a thousand projects may each have a waiver of one rule.
        self._by_scope: dict[tuple[str, str, str], list[tuple[int, Waiver]]] = {}
        self._rules: set[str] = set()
        for place, waiver in enumerate(run.portfolio.waivers):
            if is_untouched(waiver, run):
                continue
            # A waiver covers its first and its last day.
            if waiver.since <= day <= FACTS["waiver", "ends"](waiver, run):
                rules = [waiver.rule] if waiver.rule else clauses.get(waiver.clause or "", [])
                for rule_id in rules:
                    if rule_id not in DEMANDS and rule_id not in about_waivers:
                        self._rules.add(rule_id)
                        scope = (rule_id, *_scope_of(waiver))
                        self._by_scope.setdefault(scope, []).append((place, waiver))

    def covering(self, finding: Finding) -> list[Waiver]:
        """The waivers that cover a finding, in the order of their ids: for the record itself, for any record
        of its project, for any project of its tier."""
        if finding.rule not in self._rules:
            return []
        project_id = address.home_of(finding.record)
        scopes = [("record", finding.record), ("project", project_id)]
        project = self._run.outline(project_id)
        if project is not None and project.tier is not None:
            scopes.append(("tier", project.tier))
        found = [one for scope in scopes for one in self._by_scope.get((finding.rule, *scope), ())]
        return [waiver for _, waiver in sorted(found, key=lambda one: one[0])]


def _scope_of(waiver: Waiver) -> tuple[str, str]:
    """What kind of thing a waiver is for, and which; the narrowest counts."""
    if waiver.record is not None:
        return ("record", waiver.record)
    if waiver.project is not None:
        return ("project", waiver.project)
    return ("tier", waiver.tier or "")


def waived(findings: Iterable[Finding], waivers: Waivers, coverage: Coverage) -> list[Finding]:
    """The findings, each with the id of the first waiver that covers it today.

    Integrity cannot be waived; neither can anything before a waiver begins or after it ends.
    """
    result: list[Finding] = []
    for finding in findings:
        project_id = layout.project_of(finding.path)
        if finding.rule in DEMANDS and project_id is not None:
            coverage.unread.add(project_id)
        if finding.rule == "not-judged" and project_id is None:
            coverage.unassessed.add(finding.of_rule)
        covering = waivers.covering(finding)
        for waiver in covering:
            coverage.findings[waiver.id] = coverage.findings.get(waiver.id, 0) + 1
            coverage.projects.setdefault(waiver.id, set()).add(address.home_of(finding.record))
            other = next((item.id for item in covering if item.id != waiver.id), None)
            if other is not None and (waiver.since, waiver.id) > _since(covering, other):
                coverage.others.setdefault(waiver.id, other)
        result.append(finding._replace(waived_by=covering[0].id) if covering else finding)
    return result


def _since(waivers: list[Waiver], waiver_id: str) -> tuple[date, str]:
    found = next(item for item in waivers if item.id == waiver_id)
    return (found.since, found.id)
