"""`pmokit methodology show|diff --format json`: the entries of the methodology and how it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pmokit.load.locking import Layer
from pmokit.model.address import Address
from pmokit.views.documents.document import Document, Part
from pmokit.views.handbook.origins import DifferenceRow, EntryRow


@dataclass(frozen=True)
class LayerRow(Part):
    """A methodology in the chain, the department's own first."""

    name: str
    version: str
    folder: str


@dataclass(frozen=True)
class EntryOfLayer(Part):
    """An entry of the methodology in force."""

    address: str
    title: str
    locked: bool
    layer: str
    over: list[str]
    path: str


@dataclass(frozen=True)
class DifferenceOfLayer(Part):
    """An entry that differs from the methodology extended."""

    verdict: str
    address: str
    layer: str
    path: str
    changes: list[str]
    reason: str | None


@dataclass(frozen=True)
class MethodologyDocument(Document):
    """Layers, entries and differences."""

    layers: list[LayerRow]
    entries: list[EntryOfLayer]
    differences: list[DifferenceOfLayer]


def methodology(
    today: date,
    layers: Iterable[Layer],
    entries: Iterable[EntryRow] = (),
    differences: Mapping[str, Iterable[DifferenceRow]] | None = None,
) -> MethodologyDocument:
    """What a command shows of the methodology."""
    return MethodologyDocument(
        today=today,
        layers=[LayerRow(layer.name, str(layer.version), layer.folder) for layer in layers],
        entries=[_entry(row) for row in entries],
        differences=[
            _difference(verdict, row) for verdict, rows in (differences or {}).items() for row in rows
        ],
    )


def _entry(row: EntryRow) -> EntryOfLayer:
    over = [layer.name for layer in row.over]
    return EntryOfLayer(
        str(Address("", "", row.kind, row.id)), row.title, row.locked, row.layer.name, over, row.path
    )


def _difference(verdict: str, row: DifferenceRow) -> DifferenceOfLayer:
    entry = row.difference
    changes = [str(change) for change in entry.changes]
    return DifferenceOfLayer(
        verdict,
        str(Address("", "", entry.kind, entry.id)),
        row.layer.name,
        str(entry.place[0]),
        changes,
        " ".join(entry.reason.split()) if entry.reason else None,
    )
