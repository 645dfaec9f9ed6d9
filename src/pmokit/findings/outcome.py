"""What every writer of findings gets: the findings, and what there is to say about the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pmokit.model.finding import SEVERITIES, Finding, Severity
from pmokit.text import channels
from pmokit.words.catalogue import say


class Outcome(NamedTuple):
    """A check's findings, ready to be written.

    `apart` are findings that the change under review did not bring (`--base`); they are shown, but
    they do not decide. `sources` holds the bytes of the files, for the lines shown.
    """

    today: str
    version: str
    findings: Sequence[Finding]
    apart: Sequence[Finding]
    sources: Mapping[str, bytes]
    projects: int

    def count(self, severity: str) -> int:
        """How many findings of a severity are not waived."""
        return sum(f.severity == severity and not f.waived_by for f in self.findings)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(bool(finding.waived_by) for finding in self.findings)

    def worst_reaches(self, fail_on: str) -> bool:
        """Whether a finding that is not waived is at or above a severity (`never`: none is)."""
        if fail_on == "never":
            return False
        wanted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return any(f.severity in wanted and not f.waived_by for f in self.findings)

    def summary(self) -> str:
        """The findings counted by severity, in words."""
        parts = [say(f"findings.count.{severity}", self.count(severity)) for severity in SEVERITIES]
        text = ", ".join(parts)
        if self.waived:
            text += ", " + say("findings.count.waived", self.waived)
        return text

    def below(self, folder: str) -> Outcome:
        """The same with paths from the top of a repository in which the root is a folder (`pmo/`)."""
        if not folder:
            return self
        return self._replace(
            findings=[finding._replace(path=folder + finding.path) for finding in self.findings],
            apart=[finding._replace(path=folder + finding.path) for finding in self.apart],
            sources={folder + path: raw for path, raw in self.sources.items()},
        )


def together(findings: Sequence[Finding]) -> list[Finding]:
    """The findings for a reader: the rules that one file leaves unjudged as one, as severe as the worst."""
    rules: dict[str, dict[str, Severity]] = {}
    for entry in findings:
        if _is_of_file(entry):
            rules.setdefault(entry.path, {})[entry.of_rule] = entry.severity
    result: list[Finding] = []
    for entry in findings:
        some = rules.get(entry.path) if _is_of_file(entry) else None
        if some is None:
            result.append(entry)
        elif entry.of_rule == next(iter(some)):
            severity = min(some.values(), key=SEVERITIES.index)
            message = say("unjudged.together", len(some), path=entry.path, rules=", ".join(some))
            result.append(entry._replace(severity=severity, message=message))
    return result


def _is_of_file(finding: Finding) -> bool:
    """Whether a finding says of one rule that a file which cannot be read left it unjudged."""
    return (
        finding.rule == "not-judged"
        and not finding.record
        and not finding.path.endswith(f"/{finding.of_rule}.yaml")
    )


def one_line(text: str) -> str:
    """A printable text without line breaks."""
    return channels.terminal(text).replace("\n", " ")
