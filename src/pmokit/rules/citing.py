"""Findings of integrity with the clause that they are about, where a standard names the demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmokit.load.run import Run
from pmokit.model.finding import Finding


def cited(findings: Iterable[Finding], run: Run) -> Iterator[Finding]:
    """The findings, those of a demand that a clause names with this clause."""
    clauses = {name: clause.id for clause in run.clauses.values() for name in clause.demands}
    for found in findings:
        yield found if found.clause else found._replace(clause=clauses.get(found.rule, ""))
