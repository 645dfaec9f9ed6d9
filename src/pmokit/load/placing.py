"""From routes to lines and columns, for the files that have findings, and only for these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.model.finding import Finding
from pmokit.text import front_matter, guard, places
from pmokit.text.flaws import Span


def placed(findings: Iterable[Finding], files: Mapping[str, bytes]) -> list[Finding]:
    """The findings with line and column filled in where they were not known yet."""
    result: list[Finding] = []
    waiting: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.line:
            result.append(finding)
        else:
            waiting.setdefault(finding.path, []).append(finding)
    for path, some in waiting.items():
        result += _place(some, _text(path, files.get(path)))
    return result


def _text(path: str, raw: bytes | None) -> str:
    text = guard.decode(raw)[0] if raw is not None else None
    if text is None:
        return ""
    return front_matter.front_matter(text) if path.endswith(".md") else text


def _place(findings: list[Finding], text: str) -> list[Finding]:
    spans = places.locate(text, [(finding.route, finding.key) for finding in findings])
    return [
        _with(finding, places.locate_part(text, finding.route, *finding.part) if finding.part else span)
        for finding, span in zip(findings, spans, strict=True)
    ]


def _with(finding: Finding, span: Span) -> Finding:
    return finding._replace(
        line=span.line, column=span.column, end_line=span.end_line, end_column=span.end_column
    )
