"""The register of waivers: what is exempt, for how long, and who said so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pmokit.analytics.compliance import waiver_terms
from pmokit.model import address
from pmokit.model.portfolio.waiver import Waiver
from pmokit.views.context import Context
from pmokit.words.catalogue import say
from pmokit.words.wording import kind_word


class Row(NamedTuple):
    """A waiver with what follows from it today."""

    waiver: Waiver
    title: str
    """Of the rule or clause."""
    scope: str
    ends: date
    days_left: int
    age: int
    used: Decimal
    covered: int


def register(context: Context) -> dict[str, Any]:
    """All waivers, those that end first at the top, and how many each approver has given."""
    run = context.run
    covered: dict[str, int] = {}
    for finding in context.findings:
        if finding.waived_by:
            covered[finding.waived_by] = covered.get(finding.waived_by, 0) + 1
    rows = [
        Row(
            waiver,
            _title(waiver, context),
            _scope(waiver, context),
            waiver_terms.ends(waiver, run),
            (waiver_terms.ends(waiver, run) - context.today).days,
            (context.today - waiver.since).days,
            min(waiver_terms.used_percent(waiver, run), Decimal(100)),
            covered.get(waiver.id, 0),
        )
        for waiver in context.portfolio.waivers
    ]
    rows.sort(key=lambda row: (row.ends, row.waiver.id))
    approvers: dict[str, list[Row]] = {}
    for row in rows:
        approvers.setdefault(row.waiver.approved_by, []).append(row)
    by_approver = sorted(approvers.items(), key=lambda item: (-len(item[1]), item[0]))
    return {"rows": rows, "approvers": by_approver, "authorities": _authorities(context)}


def _title(waiver: Waiver, context: Context) -> str:
    if waiver.rule is not None:
        return context.title("rule", waiver.rule)
    clause = context.clause(waiver.clause or "")
    return f"{waiver.clause} {clause.title}" if clause else waiver.clause or ""


def _scope(waiver: Waiver, context: Context) -> str:
    if waiver.project is not None:
        return context.title("project", waiver.project)
    if waiver.tier is not None:
        return say("compliance.all-projects-tier", tier=context.title("tier", waiver.tier))
    record = waiver.record or ""
    if not context.knows("project", address.home_of(record)):
        return record
    found = address.parse(record)
    title = context.title("project", found.project)
    if found.kind == address.PROJECT:
        return title
    return say("compliance.record", project=title, kind=kind_word(found.kind), id=found.id)


def _authorities(context: Context) -> list[tuple[str, str, int | None]]:
    """Severity, roles and days: who may waive what."""
    return [
        (entry.severity, ", ".join(context.title("role", role) for role in entry.roles), entry.most_days)
        for entry in context.methodology.roles.waivers
    ]
