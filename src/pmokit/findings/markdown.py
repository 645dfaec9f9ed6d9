"""Findings as Markdown, for a comment on a pull request or a job summary."""

from __future__ import annotations

from collections.abc import Iterable

from pmokit.findings.outcome import Outcome
from pmokit.model.finding import Finding


def write(outcome: Outcome) -> str:
    """A heading that counts, and a table."""
    lines = [f"### pmokit: {outcome.summary()}", ""]
    if outcome.findings:
        lines += _table(outcome.findings)
    else:
        lines += ["Nothing to mend."]
    if outcome.apart:
        lines += ["", "Not brought by this change:", "", *_table(outcome.apart)]
    return "\n".join(lines) + "\n"


def _table(findings: Iterable[Finding]) -> list[str]:
    rows = ["| | Rule | Where | What | What to do |", "|---|---|---|---|---|"]
    for finding in findings:
        severity = f"waived ({_cell(finding.waived_by)})" if finding.waived_by else finding.severity
        where = f"{_cell(finding.path)}:{finding.line}"
        cells = [severity, finding.rule, where, _cell(finding.message), _cell(finding.help)]
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def _cell(text: str) -> str:
    """A text that Markdown shows as it is: punctuation as character references, on one line."""
    return "".join(
        c if c.isalnum() or c in " ,.:-/" else " " if c.isspace() else f"&#{ord(c)};" for c in text
    )
