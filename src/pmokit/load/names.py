"""References by name: who writes `Ben Baker` means the person of that name, whose id may be another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.load.shape import type_at
from pmokit.model.finding import Finding
from pmokit.text import yaml
from pmokit.words.catalogue import say


def resolve_names(findings: Iterable[Finding], files: Mapping[str, bytes], run: Run) -> list[Finding]:
    """The same findings; where an id was expected and the name of a record is written, its id is told."""
    return [_resolve(found, files, run) if found.rule == "bad-id" else found for found in findings]


def _resolve(found: Finding, files: Mapping[str, bytes], run: Run) -> Finding:
    located = layout.place(found.path)
    type_ = type_at(located.slot.model, found.route) if located is not None else None
    kind = (type_.ref or (type_.item.ref if type_.item else "")) if type_ is not None else ""
    written = _value(yaml.parse(files.get(found.path, b"")).data, found.route)
    if not kind or not isinstance(written, str):
        return found
    ids = [key for key, record in run.index.get(kind, {}).items() if _is_called(record, written)]
    if len(ids) != 1:
        return found
    return found._replace(help=say("load.meant-by-name", kind=kind, name=written, id=ids[0]))


def _is_called(record: object, written: str) -> bool:
    names = (str(getattr(record, field, "")) for field in ("name", "title"))
    return any(" ".join(name.split()).casefold() == " ".join(written.split()).casefold() for name in names)


def _value(data: object, route: Iterable[str | int]) -> object:
    for part in route:
        try:
            data = data[part]  # type: ignore[index]  # a mapping or a list, or else it leads nowhere
        except (LookupError, TypeError):
            return None
    return data
