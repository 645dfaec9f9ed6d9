"""Files as they stood in a commit, read from git in two calls."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pmokit.text.files import FOLDERS, SUFFIXES, Snapshot

_REGULAR = (b"100644", b"100755")


class GitError(Exception):
    """git is missing, this is no repository, or it has no such commit; the text says which."""


def read_commit(root: Path, reference: str) -> Snapshot:
    """The files that count in the commit where a reference and HEAD parted.

    A change is compared with the point where it began, so that work that landed on the other
    branch since is not taken for its own. Raises GitError.
    """
    commit = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if commit is None:
        raise GitError(f"git knows no commit `{reference}` here; fetch it first (`git fetch origin`)")
    name = commit.decode().strip()
    parted = _run(root, "merge-base", name, "HEAD")
    return _read_tree(root, parted.decode().strip() if parted else name)


def read_at(root: Path, reference: str) -> Snapshot:
    """The files that count in a commit. Raises GitError."""
    commit = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if commit is None:
        raise GitError(f"git knows no commit `{reference}` here; fetch it first (`git fetch origin`)")
    return _read_tree(root, commit.decode().strip())


def commit_of_day(root: Path, day: date) -> str:
    """The last commit on the way to HEAD that was made up to the end of a day. Raises GitError."""
    until = f"--until={day.isoformat()}T23:59:59"
    found = _run(root, "log", "-1", "--first-parent", "--format=%H", until, "HEAD")
    if found is None:
        raise GitError("this is no git repository, or it has no commit yet")
    if not found:
        raise GitError(f"the repository has no commit from before the end of {day}")
    return found.decode().strip()


def export(root: Path, commit: str, names: Iterable[str], target: Path) -> None:
    """Write files and folders as they stood in a commit into a folder; those it lacks are left out.

    Raises GitError.
    """
    have = (_run(root, "ls-tree", "--name-only", "-z", commit) or b"").split(b"\0")
    wanted = [name for name in names if name.encode() in have]
    packed = _run(root, "archive", "--format=tar", commit, "--", *wanted) if wanted else b""
    if packed is None:
        raise GitError(f"git cannot read the files of {commit}")
    if packed:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(target, filter="data")


class Commit(NamedTuple):
    """A commit and the day on which it was made."""

    name: str
    day: date


def last_of_each_day(root: Path, since: date) -> list[Commit]:
    """For each day with commits from a day on, the last one on the way to HEAD, oldest first; and
    before them the last one from before that day. Raises GitError."""
    log = _run(root, "log", "--first-parent", "--format=%H %cs", "HEAD", "--", *FOLDERS)
    if log is None:
        raise GitError("this is no git repository, or it has no commit yet")
    by_day: dict[date, str] = {}
    for line in log.decode().splitlines():
        name, day = line.split()
        by_day.setdefault(date.fromisoformat(day), name)
        if date.fromisoformat(day) < since:
            break
    return [Commit(name, day) for day, name in sorted(by_day.items())]


def day_of(root: Path, reference: str) -> date:
    """The day of a commit. Raises GitError."""
    found = _run(root, "log", "-1", "--format=%cs", "--end-of-options", reference)
    if not found:
        raise GitError(f"git knows no commit `{reference}` here; fetch it first (`git fetch origin`)")
    return date.fromisoformat(found.decode().strip())


def read_signers(root: Path, folder: str) -> dict[str, frozenset[str]]:
    """Who stands behind each file below a folder as it was last changed, by e-mail address.

    That is whoever signed the last commit that touched it with a key that git trusts, and, where a
    commit is signed (as forges sign merges), those whom it names as `Reviewed-by`. Files changed in
    the work tree have nobody behind them; neither has any file where git is missing.
    """
    form = "%x01%G?%x02%GS%x02%ae%x02%(trailers:key=Reviewed-by,valueonly,separator=%x03)%x02"
    try:
        log = _run(root, "log", f"--format={form}", "--name-only", "-z", "--", folder)
        changed = _run(root, "status", "--porcelain", "-z", "--", folder)
    except GitError:
        return {}
    behind: dict[str, frozenset[str]] = {}
    for entry in (log or b"").decode(errors="replace").split("\x01")[1:]:
        trusted, signer, author, reviewers, rest = entry.split("\x02", 4)
        people: frozenset[str] = frozenset()
        if trusted == "G":
            names = [signer, *reviewers.split("\x03")]
            people = frozenset(mail.casefold() for name in names for mail in _MAIL.findall(name))
            # A key without an address of its own stands for the author whom git has trusted it for.
            people = people or frozenset((author.casefold(),))
        for path in rest.replace("\n", "\0").split("\0"):
            if path:
                behind.setdefault(path, people)
    for row in (changed or b"").decode(errors="replace").split("\0"):
        behind.pop(row[3:], None)
    return {path: people for path, people in behind.items() if people}


def last_commits(root: Path, folder: str) -> dict[str, str]:
    """The commit that last touched each file below a folder; a file that differs from it now is left
    out. Raises GitError."""
    log = _run(root, "log", "--format=%x01%H", "--name-only", "-z", "--", folder)
    if log is None:
        raise GitError("this is no git repository, or it has no commit yet")
    found: dict[str, str] = {}
    for entry in log.decode(errors="replace").split("\x01")[1:]:
        name, _, rest = entry.partition("\0")
        for path in rest.replace("\n", "\0").split("\0"):
            if path:
                found.setdefault(path, name.strip())
    changed = _run(root, "status", "--porcelain", "-z", "--", folder) or b""
    for row in changed.decode(errors="replace").split("\0"):
        found.pop(row[3:], None)
    return found


_MAIL = re.compile(r"[^\s<>]+@[^\s<>]+")


def read_remote(address: str, reference: str) -> tuple[Snapshot, str]:
    """The files that count of another repository at a tag, branch or commit, and that commit.

    Fetched into a folder of its own that is gone afterwards. Raises GitError.
    """
    if not re.fullmatch(r"(https?://|ssh://|git@|file://|/|\.{1,2}/)[^\s]+", address):
        raise GitError(f"`{address}` is no address of a git repository (https://, ssh://, file:// or a path)")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", reference):
        raise GitError(f"`{reference}` is no tag, branch or commit")
    with tempfile.TemporaryDirectory(prefix="pmokit-git-") as name:
        folder = Path(name)
        _run(folder, "init", "--quiet")
        if _run(folder, "fetch", "--quiet", "--depth=1", "--", address, reference) is None:
            raise GitError(f"git cannot fetch `{reference}` from {address}")
        commit = (_run(folder, "rev-parse", "FETCH_HEAD") or b"").decode().strip()
        return _read_tree(folder, commit), commit


def _read_tree(root: Path, commit: str) -> Snapshot:
    listing = _run(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS) or b""
    entries: list[tuple[str, bytes]] = []
    for row in listing.split(b"\0"):
        meta, _, path = row.partition(b"\t")
        fields = meta.split()
        try:
            name = path.decode()
        except UnicodeDecodeError:
            continue  # such names are findings in the folder, not here
        hidden = any(part.startswith(".") for part in name.split("/"))
        if len(fields) == 3 and fields[0] in _REGULAR and name.endswith(SUFFIXES) and not hidden:
            entries.append((name, fields[2]))
    asked = b"".join(blob + b"\n" for _, blob in entries)
    answer = _run(root, "cat-file", "--batch", given=asked) or b""
    files: dict[str, bytes] = {}
    at = 0
    for name, _ in entries:
        end = answer.find(b"\n", at)
        head = answer[at:end].split()
        if len(head) != 3 or head[1] != b"blob":
            raise GitError(f"git has lost the object of {name}; run `git fsck`")
        size = int(head[2])
        files[name] = answer[end + 1 : end + 1 + size]
        at = end + 2 + size
    return Snapshot(dict(sorted(files.items())), ())


def _run(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """What git prints, or None if it refuses."""
    environment = {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    }
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, input=given, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    return done.stdout if done.returncode == 0 else None
