"""Which commit changed which file: the history of a folder as git tells it in one or two calls."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pmokit.text.commit_history import day_written, days_believed
from pmokit.text.git import commit_of
from pmokit.text.git_process import REGULAR, GitError, Repository


class FileCommit(NamedTuple):
    """A commit on the way to the present: what it put into which file, None where it removed the file."""

    name: str
    day: date
    changes: dict[str, str | None]
    author: str = ""
    """The address of who wrote it."""


class FileHistory(NamedTuple):
    """The commits that touched a folder, the oldest first."""

    commits: list[FileCommit]
    seen: dict[tuple[str, str], date]
    """The day on which a commit beside the way first put a content into a file: work on branches."""
    authors: dict[tuple[str, str], str]
    """Who wrote that commit: a merge is by who merged."""


class Tip(NamedTuple):
    """The commit at which a history ends."""

    name: str
    shallow: bool


def tip_of(root: Path, base: str | None = None) -> Tip:
    """The last commit of the present, or the one where a base and the present parted. Raises GitError."""
    with Repository(root) as git:
        shallow = git.run("rev-parse", "--is-shallow-repository") == b"true\n"
        if base is None:
            return Tip(commit_of(git, "HEAD"), shallow)
        parted = git.ask("merge-base", commit_of(git, base), "HEAD")
        return Tip(parted.decode().strip(), shallow)


def read_history(root: Path, tip: str, folder: str) -> FileHistory:
    """The history of a folder up to a commit. Raises GitError.

    Of merges only what they brought to the branch counts, as on the page of a forge.
    """
    with Repository(root) as git:
        rows = list(_log(git, folder, tip, "--first-parent", "-m"))[::-1]
        merges = git.ask("rev-list", "--merges", "--max-count=1", tip)
        beside = _log(git, folder, tip, "--full-history", "--no-merges") if merges else ()
        seen: dict[tuple[str, str], date] = {}
        authors: dict[tuple[str, str], str] = {}
        for _, written, author, changes in beside:
            for path, blob in changes.items():
                if blob is not None and written <= seen.get((path, blob), written):
                    seen[path, blob], authors[path, blob] = written, author
    days = days_believed([written for _, written, _, _ in rows])
    commits = [
        FileCommit(name, day, changes, author)
        for (name, _, author, changes), day in zip(rows, days, strict=True)
    ]
    return FileHistory(commits, seen, authors)


def _log(
    git: Repository, folder: str, tip: str, *options: str
) -> Iterator[tuple[str, date, str, dict[str, str | None]]]:
    """Id, written day, address of the author and changes of each commit, the newest first.

    Paths may hold any sign but NUL, so what parts commits is a word that nobody can know beforehand.
    """
    word = secrets.token_hex(16)
    form = ("--raw", "--no-abbrev", "--no-renames", "-z", "--relative", f"--format={word}%H %cs %ae%x00")
    log = git.ask("log", *options, *form, "--ignore-submodules", "--end-of-options", tip, "--", folder)
    for entry in log.decode(errors="surrogateescape").split(word)[1:]:
        head, *fields = entry.split("\0")
        name, written, author = [*head.split(" ", 2), "", ""][:3]
        some = [field.removeprefix("\n") for field in fields if field not in ("", "\n")]
        changes: dict[str, str | None] = {}
        for meta, path in zip(some[::2], some[1::2], strict=False):
            try:
                _, mode, _, blob, _ = meta.split(" ")
            except ValueError:
                raise GitError(meta) from None
            changes[path] = blob if mode.encode() in REGULAR else None
        yield name, day_written(written), author, changes
