"""References by name: who writes `Ben Baker` means the person of that name, whose id may be another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.load.shape import id_of_words, type_at
from pmokit.load.suggest import nearest
from pmokit.model import kinds
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.text import yaml
from pmokit.words.catalogue import say

_NAMES = ("name", "title")


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
    known = {
        key: _folded(*(getattr(record, name, None) for name in _NAMES))
        for key, record in run.index.get(kind, {}).items()
    }
    known = known or _in_unread_file(kind, files)
    ids = [key for key, names in known.items() if _folded(written) <= names]
    if len(ids) == 1:
        return found._replace(help=say("load.meant-by-name", kind=kind, name=written, id=ids[0]))
    likely = id_of_words(written)
    if likely in known:
        return found._replace(help=say("load.write-id", likely=likely))
    return found._replace(help=nearest(likely, known) or found.help) if known else found


def _in_unread_file(kind: str, files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The ids and names of a kind in the methodology, whose file is not read, as it is at fault."""
    part, *inner = kinds.lists(Methodology).get(kind, ("",))
    paths = [slot.pattern for slot in layout.METHODOLOGY if slot.part == part and not slot.many]
    entries = _value(yaml.parse(files.get(paths[0], b"")).data, inner) if paths and inner else None
    some = entries if isinstance(entries, list) else []
    return {
        str(entry["id"]): _folded(*(entry.get(name) for name in _NAMES))
        for entry in some
        if isinstance(entry, dict) and "id" in entry
    }


def _folded(*texts: object) -> set[str]:
    return {" ".join(str(text).split()).casefold() for text in texts if text}


def _value(data: object, route: Iterable[str | int]) -> object:
    for part in route:
        try:
            data = data[part]  # type: ignore[index]  # a mapping or a list, or else it leads nowhere
        except (LookupError, TypeError):
            return None
    return data
