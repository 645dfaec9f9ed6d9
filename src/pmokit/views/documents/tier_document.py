"""`pmokit tier --format json`: how a project's tier follows from its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pmokit.model import address
from pmokit.model.address import Address
from pmokit.rules.tailoring import Scored
from pmokit.views.documents.document import Document, Part


@dataclass(frozen=True)
class MeasureRow(Part):
    """A measure of the scoring."""

    title: str
    value: Decimal | None
    """Null where the value is not known."""
    at_least: Decimal | None
    """The lower end of the band reached; null below all bands."""
    points: int


@dataclass(frozen=True)
class TierDocument(Document):
    """The scoring of a project and the tiers on both sides."""

    project: str
    tier: str | None
    """The tier in its charter."""
    calculated: str | None
    """The tier by the scoring."""
    points: int
    measures: list[MeasureRow]
    waiver: str | None
    """The waiver that allows another tier than the scoring's."""


def tier(
    today: date,
    project_id: str,
    stated: str | None,
    calculated: str | None,
    scored: Iterable[Scored],
    waiver: str | None,
) -> TierDocument:
    """The tier of a project."""
    rows = [
        MeasureRow(
            entry.measure.title,
            None if entry.value is None else Decimal(entry.value),
            entry.band.at_least if entry.band else None,
            entry.points,
        )
        for entry in scored
    ]
    return TierDocument(
        today=today,
        project=str(address.of_project(project_id)),
        tier=_tier(stated),
        calculated=_tier(calculated),
        points=sum(row.points for row in rows),
        measures=rows,
        waiver=str(Address("", "", "waiver", waiver)) if waiver else None,
    )


def _tier(tier_id: str | None) -> str | None:
    return str(Address("", "", "tier", tier_id)) if tier_id else None
