"""Waivers: a finding that is waived is shown as waived, never dropped."""

from __future__ import annotations

from collections.abc import Iterable

from pmokit.load.integrity import DEMANDS
from pmokit.load.workspace import Workspace
from pmokit.model.finding import Finding
from pmokit.model.portfolio import Waiver


def waived(findings: Iterable[Finding], workspace: Workspace) -> list[Finding]:
    """The findings, each with the id of the first waiver that covers it today.

    Integrity cannot be waived; neither can anything before a waiver begins or after it ends.
    """
    waivers: dict[str, list[Waiver]] = {}
    for waiver in workspace.portfolio.__dict__.get("waivers", ()):
        if waiver.since <= workspace.today <= waiver.until and waiver.rule not in DEMANDS:
            waivers.setdefault(waiver.rule, []).append(waiver)
    if not waivers:
        return list(findings)
    return [_waived(finding, waivers.get(finding.rule, ())) for finding in findings]


def _waived(finding: Finding, waivers: Iterable[Waiver]) -> Finding:
    for waiver in waivers:
        if covers(waiver, finding.record):
            return finding._replace(waived_by=waiver.id)
    return finding


def covers(waiver: Waiver, record: str) -> bool:
    """Whether a waiver's scope holds a record: the record itself, or any of its project."""
    if waiver.record is not None:
        return record == waiver.record
    return waiver.project is not None and record.split("/", 1)[0] == waiver.project
