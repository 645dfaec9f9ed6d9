"""`pmokit evidence --format json`: approvals and who stands behind them, and every row of the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pmokit.analytics.organisation.approval_standing import Standing, standing
from pmokit.model.address import Address
from pmokit.views.compliance.evidence import HEADS, pieces
from pmokit.views.compliance.standing_reason import standing_reason
from pmokit.views.context import Context
from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class ApprovalRow(Part):
    """A gate approval and its standing."""

    record: str
    standing: Standing
    reason: str


@dataclass(frozen=True)
class EvidenceRow(Part):
    """A row of the evidence: its table, its values by column, its file and last commit."""

    table: str
    values: dict[str, str]
    path: str
    commit: str | None


@dataclass(frozen=True)
class EvidenceDocument(Document):
    """The evidence since a day."""

    since: date
    approvals: list[ApprovalRow]
    rows: list[EvidenceRow]


def evidence(context: Context, since: date, commits: Mapping[str, str]) -> EvidenceDocument:
    """The evidence since a day, `commits` being the last commit of each path."""
    rows = [
        EvidenceRow(
            piece.table,
            dict(zip(HEADS[piece.table], piece.values, strict=True)),
            piece.path,
            commits.get(piece.path),
        )
        for piece in pieces(context, since)
    ]
    return EvidenceDocument(today=context.today, since=since, approvals=_approvals(context, since), rows=rows)


def _approvals(context: Context, since: date) -> list[ApprovalRow]:
    found: list[ApprovalRow] = []
    for project in context.projects:
        for approval in project.gates:
            # An approval of the first day asked about belongs to the evidence.
            if approval.decided_on is None or approval.decided_on < since:
                continue
            word = standing(approval, project, context.run)
            name = str(Address("", project.id, "approval", approval.id))
            found.append(ApprovalRow(name, word, standing_reason(approval, project, context)))
    return found
