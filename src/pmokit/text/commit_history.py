"""The past of a repository: its commits on the way to the present, and the day of each."""

from __future__ import annotations

import secrets
from bisect import bisect_right
from collections.abc import Collection
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from pmokit.text.files import FOLDERS
from pmokit.text.git import commit_of
from pmokit.text.git_process import GitError, Repository
from pmokit.words.catalogue import say


class Commit(NamedTuple):
    """A commit and the day on which it was made, where it was made."""

    name: str
    day: date


def commits(root: Path, tip: str = "HEAD", folders: Collection[str] = ()) -> list[Commit]:
    """The commits on the way to a commit, along first parents, the newest first; only those that touched
    some folders, if any are named. Raises GitError.

    Whoever commits sets the date, so the order of the commits is trusted before their dates: see
    `days_believed`.
    """
    limits = ("--end-of-options", tip, "--")
    with Repository(root) as git:
        log = git.ask("log", "--first-parent", "--format=%H %cs", *limits)
        touching = git.ask("log", "--first-parent", "--format=%H", *limits, *folders) if folders else b""
    rows = [line.partition(" ") for line in reversed(log.decode(errors="replace").splitlines())]
    days = days_believed([day_written(written) for _, _, written in rows])
    found = [Commit(name, day) for (name, _, _), day in zip(rows, days, strict=True)][::-1]
    if not folders:
        return found
    wanted = set(touching.decode().split())
    return [commit for commit in found if commit.name in wanted]


def days_believed(written: list[date]) -> list[date]:
    """The day from which each commit counts, the oldest first.

    The longest run of dates in order is believed. A commit that is dated after the next of these counts with
    it, so that a clock in the future holds nobody back; one that is dated before the last of these counts
    with that one, so that a few false dates do not rewrite the past.
    """
    ends: list[date] = []
    at: list[int] = []
    before: list[int] = []
    for number, day in enumerate(written):
        place = bisect_right(ends, day)
        before.append(at[place - 1] if place else -1)
        if day > date.min:  # else it is no date of a calendar
            ends[place : place + 1], at[place : place + 1] = [day], [number]
    believed: set[int] = set()
    number = at[-1] if at else -1
    while number >= 0:
        believed.add(number)
        number = before[number]
    days = list(written)
    following: date | None = None
    for number in range(len(days) - 1, -1, -1):
        if number in believed:
            following = days[number]
        elif following is not None and days[number] > following:
            days[number] = following
    return list(accumulate(days, max))


def day_written(written: str) -> date:
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
    with Repository(root) as git:
        found = git.ask("log", "-1", "--format=%cs", commit_of(git, reference))
    return day_written(found.decode(errors="replace").strip())


def last_commits(root: Path, folder: str, tip: str = "HEAD") -> dict[str, Commit]:
    """The commit on the way to another one that last touched each file below a folder; a file that was
    changed since HEAD is left out. Raises GitError."""
    found: dict[str, Commit] = {}
    with Repository(root) as git:
        for head, paths in _log_of(git, "%H %cs", folder, tip):
            name, _, written = head.partition(" ")
            for path in paths:
                found.setdefault(path, Commit(name, day_written(written)))
        # What is inside a submodule would be asked of a git of its own.
        changed = git.ask("status", "--porcelain", "--ignore-submodules=all", "-z", "--", folder)
        for row in changed.decode(errors="replace").split("\0"):
            # git names them from the top of the work tree.
            found.pop(row[3:].removeprefix(git.prefix), None)
    return found


def _log_of(git: Repository, form: str, folder: str, tip: str) -> list[tuple[str, list[str]]]:
    """What a format gives for each commit that touched a folder, the newest first, and the paths that it
    touched.

    Paths may hold any sign but NUL, so what parts commits is a word that nobody can know beforehand.
    """
    word = secrets.token_hex(16)
    form = f"--format={word}{form}%x00"
    what = ("--relative", "-c", form, "--ignore-submodules", "--name-only", "-z", "--end-of-options", tip)
    log = git.ask("log", *what, "--", folder)
    found: list[tuple[str, list[str]]] = []
    for entry in log.decode(errors="replace").split(word)[1:]:
        head, *paths = entry.split("\0")
        found.append((head, [path.removeprefix("\n") for path in paths if path not in ("", "\n")]))
    return found
