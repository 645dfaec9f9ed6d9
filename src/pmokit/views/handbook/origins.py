"""How the method in force came about: each entry with the layer it comes from, and what differs."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.load import layout
from pmokit.load.compose import origin
from pmokit.load.composition import Difference
from pmokit.load.locking import Layer
from pmokit.load.run import Run

KINDS = (
    "phase",
    "gate",
    "role",
    "activity",
    "artefact",
    "tier",
    "threshold",
    "forum",
    "field",
    "term",
    "standard",
    "clause",
    "rule",
)
VERDICTS = ("added", "tightened", "changed", "relaxed", "dropped", "reworded")


class EntryRow(NamedTuple):
    """An entry in force: where it stands, in which layer, and which layers below it changes."""

    kind: str
    id: str
    title: str
    locked: bool
    path: str
    layer: Layer
    over: tuple[Layer, ...]


def entries(run: Run) -> list[EntryRow]:
    """All entries of the method in force, by kind and in the method's order."""
    touched: dict[tuple[str, str], list[Difference]] = {}
    for difference in run.workspace.differences:
        touched.setdefault((difference.kind, difference.id), []).append(difference)
    rows: list[EntryRow] = []
    for item in run.workspace.shared_items:
        if item.kind not in KINDS or not item.path.startswith("methodology/"):
            continue
        values = dict(item.record)
        entry_id = str(values.get("id", ""))
        places = run.workspace.origins.get(item.path)
        path = origin(places, item.route)[0] if places else item.path
        some = touched.get((item.kind, entry_id), [])
        if some:
            path = min(some, key=lambda difference: difference.layer).place[0]
        below = {layer_of(d.below[0], run).folder for d in some if d.below is not None}
        rows.append(
            EntryRow(
                item.kind,
                entry_id,
                str(values.get("title") or values.get("term") or ""),
                bool(values.get("locked", False)),
                path,
                layer_of(path, run),
                tuple(layer for layer in run.workspace.layers if layer.folder in below),
            )
        )
    return sorted(rows, key=lambda row: KINDS.index(row.kind))


def layer_of(path: str, run: Run) -> Layer:
    """The layer in whose folder a file lies."""
    folder = path.removesuffix(layout.canonical(path).removeprefix("methodology/"))
    return next((layer for layer in run.workspace.layers if layer.folder == folder), run.workspace.layers[0])


class DifferenceRow(NamedTuple):
    """What one layer does to the layers below it."""

    layer: Layer
    difference: Difference


def differences(run: Run, all_layers: bool = True) -> dict[str, list[DifferenceRow]]:
    """The differences by verdict, of the youngest layer or of all; verdicts without any left out."""
    result: dict[str, list[DifferenceRow]] = {}
    for verdict in VERDICTS:
        some = [
            DifferenceRow(run.workspace.layers[item.layer], item)
            for item in run.workspace.differences
            if item.verdict == verdict and (all_layers or item.layer == 0)
        ]
        if some:
            result[verdict] = sorted(
                some, key=lambda row: (row.difference.layer, row.difference.kind, row.difference.id)
            )
    return result
