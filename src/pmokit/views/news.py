"""What feeds tell: status changes, decisions and findings, each thing once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pmokit.views import told
from pmokit.views.context import Context

FEEDS = {"status": "Status changes", "decisions": "Decisions", "findings": "Findings"}
"""The feeds by name, with their titles."""
MOST = 200
"""Entries of a feed; readers keep what they have seen."""


class News(NamedTuple):
    """An entry of a feed. `key` stays the same for good; `project` is empty for what all share."""

    key: str
    day: date
    title: str
    text: str
    project: str


def news(context: Context, changed: Mapping[str, date]) -> dict[str, list[News]]:
    """The entries of each feed, the newest first.

    `changed` is the day on which each file last changed, by git; a finding in a file without one is of
    today.
    """
    happened = told.told(context, date.min)
    found = {
        "status": [_of(item) for item in happened if item.group in ("Projects", "Status")],
        "decisions": [_of(item) for item in happened if item.group == "Decisions"],
        "findings": _findings(context, changed),
    }
    return {name: some[:MOST] for name, some in found.items()}


def _of(item: told.Told) -> News:
    return News(item.key, item.day, item.text, "", item.project.id if item.project else "")


def _findings(context: Context, changed: Mapping[str, date]) -> list[News]:
    """Open findings but notes. Two of one rule at one record share their name, so the second is numbered."""
    seen: dict[str, int] = {}
    found: list[News] = []
    for finding in context.findings:
        if finding.waived_by or finding.severity == "note":
            continue
        key = "/".join(finding.fingerprint)
        seen[key] = seen.get(key, 0) + 1
        project = finding.path.split("/", 3)[2] if "/projects/" in finding.path else ""
        text = f"{finding.path}:{finding.line}. {finding.help}"
        day = min(changed.get(finding.path, context.today), context.today)
        number = f"/{seen[key]}" if seen[key] > 1 else ""
        found.append(News(f"{key}{number}", day, f"{finding.severity}: {finding.message}", text, project))
    return sorted(found, key=lambda item: (-item.day.toordinal(), item.key))
