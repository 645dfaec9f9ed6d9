"""`pmokit check|test --format json`: findings, as `findings/json.py` writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class SummaryRow(Part):
    """How many findings there are by severity, and over what."""

    error: int
    warning: int
    note: int
    waived: int
    projects: int
    files: int


@dataclass(frozen=True)
class ContradictionRow(Part):
    """A place that speaks against a claim."""

    path: str
    line: int
    whose: str
    """Whose facts stand there."""


@dataclass(frozen=True)
class FindingRow(Part):
    """A finding; a field that does not apply is null."""

    rule: str
    severity: Literal["error", "warning", "note"]
    title: str
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    record: str | None
    clause: str | None
    help: str | None
    waived_by: str | None
    of_rule: str | None
    """The rule that a finding about judging speaks of, such as `not-judged`."""
    strength: Literal["strong", "medium", "weak"] | None
    """How much the evidence weighs, where the finding is about the truth of a claim."""
    claimed: str | None
    """What the record claims."""
    contradicted_by: list[ContradictionRow]
    """What speaks against the claim."""


@dataclass(frozen=True)
class FindingsDocument(Document):
    """The outcome of a check."""

    summary: SummaryRow
    findings: list[FindingRow]
    apart: list[FindingRow] = field(default_factory=list)
    """Findings that the change did not introduce (`--base`, `--ratchet`)."""
