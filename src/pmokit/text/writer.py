"""The one door by which anything is written below `methodology/` and `portfolio/`.

All new files are written beside their places first and renamed at the end, so that a full disk or a missing
permission changes nothing. Meanwhile a plan of several files is in a journal outside the repository: what a
run that was killed has left half done, `resume` finishes.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pmokit.text import journal as journals
from pmokit.text.fence import leads_out
from pmokit.text.journal import Journal, digest
from pmokit.text.plan import Draft
from pmokit.words.catalogue import say


class CannotWrite(Exception):
    """Nothing was written, or not all of it; the text says why."""


class Resumed(NamedTuple):
    """What became of a plan that was interrupted."""

    what: str
    """The command that was writing."""
    number: int
    """How many files it was to write or remove."""
    finished: bool
    """Whether it is done now; else it had changed nothing, and nothing of it remains."""
    left: list[str]
    """Files that somebody changed meanwhile, left as they are."""


def write(root: Path, made: Draft, place: Path | None = None, what: str = "") -> None:
    """Write a draft of plan into a repository, all of it or nothing. Raises CannotWrite.

    Refuses links that lead out of the repository, and files that somebody changed in the meantime. `place` is
    a folder outside the repository for the journal, `what` the command that writes.
    """
    with journals.alone(place) as free:
        if not free:
            raise CannotWrite(say("write.busy"))
        if journals.read(place, root) is not None:
            raise CannotWrite(say("write.interrupted"))
        _refuse_changed(root, made)
        after = {path: new for path, new in made.after.items() if new != made.before[path]}
        before = {path: digest(made.before[path]) for path in after}
        journal = Journal(os.path.realpath(root), what, secrets.token_hex(4), before, after)
        if place is not None and len(after) > 1:
            with suppress(OSError):  # a place that cannot be written to is no reason to refuse
                journals.note(place, journal)
        try:
            _bring(root, after, journal.token)
        except BaseException as error:
            _undo(root, journal, made.before)
            _forget(place)
            if not isinstance(error, OSError):
                raise
            raise _failed(error) from None
        _forget(place)


def resume(root: Path, place: Path | None) -> Resumed | None:
    """Finish the plan that a killed run left half written; None if there is none. Raises CannotWrite.

    Where none of its files had changed yet, or somebody took all of it back, the plan is dropped.
    """
    with journals.alone(place) as free:
        journal = journals.read(place, root) if free else None
        if journal is None:
            return None
        try:
            _sweep(root, journal)
            standing = {path: _standing(root, path, journal) for path in journal.after}
            finish = "after" in standing.values()
            if finish:
                wanted = {path: new for path, new in journal.after.items() if standing[path] == "before"}
                _bring(root, wanted, journal.token)
            else:
                _tidy(root, journal.after)
        except OSError as error:
            raise _failed(error) from None
        _forget(place)
        left = [path for path, stands in standing.items() if finish and stands == "other"]
        return Resumed(journal.what, len(journal.after), finish, left)


def _failed(error: OSError) -> CannotWrite:
    return CannotWrite(say("write.failed", file=error.filename, reason=error.strerror))


def _forget(place: Path | None) -> None:
    if place is not None:
        with suppress(OSError):
            journals.forget(place)


def _refuse_changed(root: Path, made: Draft) -> None:
    for path, old in made.before.items():
        full = root / path
        if leads_out(full, root):
            raise CannotWrite(say("write.symbolic-link", path=path))
        there = full.read_bytes() if full.is_file() else None
        if there != old or (there is None and full.exists()):
            raise CannotWrite(
                say("write.exists", path=path) if old is None else say("write.changed", path=path)
            )


def _bring(root: Path, wanted: Mapping[str, bytes | None], token: str) -> None:
    """Make some files what they are to be: all of them beside their places first. Raises OSError."""
    staged: list[tuple[Path, Path]] = []
    for path, new in wanted.items():
        if new is not None:
            target = (root / path).resolve()
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = _beside(target, path, token)
            _fill(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), beside, target, new)
            staged.append((beside, target))
    for beside, target in staged:
        os.replace(beside, target)
    for path, new in wanted.items():
        if new is None:
            (root / path).unlink(missing_ok=True)


def _beside(target: Path, path: str, token: str) -> Path:
    """The place of a new file until it gets its own; found again by the token of the plan."""
    return target.parent / f".{token}-{sha256(path.encode()).hexdigest()[:12]}"


def _standing(root: Path, path: str, journal: Journal) -> str:
    """How a file of an interrupted plan stands: `before`, `after`, or `other` if somebody changed it."""
    full = root / path
    if leads_out(full, root) or (full.exists() and not full.is_file()):
        return "other"
    raw = full.read_bytes() if full.is_file() else None
    if raw == journal.after[path]:
        return "after"
    return "before" if digest(raw) == journal.before[path] else "other"


def _undo(root: Path, journal: Journal, before: Mapping[str, bytes | None]) -> None:
    """Put back what a plan that could not be written has changed. Raises CannotWrite."""
    try:
        _sweep(root, journal)
        done = [path for path in journal.after if _standing(root, path, journal) == "after"]
        _bring(root, {path: before[path] for path in done}, journal.token)
        _tidy(root, [path for path in journal.after if before[path] is None])
    except OSError as error:
        raise _failed(error) from None


def _sweep(root: Path, journal: Journal) -> None:
    """Remove what a plan left beside the places of its files."""
    for path in journal.after:
        with suppress(OSError):
            _beside((root / path).resolve(), path, journal.token).unlink(missing_ok=True)


def _tidy(root: Path, paths: Iterable[str]) -> None:
    """Remove the folders that were made for files which are not there now."""
    for path in paths:
        for folder in list(Path(path).parents)[:-1]:
            try:
                (root / folder).rmdir()
            except OSError:
                break


def stage(target: Path, raw: bytes) -> Path:
    """A file beside its place, with the bytes and permissions that it is to have there. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    _fill(handle, Path(name), target, raw)
    return Path(name)


def _fill(handle: int, name: Path, target: Path, raw: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
    except OSError:
        name.unlink(missing_ok=True)
        raise
