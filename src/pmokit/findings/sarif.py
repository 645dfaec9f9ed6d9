"""Findings as SARIF 2.1.0 (OASIS), for code scanning and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from pmokit.findings.gitlab import fingerprint
from pmokit.findings.outcome import Outcome
from pmokit.model.finding import Finding
from pmokit.words.catalogue import say

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(outcome: Outcome) -> str:
    """One run with a result a finding; a waived finding carries an accepted suppression."""
    rules: dict[str, dict[str, Any]] = {}
    for finding in outcome.findings:
        rules.setdefault(finding.rule, _rule(finding))
    order = {name: place for place, name in enumerate(rules)}
    seen: dict[str, int] = {}
    driver = {"name": "pmokit", "semanticVersion": outcome.version, "rules": list(rules.values())}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": say("findings.root")}}},
        "results": [_result(finding, order, seen) for finding in outcome.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.title},
        "help": {"text": finding.help or finding.title},
        "defaultConfiguration": {"level": finding.severity},
    }


def _result(finding: Finding, order: dict[str, int], seen: dict[str, int]) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    location = {
        "artifactLocation": {"uri": quote(finding.path), "uriBaseId": "ROOT"},
        "region": region,
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": finding.severity,
        "message": {"text": f"{finding.message}. {finding.help}".strip()},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"pmokit/v1": fingerprint(finding, seen)},
    }
    if finding.waived_by:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": finding.waived_by}
        ]
    return result
