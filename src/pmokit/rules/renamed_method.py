"""The department's own methodology under the new ids of the one that it extends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pmokit.load import layout
from pmokit.model import anatomy
from pmokit.model.methodology.migration import Rename
from pmokit.model.record import Record
from pmokit.text import yaml
from pmokit.text.edits import Edit, Move, Set
from pmokit.text.flaws import Route

_OWN = ("id", "after", "before")
"""Fields of an entry of a method that name an entry of its own kind."""


def own_edits(files: Mapping[str, bytes], names: list[Rename]) -> Iterator[Edit]:
    """The edits of the department's own method: entries and references under the new ids."""
    for path, raw in files.items():
        located = layout.place(path)
        data = yaml.parse(raw).data
        if path.startswith("methodology/") and located is not None and isinstance(data, dict):
            yield from _renamed_in(path, data, located.slot.model, (), names)
            if (moved := moved_path(path, names)) != path:
                yield Move(path, to_path=moved)


def _renamed_in(
    path: str, data: Mapping[str, Any], model: type[Record], route: Route, names: list[Rename]
) -> Iterator[Edit]:
    for name, type_ in anatomy.fields(model).items():
        value = data.get(name)
        kind = type_.ref or (type_.item.ref if type_.item else "")
        inner = type_.record or (type_.item.record if type_.item else None)
        some = value if isinstance(value, list) else [value]
        for place, entry in enumerate(some):
            here = (*route, name, place) if isinstance(value, list) else (*route, name)
            if isinstance(entry, dict) and inner is not None:
                yield from _renamed_in(path, entry, inner, here, names)
            elif isinstance(entry, dict):
                for key in entry:
                    if new := _new_id(kind, key, names):
                        yield Move(path, (*here, key), to_key=new)
            elif isinstance(entry, str) and (
                new := _new_id(model.kind if name in _OWN else kind, entry, names)
            ):
                yield Set(path, here, new)


def _new_id(kind: str, old: str, names: Iterable[Rename]) -> str | None:
    return next((one.new for one in names if (one.of, one.old) == (kind, old)), None)


def moved_path(path: str, names: Iterable[Rename]) -> str:
    """Where a file goes whose name is an id that changes."""
    for rename in names:
        if rename.of == "gate":
            path = re.sub(rf"/gates/{re.escape(rename.old)}\.yaml$", f"/gates/{rename.new}.yaml", path)
        elif rename.of == "artefact":
            path = re.sub(rf"/artefacts/{re.escape(rename.old)}\.md$", f"/artefacts/{rename.new}.md", path)
        elif rename.of == "rule":
            path = re.sub(rf"(/rules/[^/]+)/{re.escape(rename.old)}\.yaml$", rf"\1/{rename.new}.yaml", path)
        elif rename.of == "forum":
            path = path.replace(f"portfolio/steering/{rename.old}/", f"portfolio/steering/{rename.new}/")
    return path
