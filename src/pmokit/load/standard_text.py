"""Standards in Markdown: front matter, and headings of the second level as clauses.

A clause's heading is its number, its title and its force: `## REG-1 Every project is registered
(shall)`. `(shall, locked)` may not be relaxed by who extends the method; `(dropped)` takes away a
clause of the method that is extended.

A line `Checked by pmo-analyst every 90 days.` (or `... days
for each project.`) says who looks where no rule can; a line ``Enforced by `date-in-future`.`` names the
demands of integrity that hold the clause, so that their findings cite it.
"""

from __future__ import annotations

import re

from pmokit.load.integrity import DEMANDS, finding, of_flaw
from pmokit.load.shape import claim
from pmokit.load.suggest import nearest
from pmokit.model.finding import Finding
from pmokit.model.methodology.standards import Clause, Standard, StandardFront
from pmokit.text import front_matter
from pmokit.words.catalogue import say

_CLAUSE = re.compile(
    r"(?P<id>[A-Z]{2,8}-\d{1,3}(?:\.\d{1,2})?) (?P<title>.+) "
    r"\((?P<force>shall|should|dropped)(?P<locked>, locked)?\)"
)
_CHECKED = re.compile(
    r"^Checked by (?P<role>[a-z0-9-]+) every (?P<days>\d{1,4}) days(?P<each> for each project)?\.$",
    re.MULTILINE,
)
_ENFORCED = re.compile(
    r"^Enforced by (?P<demands>`[a-z0-9-]+`(?:(?:, | and )`[a-z0-9-]+`)*)\.$", re.MULTILINE
)


def load_standard(standard_id: str, path: str, raw: bytes) -> tuple[Standard | None, list[Finding]]:
    """Read one standard. A malformed clause is a finding; the others still count."""
    document = front_matter.parse(raw)
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
        clause = _clause(match, heading.body, heading.span.line)
        findings += [_unknown_demand(path, heading, name) for name in clause.demands if name not in DEMANDS]
        clauses.append(clause)
    return _standard(standard_id, front, document.intro, clauses), findings


def _clause(match: re.Match[str], body: str, line: int) -> Clause:
    checked = _CHECKED.search(body)
    enforced = _ENFORCED.search(body)
    return Clause.model_construct(
        id=match["id"],
        title=match["title"],
        force=match["force"],
        locked=match["locked"] is not None,
        text=_CHECKED.sub("", body).strip(),
        line=line,
        checked_by=checked["role"] if checked else None,
        every_days=int(checked["days"]) if checked else None,
        for_each_project=bool(checked and checked["each"]),
        demands=tuple(re.findall("[a-z0-9-]{2,}", enforced["demands"].replace(" and ", " ")))
        if enforced
        else (),
    )


def _standard(standard_id: str, front: StandardFront, intro: str, clauses: list[Clause]) -> Standard:
    return Standard.model_construct(**dict(front), id=standard_id, intro=intro, clauses=tuple(clauses))


def _malformed(path: str, heading: front_matter.Heading) -> Finding:
    message, help = say("load.not-clause", title=heading.title), say("load.write-number-title-force-reg")
    return _at(heading, finding("clause-malformed", message, path, help=help))


def _unknown_demand(path: str, heading: front_matter.Heading, name: str) -> Finding:
    help = nearest(name, DEMANDS) or say("load.unknown-demand.fix")
    return _at(heading, finding("clause-malformed", say("load.unknown-demand", name=name), path, help=help))


def _at(heading: front_matter.Heading, found: Finding) -> Finding:
    span = heading.span
    return found._replace(
        line=span.line, column=span.column, end_line=span.end_line, end_column=span.end_column
    )
