"""The forges that a method declares: read first, for git is asked for signatures before all is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmokit.load import layout
from pmokit.load.shape import attempt
from pmokit.model.methodology.about import Forge as Declared
from pmokit.text import yaml
from pmokit.text.forge_merge import Forge

ABOUT = "methodology/methodology.yaml"


def forges(files: Mapping[str, bytes]) -> Iterator[Forge]:
    """The forges of the method and of those that it extends; an entry that is none is a finding elsewhere."""
    for path, raw in files.items():
        data = yaml.parse(raw).data if layout.canonical(path) == ABOUT else None
        entries = data.get("forges") if isinstance(data, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if (found := attempt(Declared, entry)) is not None:
                yield Forge(found.key, found.merge_message)
