"""Reading the two folders of a repository: always the same files in the same order.

A snapshot is a mapping from path (with `/`, relative to the root) to bytes. Nothing else of
pmokit opens a file of `methodology/` or `portfolio/`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from pmokit.text.fence import leads_out
from pmokit.text.file_past import Past, digest_of
from pmokit.text.flaws import TOP, Flaw
from pmokit.words.catalogue import say

FOLDERS = ("methodology", "portfolio")
SUFFIXES = (".yaml", ".yml", ".md")
MOST_BYTES = 64 * 1024 * 1024
"""More than this is not read of any file; the reader of YAML refuses far less."""
DEEPEST = 20
"""Folders inside one another; no layout needs half as many."""
_CHUNK = 64 * 1024
_MEANT = re.compile(r"\.(?:ya?ml|md)(?:\W.*)?$", re.IGNORECASE)
"""A name that somebody means to be read, although it is not: `RAID.YAML`, `raid.yaml.txt`, `raid.yaml~`."""


Seal = Literal["", "unknown", "forge", "address"]
"""No signature, or one by a key that is on no list that counts, by a forge, which speaks for nobody itself,
or by a key whose address has another owner than on the protected branch."""


class Backing(NamedTuple):
    """Who stands behind a file, by git."""

    keys: frozenset[frozenset[str]] = frozenset()
    """The trusted keys that signed for it, each as the e-mail addresses of its owner."""
    known: bool = True
    """Whether git knows which commit brought the content; a shallow clone may not reach it."""
    named: frozenset[str] = frozenset()
    """The e-mail addresses of those whom a forge names in a merge that it made and signed."""
    seal: Seal = ""
    """What the commit that brought the content has in place of a signature that counts."""


class Snapshot(NamedTuple):
    """All files that count, and those that could not be read."""

    files: Mapping[str, bytes]
    flaws: tuple[tuple[str, Flaw], ...]
    signers: Mapping[str, Backing] = MappingProxyType({})
    """Who stands behind a file, by git: see `signatures.read_signers`."""
    past: Past = Past()
    """What the files were before, by git."""

    @property
    def signed(self) -> str:
        """The signers as one text, the same for the same signers."""
        return "\n".join(
            f"{path} {backing.known} {sorted(' '.join(sorted(key)) for key in backing.keys)}"
            f" {sorted(backing.named)}"
            for path, backing in sorted(self.signers.items())
        )

    @property
    def by_git(self) -> str:
        """What git adds to the files as one text: the signers and the past."""
        return f"{self.signed}\n{digest_of(self.past)}"


def read_tree(root: Path, folders: Iterable[str] = FOLDERS) -> Snapshot:
    """Every YAML and Markdown file below the folders, in the order of their paths.

    Hidden files and folders are passed over. A symbolic link that leaves the repository or reaches something
    hidden in it, a link that leads nowhere and a file that cannot be read are flaws, never an error. The two
    folders themselves are no links: a neighbour's projects would be published under our name.
    """
    files: dict[str, bytes] = {}
    flaws: list[tuple[str, Flaw]] = []
    for folder in folders:
        base = os.path.join(root, folder)
        if os.path.islink(base):
            flaws.append((folder, _linked_folder(folder)))
        elif os.path.isdir(base):
            found: list[tuple[str, str | None]] = []
            _walk(base, folder, found, flaws)
            for path, link in found:
                if not path.isprintable():
                    flaws.append((_printable(path), _odd_name()))
                elif link and (flaw := _bad_link(link, root)):
                    flaws.append((path, flaw))
                else:
                    _read(f"{root}/{path}", path, files, flaws)
    return Snapshot(dict(sorted(files.items())), tuple(sorted(flaws)))


def _walk(
    folder: str, prefix: str, found: list[tuple[str, str | None]], flaws: list[tuple[str, Flaw]]
) -> None:
    """Add the paths of files below a folder, each with its full path if it is a symbolic link."""
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        flaws.append((_printable(prefix), _unreadable(error)))
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        path, counts = f"{prefix}/{name}", name.endswith(SUFFIXES)
        if counts and entry.is_file(follow_symlinks=False):
            found.append((path, None))
        elif entry.is_symlink():
            if counts or os.path.isdir(entry.path) or os.path.islink(os.path.realpath(entry.path)):
                found.append((path, entry.path))
        elif entry.is_dir(follow_symlinks=False) and counts:
            flaws.append((_printable(path), _unreadable(OSError(0, say("text.not-regular")))))
        elif entry.is_dir(follow_symlinks=False) and path.count("/") >= DEEPEST:
            flaws.append((_printable(path), _too_deep()))
        elif entry.is_dir(follow_symlinks=False):
            _walk(entry.path, path, found, flaws)
        elif not counts and _MEANT.search(name):
            flaws.append((_printable(path), _not_read(name)))
        elif counts:  # a pipe that nobody writes to would hold the check for ever
            flaws.append((_printable(path), _unreadable(OSError(0, say("text.not-regular")))))


def _printable(path: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in path)


def _not_read(name: str) -> Flaw:
    stem = _printable(_MEANT.sub("", name).lower())
    ending = ".md" if ".md" in name.lower() else ".yaml"
    help = say("text.not-read.fix", name=f"{stem}{ending}")
    return Flaw("unknown-file", say("text.not-read", name=_printable(name)), help, TOP)


def _too_deep() -> Flaw:
    message = say("text.folders-too-deep", limit=DEEPEST)
    return Flaw("too-deep", message, say("text.folders-too-deep.fix"), TOP)


def _odd_name() -> Flaw:
    return Flaw(
        "unreadable-file",
        say("text.file-name"),
        say("text.file-name.fix"),
        TOP,
    )


def _unreadable(error: OSError) -> Flaw:
    reason = error.strerror or say("text.unknown-reason")
    return Flaw("unreadable-file", say("text.unreadable", reason=reason), say("text.unreadable.fix"), TOP)


def _bad_link(link: str, root: Path) -> Flaw | None:
    if os.path.isfile(link) and not leads_out(link, root):
        return None
    return outside_link()


def _linked_folder(folder: str) -> Flaw:
    return Flaw("outside-link", say("text.linked-folder", folder=folder), say("text.linked-folder.fix"), TOP)


def outside_link() -> Flaw:
    """The flaw of a symbolic link that leads to no file of the repository."""
    return Flaw(
        "outside-link",
        say("text.symbolic-link"),
        say("text.symbolic-link.fix"),
        TOP,
    )


def _read(full: str, path: str, files: dict[str, bytes], flaws: list[tuple[str, Flaw]]) -> None:
    try:
        descriptor = os.open(full, os.O_RDONLY)
        try:
            raw = os.read(descriptor, _CHUNK)
            if len(raw) == _CHUNK:
                raw += os.read(descriptor, MOST_BYTES)
        finally:
            os.close(descriptor)
    except OSError as error:
        flaws.append((path, _unreadable(error)))
        return
    files[path] = raw
