"""Findings for a person at a terminal: the line, a caret, the clause, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pmokit.findings.outcome import Outcome, one_line, together
from pmokit.model.finding import Finding
from pmokit.words.catalogue import masked, say

Paint = Callable[[str, str], str]
"""Gives a text a meaning (`error`, `warning`, `note`, `dim`, `good`) that a terminal may colour."""


def plain(text: str, _meaning: str) -> str:
    """No colour at all."""
    return text


def write(outcome: Outcome, paint: Paint = plain) -> str:
    """All findings, those that do not decide apart, and a last line that counts."""
    lines: list[str] = []
    sources = _Lines(outcome.sources)
    shown = outcome._replace(findings=together(outcome.findings))
    for finding in shown.findings:
        lines += [*_finding(finding, sources, paint), ""]
    if outcome.apart:
        lines += [paint(say("findings.apart-not-counted"), "dim")]
        lines += [f"  {_brief(finding)}" for finding in outcome.apart]
        lines += [""]
    meaning = "good" if not outcome.findings else "dim"
    last = say(
        "findings.in-all",
        summary=shown.summary(),
        projects=say("findings.projects", outcome.projects),
        files=say("findings.files", len(outcome.sources), number=f"{len(outcome.sources):,}"),
        today=outcome.today,
    )
    lines.append(paint(last, meaning))
    return "\n".join(lines) + "\n"


def _brief(finding: Finding) -> str:
    return (
        f"{finding.path}:{finding.line}:{finding.column}: {finding.severity} "
        f"[{finding.rule}] {one_line(finding.message)}"
    )


def _finding(finding: Finding, sources: _Lines, paint: Paint) -> Iterator[str]:
    head = f"{finding.severity}[{finding.rule}]"
    clause = f" ({finding.clause})" if finding.clause else ""
    waived = " — " + say("findings.waived-by", waiver=finding.waived_by) if finding.waived_by else ""
    meaning = "dim" if waived else finding.severity
    yield f"{paint(head, meaning)} {one_line(finding.message)}{clause}{waived}"
    yield paint(f"  --> {finding.path}:{finding.line}:{finding.column}", "dim")
    line = sources.line(finding.path, finding.line)
    if line is not None:
        number = str(finding.line)
        yield f"{number:>5} | {masked(line)}"
        yield f"      | {paint(_caret(finding, line), meaning)}"
    for place in finding.contradicted_by:
        said = say("findings.contradicted-by", path=place.path, line=place.line, whose=place.whose)
        yield f"      = {one_line(said)}"
    if finding.help:
        yield f"      = {one_line(finding.help)}"


def _caret(finding: Finding, line: str) -> str:
    start = min(finding.column - 1, len(line))
    one_line = finding.end_line == finding.line
    end = finding.end_column - 1 if one_line else len(line)
    return " " * start + "^" * max(min(end, len(line)) - start, 1)


class _Lines:
    """The lines of the files that are shown, each file split once."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        """A line of a file, cut at a width that a terminal bears; None if there is none."""
        if path not in self._split:
            raw = self._sources.get(path, b"")
            self._split[path] = raw.decode("utf-8-sig", errors="replace").splitlines()
        lines = self._split[path]
        if not 0 < number <= len(lines):
            return None
        return one_line(lines[number - 1][:160])
