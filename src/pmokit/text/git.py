"""Files as they stood in a commit, read from git in two calls."""

from __future__ import annotations

import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pmokit.text.files import FOLDERS, SUFFIXES, Snapshot
from pmokit.text.git_process import GitError, run
from pmokit.words.catalogue import say

REGULAR = (b"100644", b"100755")


def read_commit(root: Path, reference: str) -> Snapshot:
    """The files that count in the commit where a reference and HEAD parted.

    A change is compared with the point where it began, so that work that landed on the other
    branch since is not taken for its own. Raises GitError.
    """
    name = _commit_of(root, reference)
    parted = run(root, "merge-base", name, "HEAD")
    return _read_tree(root, parted.decode().strip() if parted else name)


def read_at(root: Path, reference: str) -> Snapshot:
    """The files that count in a commit. Raises GitError."""
    return _read_tree(root, _commit_of(root, reference))


def _commit_of(root: Path, reference: str) -> str:
    """The id of the commit that a reference means. Raises GitError."""
    commit = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if commit is not None:
        return commit.decode().strip()
    if run(root, "rev-parse", "--git-dir") is None:
        raise GitError(say("git.no-repository"))
    raise GitError(say("git.unknown-commit", reference=reference))


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
        raise GitError(say("git.no-repository"))
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
    found = run(root, "log", "-1", "--format=%cs", _commit_of(root, reference)) or b""
    return _day(found.decode(errors="replace").strip())


def read_signers(root: Path, folder: str) -> dict[str, frozenset[str]]:
    """Who stands behind each file below a folder as it was last changed, by e-mail address.

    That is whoever signed the last commit that touched it with a key that git trusts, and, where a
    commit is signed (as forges sign merges), those whom it names as `Reviewed-by`. Files changed in
    the work tree have nobody behind them; neither has any file where git is missing.
    """
    form = "%G?%x02%GS%x02%ae%x02%(trailers:key=Reviewed-by,valueonly,separator=%x03)"
    try:
        log = _log(root, form, folder)
        changed = run(root, "status", "--porcelain", "-z", "--", folder)
    except GitError:
        return {}
    behind: dict[str, frozenset[str]] = {}
    for head, paths in log:
        trusted, signer, author, reviewers = head.split("\x02", 3)
        people: frozenset[str] = frozenset()
        if trusted == "G":
            names = [signer, *reviewers.split("\x03")]
            people = frozenset(mail.casefold() for name in names for mail in _MAIL.findall(name))
            # A key without an address of its own stands for the author whom git has trusted it for.
            people = people or frozenset((author.casefold(),))
        for path in paths:
            behind.setdefault(path, people)
    for path in _changed(root, changed or b""):
        behind.pop(path, None)
    return {path: people for path, people in behind.items() if people}


def last_commits(root: Path, folder: str) -> dict[str, Commit]:
    """The commit that last touched each file below a folder; a file that differs from it now is left
    out. Raises GitError."""
    found: dict[str, Commit] = {}
    for head, paths in _log(root, "%H %cs", folder):
        name, _, written = head.partition(" ")
        for path in paths:
            found.setdefault(path, Commit(name, _day(written)))
    changed = run(root, "status", "--porcelain", "-z", "--", folder) or b""
    for path in _changed(root, changed):
        found.pop(path, None)
    return found


def _log(root: Path, form: str, folder: str) -> list[tuple[str, list[str]]]:
    """What a format gives for each commit that touched a folder, the newest first, and the paths that it
    touched. Raises GitError.

    Paths may hold any sign but NUL, so what parts commits is a word that nobody can know beforehand.
    """
    word = secrets.token_hex(16)
    form = f"--format={word}{form}%x00"
    log = run(root, "log", "--relative", form, "--name-only", "-z", "--", folder)
    if log is None:
        raise GitError(say("git.no-repository"))
    found: list[tuple[str, list[str]]] = []
    for entry in log.decode(errors="replace").split(word)[1:]:
        head, *paths = entry.split("\0")
        found.append((head, [path.removeprefix("\n") for path in paths if path not in ("", "\n")]))
    return found


def _changed(root: Path, status: bytes) -> Iterator[str]:
    """The paths that `git status --porcelain -z` names, seen from the folder; git names them from the
    top of the work tree."""
    prefix = folder_in_git(root)
    for row in status.decode(errors="replace").split("\0"):
        yield row[3:].removeprefix(prefix)


def folder_in_git(root: Path) -> str:
    """The path of a folder from the top of its git repository, with a slash at its end; empty at the top and
    where there is no git."""
    try:
        prefix = run(root, "rev-parse", "--show-prefix") or b""
    except GitError:
        return ""
    return prefix.decode(errors="replace").removesuffix("\n")


_MAIL = re.compile(r"[^\s<>]+@[^\s<>]+")


def read_remote(address: str, reference: str) -> tuple[Snapshot, str]:
    """The files that count of another repository at a tag, branch or commit, and that commit.

    Fetched into a folder of its own that is gone afterwards. Raises GitError.
    """
    if not re.fullmatch(r"(https?://|ssh://|git@|file://|/|\.{1,2}/)[^\s]+", address):
        raise GitError(say("git.bad-address", address=address))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", reference):
        raise GitError(say("git.bad-reference", reference=reference))
    with tempfile.TemporaryDirectory(prefix="pmokit-git-") as name:
        folder = Path(name)
        run(folder, "init", "--quiet")
        if run(folder, "fetch", "--quiet", "--depth=1", "--", address, reference) is None:
            raise GitError(say("git.cannot-fetch", reference=reference, address=address))
        commit = (run(folder, "rev-parse", "FETCH_HEAD") or b"").decode().strip()
        return _read_tree(folder, commit), commit


def _read_tree(root: Path, commit: str) -> Snapshot:
    listing = run(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS) or b""
    entries: list[tuple[str, bytes]] = []
    for row in listing.split(b"\0"):
        meta, _, path = row.partition(b"\t")
        fields = meta.split()
        try:
            name = path.decode()
        except UnicodeDecodeError:
            continue  # such names are findings in the folder, not here
        hidden = any(part.startswith(".") for part in name.split("/"))
        if len(fields) == 3 and fields[0] in REGULAR and name.endswith(SUFFIXES) and not hidden:
            entries.append((name, fields[2]))
    asked = b"".join(blob + b"\n" for _, blob in entries)
    answer = run(root, "cat-file", "--batch", given=asked) or b""
    files: dict[str, bytes] = {}
    at = 0
    for name, _ in entries:
        end = answer.find(b"\n", at)
        head = answer[at:end].split()
        if len(head) != 3 or head[1] != b"blob":
            raise GitError(say("git.missing-file", name=name))
        size = int(head[2])
        files[name] = answer[end + 1 : end + 1 + size]
        at = end + 2 + size
    return Snapshot(dict(sorted(files.items())), ())
