"""Findings as JSON: the form that other programs may rely on."""

from __future__ import annotations

import json
from typing import Any

from pmokit.findings.outcome import Outcome
from pmokit.model.finding import SEVERITIES, Finding

FIELDS = (
    "rule",
    "severity",
    "title",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "record",
    "clause",
    "help",
    "waived_by",
)


def write(outcome: Outcome) -> str:
    """`{"version": 1, "today", "summary", "findings": [...]}`, and `apart` if there is any."""
    document: dict[str, Any] = {
        "version": 1,
        "today": outcome.today,
        "summary": {
            **{severity: outcome.count(severity) for severity in SEVERITIES},
            "waived": outcome.waived,
            "projects": outcome.projects,
            "files": len(outcome.sources),
        },
        "findings": [as_dict(finding) for finding in outcome.findings],
    }
    if outcome.apart:
        document["apart"] = [as_dict(finding) for finding in outcome.apart]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_dict(finding: Finding) -> dict[str, Any]:
    """One finding; a field that does not apply is null."""
    return {name: getattr(finding, name) or None for name in FIELDS}
