"""JSON Schemas (draft 2020-12) of every file of a repository, for editors.

They are made from the record types and accept the plain spellings that the reader accepts: an
optional key may stay empty, and a text may look like a number.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from pmokit.load.layout import SLOTS, STANDARD, Slot
from pmokit.model.record import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"


def file_name(slot: Slot) -> str:
    """The name of a slot's schema: `project.json`, `raid.json`, `report.json`."""
    return f"{'project' if slot.part == 'charter' else slot.model.__name__.lower()}.json"


def header(path: str, slot: Slot) -> str:
    """The first line of a file that tells an editor where its schema is."""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(slot)}\n"


def all_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of YAML file, by file name."""
    return {file_name(slot): schema(slot.model) for slot in SLOTS if slot is not STANDARD}


def schema(model: type[Record]) -> dict[str, Any]:
    """The schema of the file that makes a record."""
    made = model.model_json_schema(mode="validation")
    definitions = made.get("$defs", {})
    classes = {cls.__name__: cls for cls in _family(model)}
    for name, part in [(model.__name__, made), *definitions.items()]:
        _finish(part, classes.get(name))
    return {"$schema": DIALECT, **made}


def _family(model: type[Record]) -> list[type[Record]]:
    """A record class and all classes of records in it."""
    from pmokit.model import anatomy

    found: list[type[Record]] = []
    waiting = [model]
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found.append(cls)
            for type_ in anatomy.fields(cls).values():
                inner = type_.record or (type_.item.record if type_.item else None)
                waiting += [inner] if inner else []
    return found


def _finish(part: dict[str, Any], cls: type[Record] | None) -> None:
    properties = part.get("properties", {})
    required = part.get("required", [])
    notes = _notes(cls) if cls else {}
    for name in cls.from_name if cls else ():
        properties.pop(name, None)
    part["required"] = [name for name in required if name in properties]
    if not part["required"]:
        del part["required"]
    for name, value in list(properties.items()):
        value.pop("title", None)
        value.pop("default", None)
        if name not in required:
            value = _or_nothing(value)
        if name in notes:
            value["description"] = notes[name]
        properties[name] = value


def _or_nothing(value: dict[str, Any]) -> dict[str, Any]:
    """A key that may be left out may also stay empty."""
    if any(option.get("type") == "null" for option in value.get("anyOf", ())):
        return value
    return {"anyOf": [value, {"type": "null"}]}


def _notes(cls: type[Record]) -> dict[str, str]:
    """The texts that stand below the fields in the sources of a class and those above it."""
    notes: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        if issubclass(owner, Record) and owner is not Record:
            notes.update(_notes_of(owner))
    return notes


# The sources of the program never change in a process.
@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module, by name, as its source has them."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _notes_of(cls: type[Record]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for field, note in pairwise(_classes(cls.__module__)[cls.__name__].body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(note, ast.Expr)
            and isinstance(note.value, ast.Constant)
            and isinstance(note.value.value, str)
        ):
            notes[field.target.id] = " ".join(note.value.value.split())
    return notes
