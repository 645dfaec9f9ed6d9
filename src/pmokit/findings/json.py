"""Findings as JSON: the form that other programs may rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    "of_rule",
    "strength",
    "claimed",
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
    }
    text = json.dumps(document, indent=2, ensure_ascii=False).removesuffix("\n}")
    text += _listed("findings", outcome.findings)
    if outcome.apart:
        text += _listed("apart", outcome.apart)
    return text + "\n}\n"


def _listed(name: str, findings: Sequence[Finding]) -> str:
    """A list of the document as `indent=2` writes it; where it indents, `json` encodes in Python, which took
    a tenth of a check that remembers everything."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",\n      ", ": ")).encode
    entries = ["\n    {\n      " + encode(as_dict(finding))[1:-1] + "\n    }" for finding in findings]
    return f',\n  "{name}": [' + ",".join(entries) + ("\n  ]" if entries else "]")


def as_dict(finding: Finding) -> dict[str, Any]:
    """One finding; a field that does not apply is null."""
    fields: dict[str, Any] = {name: getattr(finding, name) or None for name in FIELDS}
    fields["contradicted_by"] = [place._asdict() for place in finding.contradicted_by]
    return fields
