"""Putting a finished site in the place of the last one, in one step.

A build works in a folder of its own beside the site. Only when it is whole do the two change
places, so that whoever reads the site sees the old one or the new one. What a killed build leaves
behind is swept up by the next.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pmokit.text.fence import leads_out
from pmokit.text.journal import alone, is_ours
from pmokit.words.catalogue import say

_AT_FDCWD = -100
_EXCHANGE = 2


MARK = ".pmokit-site"
"""The file by which a folder is known to be a site that may be replaced."""
NOTE = "building"
"""The file in which a build notes the folder that it works in."""
OLD = "old"
"""The last site in that folder, while another one takes its place."""


class NotASite(Exception):
    """The folder holds something else than a site, so it is not replaced."""


class Busy(Exception):
    """Another build of the same site is under way."""


@contextmanager
def workshop(output: Path, state: Path | None) -> Iterator[Path]:
    """An empty folder beside the site for one build at a time; gone afterwards. Raises Busy.

    `state` is a folder outside the repository in which this user's builds note where they work; without it
    nothing keeps two builds apart, and nothing sweeps up after one that was killed.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    with alone(state) as free:
        if not free:
            raise Busy(say("build.busy", output=output))
        heal(output, state)
        folder = output.parent / f"{_beginning(output)}{secrets.token_hex(8)}"
        if state is not None:
            with suppress(OSError):
                (state / NOTE).write_text(str(folder), encoding="utf-8")
                (state / NOTE).chmod(0o600)
        folder.mkdir(mode=0o755)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _beginning(output: Path) -> str:
    """How the name of a folder begins in which a build of this site works.

    Each has a name of its own, so that the orphan of a killed build cannot write into the folder of the next.
    """
    return f".{output.name}.building-"


def refuse_other_folders(output: Path, root: Path) -> None:
    """Raise NotASite for a folder whose content is not ours to replace.

    That is the repository itself, a folder above it, one of its sources, and any folder that is
    neither empty nor marked as a site.
    """
    place, real_root = Path(os.path.realpath(output)), root.resolve()
    if Path(os.path.abspath(output)).is_relative_to(os.path.abspath(root)) and leads_out(output, root):
        raise NotASite(say("build.output-link", output=output))
    sources = [real_root / name for name in ("methodology", "portfolio", "site_templates", "schemas")]
    inside_source = any(place.is_relative_to(source) for source in sources)
    if place == real_root or real_root.is_relative_to(place) or inside_source:
        raise NotASite(say("build.own-files", output=output))
    if place.exists() and not place.is_dir():
        raise NotASite(say("build.is-a-file", output=output))
    if place.is_dir() and any(place.iterdir()) and not (place / MARK).is_file():
        raise NotASite(say("build.not-a-site", output=output))


def heal(output: Path, state: Path | None) -> None:
    """Sweep up after a killed build of this user: bring back a site that was moved away, drop what is half.

    What else is beside the site is not ours, whatever its name is: a pull request may have brought it.
    """
    if state is None or not (is_ours(state) and is_ours(state / NOTE)):
        return
    half = Path((state / NOTE).read_text(encoding="utf-8", errors="replace"))
    ours = half.parent == output.parent and half.name.startswith(_beginning(output))
    if not ours or not is_ours(half):
        return
    old = half / OLD
    if not os.path.lexists(output) and (old / MARK).is_file() and not old.is_symlink():
        old.rename(output)
    shutil.rmtree(half, ignore_errors=True)


def swap(finished: Path, output: Path) -> None:
    """Put a finished folder in the place of the site."""
    if not output.exists():
        finished.rename(output)
        return
    if not _exchange(finished, output):
        # Without an exchange in one step there is a blink without a site; `heal` covers a crash.
        output.rename(finished.parent / OLD)
        finished.rename(output)


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
