"""A history that is written anew: commits with given authors and days, as a stream for `git fast-import`.

The same commits give the same ids on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pmokit.text.git_process import create

BRANCH = "main"


class NewCommit(NamedTuple):
    """A commit that is to be written."""

    author: str
    address: str
    moment: datetime
    """With its time zone."""
    message: str
    changes: Mapping[str, bytes | None]
    """What it puts into which file; None where it removes the file."""


def write_history(folder: Path, commits: Iterable[NewCommit]) -> None:
    """Make a folder a repository with these commits, and write the files of the last one. Raises GitError."""
    create(folder, BRANCH, b"".join(_stream(commits)))


def _stream(commits: Iterable[NewCommit]) -> Iterator[bytes]:
    for commit in commits:
        moment = f"{int(commit.moment.timestamp())} {commit.moment:%z}"
        who = f"{commit.author} <{commit.address}> {moment}"
        yield f"commit refs/heads/{BRANCH}\nauthor {who}\ncommitter {who}\n".encode()
        yield _data(f"{commit.message.strip()}\n".encode())
        for path, raw in sorted(commit.changes.items()):
            if raw is None:
                yield f"D {path}\n".encode()
            else:
                yield f"M 100644 inline {path}\n".encode()
                yield _data(raw)
    yield b"done\n"


def _data(raw: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(raw), raw)
