"""The reference of all record kinds: each file, its fields, and an example with a remark at every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import PydanticUndefined

from pmokit.exchange.schema import _family, _notes
from pmokit.load import layout
from pmokit.load.layout import SLOTS, Slot
from pmokit.model import anatomy
from pmokit.model.anatomy import Type
from pmokit.model.record import Record
from pmokit.text import emit, front_matter, yaml

EXAMPLES = "methodology/examples/"
# Of many equal files one is chosen, so that the page does not change with each of the others.
_CHOSEN = {"rules": "methodology/rules/raid/risk-unowned.yaml"}
_WORDS = {"day": "date", "flag": "`true` or `false`", "money": "amount and currency", "extra": "own fields"}
_SAMPLES = {
    "day": "2026-11-23",
    "flag": "true",
    "money": "50000 EUR",
    "number": "1",
    "extra": "{}",
    "text": "a text",
}
# Kinds of which the repository has no file: they come with a parent, a new version, or the first ratchet.
_OTHERS: dict[str, dict[str, Any]] = {
    "lock": {"source": "https://git.example.org/pmo/methodology", "commit": "0f3c", "version": "2.1.0", "files": [{"path": "roles.yaml", "sha256": "9b1e"}]},
    "debt": {"recorded_on": "2026-11-23", "at_first": "1", "rules": [{"rule": "risk-unowned", "records": ["sd-wan/risk/carrier-delay"]}]},
    "fields": {"fields": [{"id": "cost_centre", "title": "Cost centre", "type": "text"}]},
    "migrations": {"to": "3.0.0", "renames": [{"kind": "role", "old": "owner", "new": "sponsor"}]},
}  # fmt: skip


def page(files: Mapping[str, bytes]) -> str:
    """The page in Markdown, with the examples taken from files of the repository."""
    lines = [
        "# Records",
        "",
        "Every file of a repository, what each of its fields is, and an example. A field without a default must be",
        "there. In the examples, lists show one entry, and fields behind `#` are those that the example does not need.",
    ]
    shown: set[type[Record]] = set()
    for slot in SLOTS:
        lines += ["", f"## {slot.pattern}"]
        for model in records_in(slot.model):
            if model not in shown:
                lines += ["", *table(model, slot.model)]
                shown.add(model)
        lines += ["", "```yaml", *example(slot.model, data_of(slot, files), 0), "```"]
    return "\n".join(lines) + "\n"


def records_in(model: type[Record]) -> list[type[Record]]:
    """The record of a file, then all records in it, in the order of their first mention."""
    family = _family(model)
    return [model, *sorted((part for part in family if part is not model), key=lambda part: part.__name__)]


def table(model: type[Record], whole: type[Record]) -> Iterator[str]:
    """The fields of a record."""
    if model is not whole:
        yield f"### {name_of(model)}"
        yield ""
    yield " ".join((model.__doc__ or "").split())
    yield ""
    yield "| field | type | default | what it is |"
    yield "|---|---|---|---|"
    notes = _notes(model)
    for name, type_ in anatomy.fields(model).items():
        yield f"| `{name}` | {words_of(type_)} | {default_of(model, name)} | {notes[name].replace('|', chr(92) + '|')} |"


def name_of(model: type[Record]) -> str:
    """What a record is called."""
    return str(Type("record", record=model))


def words_of(type_: Type) -> str:
    """A type in words."""
    if type_.base == "list" and type_.item:
        return f"list of: {words_of(type_.item)}"
    if type_.base == "record" and type_.record:
        return f"[{name_of(type_.record)}](#{name_of(type_.record).replace(' ', '-')})"
    if type_.ref and type_.base == "extra":
        return f"a value for each {type_.ref}"
    if type_.ref:
        return f"id of {'an' if type_.ref[0] in 'aeiou' else 'a'} {type_.ref.replace('_', ' ')}"
    if type_.choices:
        return " or ".join(f"`{choice}`" for choice in type_.choices)
    return _WORDS.get(type_.base, type_.base)


def default_of(model: type[Record], name: str) -> str:
    """The default of a field in words."""
    if name in model.from_name:
        return "from the path"
    field = model.model_fields[name]
    if field.is_required():
        return "**required**"
    if field.default is PydanticUndefined or field.default is None or field.default == ():
        return ""
    if isinstance(field.default, Record):
        return "as below"
    values = field.default if isinstance(field.default, tuple) else (field.default,)
    return ", ".join(f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in values)


def data_of(slot: Slot, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The data of the file of a slot that says the most: of the example portfolio, else of any."""
    found: list[tuple[bool, int, str, dict[str, Any]]] = []
    for path, raw in sorted(files.items()):
        located = layout.place(path.removeprefix(EXAMPLES))
        if located is not None and located.slot is slot and _CHOSEN.get(slot.part, path) == path:
            text = raw.decode()
            data = (
                yaml.parse_text(front_matter.front_matter(text) if path.endswith(".md") else text).data or {}
            )
            found.append((path.startswith(EXAMPLES), _size(data), path, data))
    return max(found, key=lambda item: item[:3])[3] if found else _OTHERS[slot.part]


def _size(data: Any) -> int:
    """How many different fields some data has."""
    if isinstance(data, dict):
        return len(data) + sum(_size(value) for value in data.values())
    return max(map(_size, data), default=0) if isinstance(data, list) else 0


def example(model: type[Record], data: Mapping[str, Any], indent: int) -> Iterator[str]:
    """The lines of a record with a remark above each field; fields that the data lacks are remarks themselves."""
    pad, notes = " " * indent, _notes(model)
    for name, type_ in anatomy.fields(model).items():
        if name in model.from_name:
            continue
        yield f"{pad}# {notes[name]}"
        if name not in data:
            yield f"{pad}# {name}: {sample(type_)}"
        else:
            yield from _value(name, type_, data[name], indent)


def _value(name: str, type_: Type, value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if type_.base == "list" and type_.item and type_.item.record and value:
        first, *rest = example(type_.item.record, max(value, key=_size), indent + 4)
        yield f"{pad}{name}:"
        yield f"{pad}  - {first.lstrip()}"
        yield from rest
    elif type_.base == "record" and type_.record:
        yield f"{pad}{name}:"
        yield from example(type_.record, value, indent + 2)
    else:
        yield from emit.entry(name, value, indent)


def sample(type_: Type) -> str:
    """A value of a type, as a file has it."""
    if type_.base == "list" and type_.item:
        return f"[{sample(type_.item)}]"
    if type_.base == "record" and type_.record:
        fields = anatomy.fields(type_.record).items()
        return "{" + ", ".join(f"{name}: {sample(inner)}" for name, inner in fields) + "}"
    if type_.choices:
        return type_.choices[0]
    return (
        f"the-{type_.ref.replace('_', '-')}"
        if type_.ref and type_.base != "extra"
        else _SAMPLES.get(type_.base, "")
    )
