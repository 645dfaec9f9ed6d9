"""Putting a finished site in the place of the last one, in one step.

A build works in a folder of its own beside the site. Only when it is whole do the two change
places, so that whoever reads the site sees the old one or the new one. What a killed build leaves
behind is swept up by the next.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmokit.words.catalogue import say

_AT_FDCWD = -100
_EXCHANGE = 2


MARK = ".pmokit-site"
"""The file by which a folder is known to be a site that may be replaced."""


class NotASite(Exception):
    """The folder holds something else than a site, so it is not replaced."""


class Busy(Exception):
    """Another build of the same site is under way."""


def _halves(output: Path) -> list[Path]:
    """What builds of this site work in; each has a name of its own, so that the orphan of a killed
    build cannot write into the folder of the next."""
    return list(output.parent.glob(f".{glob.escape(output.name)}.building-*"))


@contextmanager
def workshop(output: Path) -> Iterator[Path]:
    """An empty folder beside the site for one build at a time; gone afterwards. Raises Busy."""
    output.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(output.parent / f".{output.name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(say("build.busy", output=output)) from None
        heal(output)
        folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.building-", dir=output.parent))
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        (output.parent / f".{output.name}.lock").unlink(missing_ok=True)
        os.close(lock)


def refuse_other_folders(output: Path, root: Path) -> None:
    """Raise NotASite for a folder whose content is not ours to replace.

    That is the repository itself, a folder above it, one of its sources, and any folder that is
    neither empty nor marked as a site.
    """
    place, real_root = output.resolve(), root.resolve()
    sources = [real_root / name for name in ("methodology", "portfolio", "site_templates", "schemas")]
    inside_source = any(place.is_relative_to(source) for source in sources)
    if place == real_root or real_root.is_relative_to(place) or inside_source:
        raise NotASite(say("build.own-files", output=output))
    if place.exists() and not place.is_dir():
        raise NotASite(say("build.is-a-file", output=output))
    if place.is_dir() and any(place.iterdir()) and not (place / MARK).is_file():
        raise NotASite(say("build.not-a-site", output=output))


def heal(output: Path) -> None:
    """Sweep up after a killed build: bring back a site that was moved away, drop what is half."""
    old = output.parent / f".{output.name}.old"
    if old.exists() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)
    for half in _halves(output):
        shutil.rmtree(half, ignore_errors=True)


def swap(finished: Path, output: Path) -> None:
    """Put a finished folder in the place of the site."""
    if not output.exists():
        finished.rename(output)
        return
    if not _exchange(finished, output):
        # Without an exchange in one step there is a blink without a site; `heal` covers a crash.
        old = output.parent / f".{output.name}.old"
        output.rename(old)
        finished.rename(output)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, two: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux)."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(two), _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), say("build.cannot-replace", output=two))
