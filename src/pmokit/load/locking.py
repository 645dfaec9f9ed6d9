"""The copy of a method that is extended: whether it is here, and unchanged since it was copied."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from pmokit.load import layout
from pmokit.load.integrity import finding
from pmokit.load.lock_file import LOCK
from pmokit.load.shape import claim
from pmokit.model.finding import Finding
from pmokit.model.methodology.about import About
from pmokit.model.methodology.lock import Lock
from pmokit.text import yaml
from pmokit.words.catalogue import say

ABOUT = "methodology/methodology.yaml"


class Layer(NamedTuple):
    """A method that takes part: its name, its version, and the folder in which its files lie."""

    name: str
    version: str
    folder: str
    files: dict[str, bytes]
    """By the path that they would have in a method of their own."""


def lock_findings(layers: list[Layer]) -> list[Finding]:
    """Whether each layer that extends another one has it, unchanged since it was copied."""
    found: list[Finding] = []
    for number, layer in enumerate(layers):
        about, _ = claim(About, yaml.parse(layer.files.get(ABOUT, b"")).data, ABOUT, {})
        path = layer.folder + "methodology.yaml"
        above = layers[number + 1] if number + 1 < len(layers) else None
        if about is not None and about.extends is not None and above is None:
            found.append(_not_here(path))
        if above is not None and number == 0:
            found += _changed_files(layer, layers[1:])
    return found


def _not_here(path: str) -> Finding:
    return finding(
        "parent-missing",
        say("load.method-one-extends-not-methodology"),
        path,
        ("extends",),
        key=True,
        help=say("load.run-pmokit-methodology-update-commit"),
    )


def _changed_files(layer: Layer, elders: list[Layer]) -> list[Finding]:
    path = layer.folder + "lock.yaml"
    lock, _ = claim(Lock, yaml.parse(layer.files.get(LOCK, b"")).data, path, {})
    if lock is None:
        return [
            finding(
                "parent-changed",
                say("load.methodology-parent-without-methodology-lock"),
                path,
                help=say("load.run-pmokit-methodology-update-which"),
            )
        ]
    there = {
        elder.folder.removeprefix(layout.PARENT) + name.removeprefix("methodology/"): raw
        for elder in elders
        for name, raw in elder.files.items()
    }
    noted = {entry.path: entry.sha256 for entry in lock.files if not layout.is_unread(_full(entry.path))}
    found: list[Finding] = []
    for name in sorted(noted.keys() | there.keys()):
        raw = there.get(name)
        if raw is None:
            found.append(_changed(path, say("load.missing", name=_full(name))))
        elif noted.get(name) != digest(raw):
            what = say("load.changed") if name in noted else say("load.added")
            found.append(_changed(_full(name), say("load.file-since-copied", what=what, source=lock.source)))
    return found


def _full(name: str) -> str:
    return layout.PARENT + name


def _changed(path: str, message: str) -> Finding:
    return finding(
        "parent-changed",
        message,
        path,
        help=say("load.run-pmokit-methodology-update-write"),
    )


def digest(raw: bytes) -> str:
    """The digest of a file, as lock.yaml notes it; the way lines end, which a clone may change, does not
    matter."""
    return sha256(raw.replace(b"\r\n", b"\n")).hexdigest()
