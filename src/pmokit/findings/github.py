"""Findings as GitHub Actions workflow commands: annotations beside the lines of a pull request."""

from __future__ import annotations

from pmokit.findings.outcome import Outcome, together
from pmokit.model.finding import Finding
from pmokit.text.channels import terminal
from pmokit.words.catalogue import say

_LEVEL = {"error": "error", "warning": "warning", "note": "notice"}


def write(outcome: Outcome) -> str:
    """One `::error file=...::` line a finding; a waived one is a notice."""
    lines = [_command(finding) for finding in together(outcome.findings)]
    lines += [f"::notice::pmokit: {_data(outcome.summary())}"]
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    level = "notice" if finding.waived_by else _LEVEL[finding.severity]
    title = f"{finding.rule}: {finding.title}"
    # GitHub ignores columns when a range spans several lines.
    columns = (
        f",col={finding.column},endColumn={max(finding.end_column - 1, finding.column)}"
        if finding.line == finding.end_line
        else ""
    )
    place = (
        f"file={_property(finding.path)},line={finding.line},endLine={finding.end_line}{columns}"
        f",title={_property(title)}"
    )
    waived = f" ({say('findings.waived-by', waiver=finding.waived_by)})" if finding.waived_by else ""
    return f"::{level} {place}::{_data(f'{finding.message}. {finding.help}{waived}')}"


def _data(text: str) -> str:
    return terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
