"""Where an entry of a younger layer stands among those below it, and which fields it takes away from one."""

from __future__ import annotations

from typing import Any

from pmokit.load.composition import Composition, Part, Place
from pmokit.load.integrity import finding
from pmokit.load.suggest import nearest
from pmokit.words.catalogue import say

PLACING = ("after", "before")
CONSUMED = ("reason", "dropped", "unset", *PLACING)
"""What an entry says about its relation to the layers below it, and is not part of the method in force."""


def without_place(entry: Any) -> Any:
    """An entry without the words that place it."""
    return {k: v for k, v in entry.items() if k not in PLACING} if isinstance(entry, dict) else entry


def put(parts: list[Part], entry: Any, here: Place, notes: Composition) -> None:
    """Move an entry behind or ahead of the one that it names."""
    for word in PLACING:
        wanted = entry.get(word) if isinstance(entry, dict) else None
        if wanted is None:
            continue
        ids = [str(part[0].get("id")) if isinstance(part[0], dict) else "" for part in parts]
        own = str(entry.get("id"))
        if wanted not in ids or wanted == own:
            help = nearest(str(wanted), [name for name in ids if name != own])
            message = say("load.no-entry-to-stand-by", name=wanted)
            notes.findings.append(finding("unknown-reference", message, here[0], (*here[1], word), help=help))
        elif own in ids:
            part = parts.pop(ids.index(own))
            ids.remove(own)
            parts.insert(ids.index(wanted) + (word == "after"), part)


def unset(entry: dict[str, Any], before: dict[str, Any], here: Place, notes: Composition) -> set[str]:
    """The fields that an entry takes away from the one below it."""
    names = entry.get("unset")
    some = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    for number, name in enumerate(some):
        if name not in before:
            message = say("load.nothing-to-unset", name=name)
            help = say("load.nothing-to-unset.fix")
            route = (*here[1], "unset", number)
            notes.findings.append(finding("without-effect", message, here[0], route, help=help))
    return {name for name in some if name in before}
