"""What feeds report: status changes, decisions and findings, each thing once."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pmokit.load import layout
from pmokit.views.context import Context
from pmokit.views.history import happenings

FEEDS = ("status", "decisions", "findings")
"""The feeds by name; the catalogue has their titles (`history.feed.…`)."""
MOST = 200
"""Entries of what happened; readers keep what they have seen. All findings are in: they are open."""


class News(NamedTuple):
    """An entry of a feed. `key` stays the same for good; `project` is empty for what all share."""

    key: str
    day: date
    title: str
    text: str
    project: str


def news(context: Context) -> dict[str, list[News]]:
    """The entries of each feed, the newest first. A finding holds today, whenever it began."""
    happened = happenings.collect(context, date.min)
    return {
        "status": [_of(item) for item in happened if item.group in ("projects", "status")][:MOST],
        "decisions": [_of(item) for item in happened if item.group == "decisions"][:MOST],
        "findings": _findings(context),
    }


def _of(item: happenings.Happening) -> News:
    return News(item.key, item.day, item.text, "", item.project.id if item.project else "")


def _findings(context: Context) -> list[News]:
    """Open findings but notes. Two of one rule at one record share their name, so the second is numbered."""
    seen: dict[str, int] = {}
    found: list[News] = []
    for finding in context.findings:
        if finding.waived_by or finding.severity == "note":
            continue
        key = "\0".join(finding.fingerprint)
        seen[key] = seen.get(key, 0) + 1
        project = layout.project_of(finding.path) or ""
        text = f"{finding.path}:{finding.line}. {finding.help}"
        number = f"\0{seen[key]}" if seen[key] > 1 else ""
        found.append(
            News(f"{key}{number}", context.today, f"{finding.severity}: {finding.message}", text, project)
        )
    return found
