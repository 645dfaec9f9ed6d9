"""The past of a repository: its commits on the way to the present, and the day of each."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pmokit.text.files import FOLDERS
from pmokit.text.git import commit_of
from pmokit.text.git_process import GitError, no_repository, run
from pmokit.words.catalogue import say


class Commit(NamedTuple):
    """A commit and the day on which it was made, where it was made."""

    name: str
    day: date


def commits(root: Path, tip: str = "HEAD", folders: Iterable[str] = ()) -> list[Commit]:
    """The commits on the way to a commit, along first parents, the newest first; only those that touched
    some folders, if any are named. Raises GitError.

    Whoever commits sets the date, so a commit counts from the day of the one before it at the earliest:
    nobody rewrites the past by a date.
    """
    log = run(root, "log", "--first-parent", "--format=%H %cs", "--end-of-options", tip, "--", *folders)
    if log is None:
        raise no_repository(root)
    found: list[Commit] = []
    latest = date.min
    for line in reversed(log.decode(errors="replace").splitlines()):
        name, _, written = line.partition(" ")
        latest = max(latest, _day(written))
        found.append(Commit(name, latest))
    return found[::-1]


def _day(written: str) -> date:
    """The day that git prints of a commit; the earliest for a date beyond all calendars."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.min


def commit_of_day(root: Path, day: date) -> str:
    """The last commit on the way to HEAD that was made up to the end of a day. Raises GitError."""
    for commit in commits(root):
        if commit.day <= day:
            return commit.name
    raise GitError(say("git.no-commit", day=day))


def last_of_each_day(root: Path, since: date) -> list[Commit]:
    """For each day with commits from a day on, the last one on the way to HEAD, oldest first; and
    before them the last one from before that day. Raises GitError."""
    by_day: dict[date, str] = {}
    for commit in commits(root, folders=FOLDERS):
        by_day.setdefault(commit.day, commit.name)
        if commit.day < since:
            break
    return [Commit(name, day) for day, name in sorted(by_day.items())]


def day_of(root: Path, reference: str) -> date:
    """The day of a commit. Raises GitError."""
    found = run(root, "log", "-1", "--format=%cs", commit_of(root, reference)) or b""
    return _day(found.decode(errors="replace").strip())


def last_commits(root: Path, folder: str) -> dict[str, Commit]:
    """The commit that last touched each file below a folder; a file that differs from it now is left
    out. Raises GitError."""
    found: dict[str, Commit] = {}
    for head, paths in log_of(root, "%H %cs", folder):
        name, _, written = head.partition(" ")
        for path in paths:
            found.setdefault(path, Commit(name, _day(written)))
    changed = run(root, "status", "--porcelain", "-z", "--", folder) or b""
    for path in changed_paths(root, changed):
        found.pop(path, None)
    return found


def log_of(root: Path, form: str, folder: str) -> list[tuple[str, list[str]]]:
    """What a format gives for each commit that touched a folder, the newest first, and the paths that it
    touched. Raises GitError.

    Paths may hold any sign but NUL, so what parts commits is a word that nobody can know beforehand.
    """
    word = secrets.token_hex(16)
    form = f"--format={word}{form}%x00"
    log = run(root, "log", "--relative", "-c", form, "--name-only", "-z", "--", folder)
    if log is None:
        raise no_repository(root)
    found: list[tuple[str, list[str]]] = []
    for entry in log.decode(errors="replace").split(word)[1:]:
        head, *paths = entry.split("\0")
        found.append((head, [path.removeprefix("\n") for path in paths if path not in ("", "\n")]))
    return found


def changed_paths(root: Path, status: bytes) -> Iterator[str]:
    """The paths that `git status --porcelain -z` names, seen from the folder; git names them from the
    top of the work tree."""
    prefix = (run(root, "rev-parse", "--show-prefix") or b"").decode(errors="replace").removesuffix("\n")
    for row in status.decode(errors="replace").split("\0"):
        yield row[3:].removeprefix(prefix)
