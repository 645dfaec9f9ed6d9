"""The findings of a portfolio by rule: how bad, how many, in which projects, and who can remedy them."""

from __future__ import annotations

from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.model.finding import SEVERITIES, Finding, worst_first
from pmokit.model.methodology.standards import Clause
from pmokit.views.context import Context
from pmokit.views.portfolio import overviews
from pmokit.words.catalogue import say


class Group(NamedTuple):
    """The findings of one rule: those that nobody waived first, the worst of them in front."""

    rule: str
    title: str
    severity: str
    """The worst severity among the findings that are not waived; `waived` where all are."""
    clause: Clause | None
    standard: str
    help: str
    """What to do, where that is the same for all; empty where it differs."""
    findings: tuple[Finding, ...]
    waived: int
    projects: tuple[tuple[str, str], ...]
    """The ids and titles of the projects; the shared files count as one, with an empty id."""
    owners: tuple[str, ...]
    """The names of the project managers, in order."""

    @property
    def open(self) -> int:
        """How many are not waived."""
        return len(self.findings) - self.waived


def page(context: Context) -> dict[str, Any]:
    """All findings by rule, the worst rule first."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in context.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    groups = [_group(rule, found, context) for rule, found in by_rule.items()]
    return {
        "found": overviews.severities(context.findings),
        "debt": context.portfolio.debt,
        "debt_left": len(context.in_debt),
        "groups": sorted(groups, key=_worst_first),
    }


def _worst_first(group: Group) -> tuple[int, int, str]:
    order = (*SEVERITIES, "waived")
    return (order.index(group.severity), -group.open, group.title)


def _group(rule: str, found: list[Finding], context: Context) -> Group:
    some = sorted(found, key=worst_first)
    first = some[0]
    homes = dict.fromkeys(layout.project_of(finding.path) for finding in some)
    managers = {
        project.manager
        for home in homes
        if home and (project := context.run.project(home)) and project.manager
    }
    remedies = {finding.help for finding in some}
    return Group(
        rule,
        first.title,
        "waived" if first.waived_by else first.severity,
        context.clause(first.clause),
        context.standard_of_clause.get(first.clause, ""),
        first.help if len(remedies) == 1 else "",
        tuple(some),
        sum(1 for finding in some if finding.waived_by),
        tuple(
            (home, context.title("project", home))
            if home
            else ("", say("portfolio.methodology-shared-files"))
            for home in homes
        ),
        tuple(sorted(context.person(name) for name in managers)),
    )
