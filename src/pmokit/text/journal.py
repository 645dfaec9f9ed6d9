"""The journal of a plan under way: what is to be written, so that a run that was killed can be finished.

It is on the disk before the first file changes, and gone when the last one has. It is outside the repository,
in a folder of this user alone: what a pull request can commit, or another user of the machine can write, is
never taken for pmokit's own state.
"""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

NAME = "plan.json"
LOCK = "plan.lock"


class Journal(NamedTuple):
    """A plan of files of one repository: what each was, as a digest, and is to be; None is no file."""

    root: str
    what: str
    """The command that was writing."""
    token: str
    """Names the files that are made beside their places."""
    before: dict[str, str | None]
    after: dict[str, bytes | None]


def digest(raw: bytes | None) -> str | None:
    """What is known of the old content of a file."""
    return None if raw is None else sha256(raw).hexdigest()


def note(place: Path, journal: Journal) -> None:
    """Write the journal into its folder, onto the disk. Raises OSError."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not is_ours(place):
        raise PermissionError(0, "", str(place))
    after = {
        path: None if raw is None else base64.b64encode(raw).decode() for path, raw in journal.after.items()
    }
    half = place / f"{NAME}.half"
    with os.fdopen(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        json.dump(journal._replace(after={})._asdict() | {"after": after}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, place / NAME)


def read(place: Path | None, root: Path) -> Journal | None:
    """The plan that a killed run left for a repository, if this user wrote it and it can be read."""
    if place is None or not is_ours(place) or not is_ours(place / NAME):
        return None
    try:
        values = json.loads((place / NAME).read_bytes())
        after = values.pop("after")
        content = {path: None if raw is None else base64.b64decode(raw) for path, raw in after.items()}
        journal = Journal(**values, after=content)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return journal if journal.root == os.path.realpath(root) else None


def forget(place: Path) -> None:
    """The plan is done. Raises OSError."""
    (place / NAME).unlink(missing_ok=True)


@contextmanager
def alone(place: Path | None) -> Iterator[bool]:
    """A stretch in which no other run writes by the journal of this folder; False if one does already.

    On a system without such locks, and without a folder, it is believed to be alone.
    """
    lock = _lock(place) if place is not None else None
    if lock is None:
        yield True
        return
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free = True
    except OSError:
        free = False
    try:
        yield free
    finally:
        os.close(lock)


def _lock(place: Path) -> int | None:
    try:
        import fcntl  # noqa: F401  # Windows has none

        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(place / LOCK, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    except (ImportError, OSError):
        return None


def is_ours(path: Path) -> bool:
    """Whether only this user can have written a file or folder."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    if stat.S_ISLNK(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
