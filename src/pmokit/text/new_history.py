"""A history that is written anew: commits with given authors, days and files, as a pack of git.

The same commits give the same ids on every machine: no clock, no setting and no version of git takes part.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha1
from pathlib import Path
from typing import Any, NamedTuple

from pmokit.text.git_process import create
from pmokit.text.ssh_signature import Key, sign

BRANCH = "main"
_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_LEVEL = 6


class NewCommit(NamedTuple):
    """A commit that is to be written."""

    author: str
    address: str
    moment: datetime
    """With its time zone."""
    message: str
    changes: Mapping[str, bytes | None]
    """What it puts into which file; None where it removes the file."""
    key: Key | None = None
    """What it is signed with."""


def write_history(folder: Path, commits: Iterable[NewCommit]) -> None:
    """Make a folder a repository with these commits, and write the files of the last one. The keys that sign
    are those that count there. Raises GitError."""
    some = list(commits)
    pack = _Pack()
    top: dict[str, Any] = {}
    parent = ""
    for commit in some:
        for path, raw in commit.changes.items():
            _put(top, path.split("/"), raw if raw is None else pack.add("blob", raw))
        parent = pack.add("commit", _commit(commit, _tree(top, pack), parent))
    keys = {commit.address: commit.key for commit in some if commit.key}
    signers = "".join(f"{address} {key.listed}\n" for address, key in sorted(keys.items()))
    create(folder, BRANCH, parent, pack.written(), signers)


class _Pack:
    """Objects of git by id, each once."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}

    def add(self, kind: str, raw: bytes) -> str:
        """The id of an object."""
        # git knows its objects by SHA-1; nothing is protected by it here.
        name = sha1(f"{kind} {len(raw)}\0".encode() + raw, usedforsecurity=False).hexdigest()
        if name not in self._objects:
            self._objects[name] = _length(_KINDS[kind], len(raw)) + zlib.compress(raw, _LEVEL)
        return name

    def written(self) -> bytes:
        """All of them as one file."""
        head = b"PACK" + (2).to_bytes(4, "big") + len(self._objects).to_bytes(4, "big")
        whole = b"".join([head, *self._objects.values()])
        return whole + sha1(whole, usedforsecurity=False).digest()


def _length(kind: int, size: int) -> bytes:
    """Kind and size of an object: four bits of the size, then seven in each byte that follows."""
    number, rest = kind << 4 | size & 15, size >> 4
    found = bytearray()
    while rest:
        found.append(number | 128)
        number, rest = rest & 127, rest >> 7
    return bytes([*found, number])


class _Folder(dict[str, Any]):
    """Names with the id of a file, or another folder."""

    name = ""
    """Its own id, as long as nothing in it changes."""


def _put(folder: dict[str, Any], steps: list[str], blob: str | None) -> None:
    first, *rest = steps
    if rest:
        inner = folder.setdefault(first, _Folder())
        inner.name = ""
        _put(inner, rest, blob)
        if not inner:
            del folder[first]
    elif blob is None:
        del folder[first]
    else:
        folder[first] = blob


def _tree(folder: dict[str, Any], pack: _Pack) -> str:
    if isinstance(folder, _Folder) and folder.name:
        return folder.name
    rows: list[tuple[bytes, bytes]] = []
    for name, held in folder.items():
        inside = isinstance(held, dict)
        mode, blob = ("40000", _tree(held, pack)) if inside else ("100644", held)
        row = f"{mode} {name}\0".encode() + bytes.fromhex(blob)
        # git sorts folders as if their names ended with a slash.
        rows.append((f"{name}/".encode() if inside else name.encode(), row))
    found = pack.add("tree", b"".join(row for _, row in sorted(rows)))
    if isinstance(folder, _Folder):
        folder.name = found
    return found


def _commit(commit: NewCommit, tree: str, parent: str) -> bytes:
    moment = f"{int(commit.moment.timestamp())} {commit.moment:%z}"
    who = f"{commit.author} <{commit.address}> {moment}"
    heads = [f"tree {tree}", *([f"parent {parent}"] if parent else []), f"author {who}", f"committer {who}"]
    body = f"\n\n{commit.message.strip()}\n"
    text = ("\n".join(heads) + body).encode()
    if commit.key is None:
        return text
    # The lines of a field that follow its first begin with a space.
    signature = sign(commit.key, text).replace("\n", "\n ")
    return ("\n".join([*heads, f"gpgsig {signature}"]) + body).encode()
