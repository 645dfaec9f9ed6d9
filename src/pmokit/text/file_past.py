"""What git knows of the past of the files: when each was first committed, and which earlier contents matter.

Plain data without a path to git, so that a workspace can hold it and a memory can keep it. A commit is known
by its short id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Literal, NamedTuple


class Version(NamedTuple):
    """A content that a file had, from the commit that brought it to the one that replaced it."""

    day: date
    """The day of the commit that brought it to the branch."""
    seen: date
    """The first day on which any commit held it: work on a branch was entered when it was done there."""
    commit: str
    raw: bytes
    """The content; empty where nobody needs it."""
    replaced_on: date | None = None
    """The day on which another content, or nothing, took its place; None for the last one."""
    replaced_by: str = ""
    lost: Mapping[str, date] = {}
    """Of a register: what the next content lacks, each with the day on which it was first there."""


class FilePast(NamedTuple):
    """The past of one file."""

    entered: date
    """The first day on which any commit held the file."""
    home_since: date
    """The day on which its project came into the repository; for files of the portfolio, the portfolio."""
    versions: tuple[Version, ...]
    """The contents that matter, the oldest first: all, or of a register those that lost something."""
    gone: bool = False
    """Whether the last commit that touched it removed it."""
    came: Mapping[str, tuple[date, str]] = {}
    """Of a schedule, a register or a charter: the entries that were not in its first content, and the days of
    what happened to entries, each with the day and the commit of its coming."""
    authors: Mapping[str, str] = {}
    """The address of who wrote each of these commits, and the one that first held the file."""


class Past(NamedTuple):
    """The past of the files of a portfolio, by path."""

    files: Mapping[str, FilePast] = {}
    lack: Literal["", "shallow"] = ""
    """Why nothing can be said although there is a history."""


def as_rows(past: Past) -> list[Any]:
    """The same as plain JSON."""
    rows = []
    for path, one in past.files.items():
        versions = [
            [
                str(version.day),
                str(version.seen),
                version.commit,
                version.raw.decode(errors="surrogateescape"),
                str(version.replaced_on or ""),
                version.replaced_by,
                {name: str(day) for name, day in version.lost.items()},
            ]
            for version in one.versions
        ]
        came = {name: [str(day), commit] for name, (day, commit) in one.came.items()}
        rows.append([path, str(one.entered), str(one.home_since), versions, one.gone, came, one.authors])
    return [past.lack, rows]


def from_rows(kept: list[Any]) -> Past:
    """The past that was kept as plain JSON."""
    lack, rows = kept
    files = {}
    for path, entered, home_since, versions, gone, came, authors in rows:
        some = tuple(_version(row) for row in versions)
        since = {name: (_to_day(day), commit) for name, (day, commit) in came.items()}
        files[path] = FilePast(_to_day(entered), _to_day(home_since), some, gone, since, authors)
    return Past(files, lack)


def _version(row: list[Any]) -> Version:
    day, seen, commit, text, replaced_on, replaced_by, lost = row
    return Version(
        _to_day(day),
        _to_day(seen),
        commit,
        text.encode(errors="surrogateescape"),
        _to_day(replaced_on) if replaced_on else None,
        replaced_by,
        {name: _to_day(first) for name, first in lost.items()},
    )


_to_day = date.fromisoformat


def digest_of(past: Past) -> str:
    """A digest of all that is known."""
    total = sha256(past.lack.encode())
    for path, one in past.files.items():
        total.update(f"{path}\0{one!r}\0".encode(errors="surrogateescape"))
    return total.hexdigest()
