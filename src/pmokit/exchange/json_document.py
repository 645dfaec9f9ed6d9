"""Documents as JSON, and the JSON Schemas (draft 2020-12) that say what other programs may rely on."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from pmokit.exchange.schema import DIALECT
from pmokit.views.documents import (
    adherence_document,
    agenda_document,
    assurance_document,
    changes_document,
    evidence_document,
    findings_document,
    gate_document,
    import_document,
    list_document,
    methodology_document,
    path_document,
    period_document,
    rules_document,
    status_document,
    tier_document,
    trend_document,
)
from pmokit.views.documents.document import Document

DOCUMENTS: dict[str, type[Document]] = {
    "adherence": adherence_document.AdherenceDocument,
    "assurance": assurance_document.AssuranceDocument,
    "changes": changes_document.ChangesDocument,
    "check": findings_document.FindingsDocument,
    "evidence": evidence_document.EvidenceDocument,
    "explain": rules_document.RulesDocument,
    "gate": gate_document.GateDocument,
    "import": import_document.ImportDocument,
    "list": list_document.ListDocument,
    "methodology": methodology_document.MethodologyDocument,
    "path": path_document.PathDocument,
    "period": period_document.PeriodDocument,
    "status": status_document.StatusDocument,
    "steering": agenda_document.AgendaDocument,
    "test": findings_document.FindingsDocument,
    "tier": tier_document.TierDocument,
    "trend": trend_document.TrendDocument,
}
"""The document of each command that reads."""


def write(document: Document) -> str:
    """A document as JSON with a line break at its end: fields in their order, decimals as text."""
    return TypeAdapter(type(document)).dump_json(document, indent=2).decode() + "\n"


def schema(document: type[Document]) -> dict[str, Any]:
    """The JSON Schema of a document."""
    made = TypeAdapter(document).json_schema(mode="serialization")
    return {"$schema": DIALECT, **made}


def all_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each command's document, by file name."""
    return {f"{name}.json": schema(document) for name, document in DOCUMENTS.items()}
