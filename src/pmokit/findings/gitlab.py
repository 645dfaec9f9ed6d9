"""Findings as a GitLab Code Quality report."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from pmokit.findings.outcome import Outcome
from pmokit.model.finding import Finding

_SEVERITY = {"error": "critical", "warning": "major", "note": "minor"}


def write(outcome: Outcome) -> str:
    """A list of issues; waived findings are of severity `info`."""
    seen: dict[str, int] = {}
    return json.dumps([_issue(finding, seen) for finding in outcome.findings], indent=2) + "\n"


def _issue(finding: Finding, seen: dict[str, int]) -> dict[str, Any]:
    return {
        "description": f"{finding.message}. {finding.help}",
        "check_name": finding.rule,
        "fingerprint": fingerprint(finding, seen),
        "severity": "info" if finding.waived_by else _SEVERITY[finding.severity],
        "location": {
            "path": finding.path,
            "lines": {"begin": finding.line, "end": finding.end_line},
        },
    }


def fingerprint(finding: Finding, seen: dict[str, int]) -> str:
    """A digest that stays the same when lines move; equal findings are told apart by number."""
    digest = blake2b("\0".join(finding.fingerprint).encode(), digest_size=16).hexdigest()
    seen[digest] = seen.get(digest, 0) + 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
