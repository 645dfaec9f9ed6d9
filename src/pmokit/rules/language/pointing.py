"""The places that a rule points at: the field in which the fault is, and what speaks against a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pmokit.load import layout
from pmokit.load.integrity import finding
from pmokit.load.suggest import close, nearest
from pmokit.model import address, anatomy, kinds
from pmokit.model.anatomy import Type
from pmokit.model.finding import Finding
from pmokit.model.record import Record
from pmokit.rules.language.corrections import write
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

HISTORY = "history"
"""The text that stands for the git history of the file in which the finding is."""
_BRACES = re.compile(r"\{[^{}]*\}")
_SIGNS = "<>[]«»‹›“”„\"'` "


def check_at(at: str | None, kind: str, path: str) -> list[Finding]:
    """`at` must be a field of the record."""
    if at is None:
        return []
    own: Any = kinds.all_kinds()[kind]
    hit = re.fullmatch(rf"\{{\s*{kind}\.([\w.]+)\s*\}}", at)
    if hit is not None and _field(own, hit[1].split(".")) is not None:
        message = say("language.value-in-at", found=at)
        return [finding("rule-invalid", message, path, ("at",), help=write(hit[1]))]
    record = own
    for name in at.split("."):
        if "{" in name:  # known only when a record is assessed
            return []
        fields: Iterable[str] = anatomy.fields(record) if record else ()
        if name not in fields:
            wrong = name if at.strip(_SIGNS) == at else at
            message = say("language.no-such-field", name=wrong, type=kind)
            return [
                finding("rule-invalid", message, path, ("at",), help=_better_at(at, name, own, fields, kind))
            ]
        record = anatomy.fields(record)[name].record
    return []


def _better_at(at: str, name: str, own: type[Record], fields: Iterable[str], kind: str) -> str:
    plain = at.strip(_SIGNS).removeprefix(f"{kind}.")
    if plain != at and _field(own, plain.split(".")) is not None:
        return write(plain)
    if name == kind:
        return write(at.removeprefix(f"{kind}."))
    return nearest(name, fields) or say("language.fields.fix", fields=", ".join(fields))


def check_against(text: str, kind: str, path: str, route: Route) -> list[Finding]:
    """What speaks against a claim must be a place: the history, a field in a file, or a record."""
    plain = _BRACES.sub("x", text)
    if text == HISTORY or plain == "x" or _is_address(plain):
        return []
    names = text.split(".")
    is_of_project = kind == "project" or kind in kinds.of_projects()
    if is_of_project and names[0] in _parts() and _field(_parts()[names[0]], names[1:]) is not None:
        return []
    help = say("language.against.fix", likely=_likely(text))
    return [finding("rule-invalid", say("language.against", found=text), path, route, help=help)]


def _is_address(text: str) -> bool:
    if "/" not in text:
        return False
    try:
        return address.parse(text).kind in kinds.all_kinds()
    except ValueError:
        return False


def _parts() -> dict[str, type[Record]]:
    """The files of a project by name; the charter by what it is, too."""
    files = layout.files_of_a_project()
    return {**files, "charter": files[layout.CHARTER]}


def _field(record: type[Record] | None, names: list[str]) -> Type | None:
    """The field to which some names lead, one within the other; the record itself without any."""
    here = Type("record", record=record)
    for name in names:
        inner = here.item if here.item is not None else here
        found = anatomy.fields(inner.record).get(name) if inner.record is not None else None
        if name.isdigit() and here.item is not None:
            found = here.item
        if found is None:
            return None
        here = found
    return here


def _likely(text: str) -> str:
    """Places that are named almost like that, or whose last word is in the text."""
    plain = _BRACES.sub("", text)
    words = set(re.findall(r"[a-z_]+", plain.lower())) - {"id"}
    if "/" in text:
        some = [
            text.replace(f"{word}/", f"{kind}/") for word in words for kind in close(word, kinds.all_kinds())
        ]
    else:
        some = list(_near(plain.split("."))) or [
            f"{part}.{name}"
            for part, record in _parts().items()
            for name in anatomy.fields(record)
            if name in words
        ]
    some = list(dict.fromkeys(one.replace("charter.", f"{layout.CHARTER}.") for one in some))[:3]
    return say("language.against.likely", some=" or ".join(f"`{one}`" for one in some)) if some else ""


def _near(names: list[str]) -> Iterator[str]:
    for part in [names[0]] if names[0] in _parts() else close(names[0], _parts()):
        inner = names[1:2]
        fields = anatomy.fields(_parts()[part])
        if not inner:
            yield part
        elif likely := inner if inner[0] in fields else close(inner[0], fields):
            yield f"{part}.{likely[0]}"
