"""Findings as Markdown, for a comment on a pull request or a job summary."""

from __future__ import annotations

from collections.abc import Iterable

from pmokit.findings.outcome import Outcome, together
from pmokit.model.finding import Finding
from pmokit.text.channels import markdown
from pmokit.words.catalogue import say

MOST = 60_000
"""Characters: GitHub refuses a comment of more than 65,536."""


def write(outcome: Outcome) -> str:
    """A heading that counts, and a table, of which what would be too much for a comment is left out."""
    shown = outcome._replace(findings=together(outcome.findings))
    lines = [f"### pmokit: {shown.summary()}", ""]
    if shown.findings:
        lines += _table(shown.findings)
    else:
        lines += [say("findings.none")]
    if outcome.apart:
        lines += ["", say("findings.apart"), "", *_table(outcome.apart)]
    return "\n".join(_fitting(lines)) + "\n"


def _fitting(lines: list[str]) -> list[str]:
    size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size > MOST:
            return [*lines[:number], "", say("findings.left-out", len(lines) - number)]
    return lines


def _table(findings: Iterable[Finding]) -> list[str]:
    columns = ("rule", "where", "finding", "remedy")
    heads = " | ".join(say(f"column.{column}") for column in columns)
    rows = [f"| | {heads} |", "|---|---|---|---|---|"]
    for finding in findings:
        severity = (
            say("findings.waived-cell", waiver=markdown(finding.waived_by))
            if finding.waived_by
            else finding.severity
        )
        where = f"{markdown(finding.path)}:{finding.line}"
        cells = [severity, finding.rule, where, markdown(finding.message), markdown(finding.help)]
        rows.append("| " + " | ".join(cells) + " |")
    return rows
