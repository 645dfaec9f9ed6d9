"""Reading the two folders of a repository: always the same files in the same order.

A snapshot is a mapping from path (with `/`, relative to the root) to bytes. Nothing else of
pmokit opens a file of `methodology/` or `portfolio/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pmokit.text.flaws import TOP, Flaw

FOLDERS = ("methodology", "portfolio")
SUFFIXES = (".yaml", ".yml", ".md")


class Snapshot(NamedTuple):
    """All files that count, and those that could not be read."""

    files: Mapping[str, bytes]
    flaws: tuple[tuple[str, Flaw], ...]


def read_tree(root: Path) -> Snapshot:
    """Every YAML and Markdown file below the folders, in the order of their paths.

    Hidden files and folders are passed over. A symbolic link that leaves the repository, a link
    that leads nowhere and a file that cannot be read are flaws, never an error.
    """
    real_root = os.path.realpath(root)
    files: dict[str, bytes] = {}
    flaws: list[tuple[str, Flaw]] = []
    for folder in FOLDERS:
        base = os.path.join(root, folder)
        if os.path.isdir(base):
            for path, link in _walk(base, folder):
                if link and (flaw := _bad_link(link, real_root)):
                    flaws.append((path, flaw))
                else:
                    _read(os.path.join(root, path), path, files, flaws)
    return Snapshot(dict(sorted(files.items())), tuple(sorted(flaws)))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, str | None]]:
    """Paths of files below a folder, each with its full path if it is a symbolic link."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            path = f"{prefix}/{name}"
            if entry.is_symlink():
                if entry.is_dir() or name.endswith(SUFFIXES):
                    yield path, entry.path
            elif entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, path)
            elif name.endswith(SUFFIXES):
                yield path, None


def _bad_link(link: str, real_root: str) -> Flaw | None:
    target = os.path.realpath(link)
    if os.path.isfile(target) and target.startswith(real_root + os.sep):
        return None
    return Flaw(
        "outside-link",
        "this symbolic link leaves the repository, leads to a folder, or leads nowhere",
        "Replace the link by the file itself.",
        TOP,
    )


def _read(full: str, path: str, files: dict[str, bytes], flaws: list[tuple[str, Flaw]]) -> None:
    try:
        descriptor = os.open(full, os.O_RDONLY)
        try:
            size = os.fstat(descriptor).st_size
            raw = os.read(descriptor, size + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        flaw = Flaw("unreadable-file", f"cannot be read: {reason}", "Check its permissions.", TOP)
        flaws.append((path, flaw))
        return
    files[path] = raw
