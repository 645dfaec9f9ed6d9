"""Standards in Markdown: front matter, and headings of the second level as clauses.

A clause's heading is its number, its title and its force: `## REG-1 Every project is registered
(shall)`.
"""

from __future__ import annotations

import re

from pmokit.load.integrity import finding, of_flaw
from pmokit.load.shape import claim
from pmokit.model.finding import Finding
from pmokit.model.methodology import Clause, Standard, StandardFront
from pmokit.text import markdown

_CLAUSE = re.compile(r"(?P<id>[A-Z]{2,8}-\d{1,3}(?:\.\d{1,2})?) (?P<title>.+) \((?P<force>shall|should)\)")


def load_standard(standard_id: str, path: str, raw: bytes) -> tuple[Standard | None, list[Finding]]:
    """Read one standard. A malformed clause is a finding; the others still count."""
    document = markdown.parse(raw)
    findings = [of_flaw(path, flaw) for flaw in document.flaws]
    if document.data is None and findings:
        return None, findings
    front, found = claim(StandardFront, document.data, path, {})
    findings += found
    if front is None or findings:
        return None, findings
    clauses: list[Clause] = []
    for heading in document.headings:
        if heading.level != 2:
            continue
        match = _CLAUSE.fullmatch(heading.title)
        if match is None:
            findings.append(_malformed(path, heading))
            continue
        clauses.append(
            Clause.model_construct(
                id=match["id"],
                title=match["title"],
                force=match["force"],
                text=heading.body,
                line=heading.span.line,
            )
        )
    return _standard(standard_id, front, document.intro, clauses), findings


def _standard(standard_id: str, front: StandardFront, intro: str, clauses: list[Clause]) -> Standard:
    return Standard.model_construct(**front.__dict__, id=standard_id, intro=intro, clauses=tuple(clauses))


def _malformed(path: str, heading: markdown.Heading) -> Finding:
    found = finding(
        "clause-malformed",
        f"`{heading.title}` is not a clause",
        path,
        help="Write number, title and force: `## REG-1 Every project has a sponsor (shall)`.",
    )
    span = heading.span
    return found._replace(
        line=span.line, column=span.column, end_line=span.end_line, end_column=span.end_column
    )
