"""The one door by which anything is written below `methodology/` and `portfolio/`.

All new files are written beside their places first and renamed at the end, so that a full disk or a
missing permission changes nothing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pmokit.text.plan import Draft
from pmokit.words.catalogue import say


class CannotWrite(Exception):
    """Nothing was written, or not all of it; the text says why."""


def write(root: Path, made: Draft) -> None:
    """Write a draft of plan into a repository. Raises CannotWrite.

    Refuses links that lead out of the repository, and files that somebody changed in the meantime.
    """
    real = root.resolve()
    for path, old in made.before.items():
        full = root / path
        if not full.resolve().is_relative_to(real):
            raise CannotWrite(say("write.symbolic-link", path=path))
        there = full.read_bytes() if full.is_file() else None
        if there != old or (there is None and full.exists()):
            raise CannotWrite(
                say("write.exists", path=path) if old is None else say("write.changed", path=path)
            )
    staged: list[tuple[Path, Path]] = []
    try:
        for path, new in made.after.items():
            if new is not None and new != made.before[path]:
                target = (root / path).resolve()
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.append((stage(target, new), target))
        for name, target in staged:
            os.replace(name, target)
        for path, new in made.after.items():
            if new is None:
                (root / path).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(say("write.failed", file=error.filename, reason=error.strerror)) from None
    finally:
        for name, _ in staged:
            name.unlink(missing_ok=True)


def stage(target: Path, raw: bytes) -> Path:
    """A file beside its place, with the bytes and permissions that it is to have there. Raises OSError."""
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
