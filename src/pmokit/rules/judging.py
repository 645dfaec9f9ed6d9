"""Judging records by compiled rules. A rule that breaks is a finding, never a crash or a pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.load.integrity import DEMANDS
from pmokit.load.records import Item, name_of
from pmokit.load.workspace import Workspace
from pmokit.model.finding import Finding
from pmokit.rules.compiling import Compiled
from pmokit.rules.functions import Unresolved


def by_kind(rules: Iterable[Compiled]) -> dict[str, list[Compiled]]:
    """Rules by the kind of record they judge."""
    result: dict[str, list[Compiled]] = {}
    for compiled in rules:
        result.setdefault(compiled.rule.applies_to, []).append(compiled)
    return result


def judge(
    items: Iterable[Item],
    rules: Mapping[str, list[Compiled]],
    workspace: Workspace,
    home: str,
    broken: frozenset[str],
) -> list[Finding]:
    """The findings of some records. A rule that needs one of the `broken` parts is left out."""
    if broken:
        rules = {
            kind: [compiled for compiled in some if not compiled.needs & broken]
            for kind, some in rules.items()
        }
    findings: list[Finding] = []
    today = workspace.today
    for item in items:
        for compiled in rules.get(item.kind, ()):
            try:
                if compiled.fails(item.record, item.parent, workspace, today, home):
                    findings.append(_finding(compiled, item, workspace, home))
            except Unresolved:
                continue
            except Exception as error:  # whatever an expression does, the run goes on
                findings.append(_broke(compiled, item, home, error))
    return findings


def _finding(compiled: Compiled, item: Item, workspace: Workspace, home: str) -> Finding:
    rule = compiled.rule
    message = compiled.message(item.record, item.parent, workspace, workspace.today, home)
    return Finding(
        rule.id,
        rule.severity,
        rule.title,
        message,
        item.path,
        (*item.route, *compiled.at),
        name_of(item, home),
        rule.clause,
        rule.mend,
    )


def _broke(compiled: Compiled, item: Item, home: str, error: Exception) -> Finding:
    return Finding(
        "rule-broken",
        "error",
        DEMANDS["rule-broken"].title,
        f"the rule `{compiled.rule.id}` cannot be judged here: {error or type(error).__name__}",
        item.path,
        item.route,
        name_of(item, home),
        compiled.rule.clause,
        f"Correct the record, or make the rule in {compiled.path} safe for it.",
    )
