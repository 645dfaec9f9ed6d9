"""The importers that there are: `pmokit import NAME` reads a source as the module named here says."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from pmokit.exchange.imported import AnyImporter

INDEX = {
    "table": "table",
    "records": "record_folder",
}


def importers() -> Iterator[tuple[str, AnyImporter]]:
    """All importers by name, in order."""
    for name, module in INDEX.items():
        yield name, import_module(f"pmokit.exchange.{module}").IMPORTER
