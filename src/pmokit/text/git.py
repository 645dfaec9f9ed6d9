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


class Commit(NamedTuple):
    """A commit and the day on which it was made, where it was made."""

    name: str
    day: date


def commits(root: Path, tip: str = "HEAD") -> list[Commit]:
    """The commits on the way to a commit, along first parents, the newest first. Raises GitError."""
    log = _run(root, "log", "--first-parent", "--format=%H %cs", "--end-of-options", tip)
    if log is None:
        raise GitError("this is no git repository, or it has no commit yet")
    rows = (line.split() for line in log.decode().splitlines())
    return [Commit(name, date.fromisoformat(day)) for name, day in rows]


def commit_of_day(root: Path, day: date) -> str:
    """The last commit on the way to HEAD that was made up to the end of a day. Raises GitError."""
    for commit in commits(root):
        if commit.day <= day:
            return commit.name
    raise GitError(f"the repository has no commit from before the end of {day}")


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


def last_of_each_day(root: Path, since: date) -> list[Commit]:
    """For each day with commits from a day on, the last one on the way to HEAD, oldest first; and
    before them the last one from before that day. Raises GitError."""
    by_day: dict[date, str] = {}
    for commit in commits(root):
        by_day.setdefault(commit.day, commit.name)
        if commit.day < since:
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


def last_commits(root: Path, folder: str) -> dict[str, Commit]:
    """The commit that last touched each file below a folder; a file that differs from it now is left
    out. Raises GitError."""
    log = _run(root, "log", "--format=%x01%H %cs", "--name-only", "-z", "--", folder)
    if log is None:
        raise GitError("this is no git repository, or it has no commit yet")
    found: dict[str, Commit] = {}
    for entry in log.decode(errors="replace").split("\x01")[1:]:
        head, _, rest = entry.partition("\0")
        name, day = head.split()
        commit = Commit(name, date.fromisoformat(day))
        for path in rest.replace("\n", "\0").split("\0"):
            if path:
                found.setdefault(path, commit)
    changed = _run(root, "status", "--porcelain", "-z", "--", folder) or b""
    for row in changed.decode(errors="replace").split("\0"):
        found.pop(row[3:], None)
    return found


class Objects:
    """The trees and blobs of a repository, read by one `git cat-file --batch`, each tree once.

    A context manager; raises GitError where git is missing or an object is lost.
    """

    def __init__(self, root: Path) -> None:
        prefix = _run(root, "rev-parse", "--show-prefix")
        if prefix is None:
            raise GitError("this is no git repository, or it has no commit yet")
        self._prefix = prefix.decode().strip()
        self._trees: dict[str, dict[str, tuple[bytes, str]]] = {}
        self._git = subprocess.Popen(
            ["git", "cat-file", "--batch"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._git.stdin, self._git.stdout):
            if pipe is not None:
                pipe.close()
        self._git.wait()

    def folder(self, commit: str, path: str) -> str | None:
        """The id of a folder's tree in a commit, None if there is none."""
        found = self._read(f"{commit}:{self._prefix}{path}")
        if found is None or found[1] != b"tree":
            return None
        self._keep(found[0], found[2])
        return found[0]

    def tree(self, name: str) -> dict[str, tuple[bytes, str]]:
        """What a tree holds: file mode and object id by name, in the order of names."""
        if name not in self._trees:
            found = self._read(name)
            if found is None:
                raise GitError(f"git has lost the object {name}; run `git fsck`")
            self._keep(name, found[2])
        return self._trees[name]

    def files(self, name: str, path: str, but: str = "") -> dict[str, bytes]:
        """The files that count below a tree, by their path; the folder `but` is left out."""
        found: dict[str, bytes] = {}
        for entry, (mode, object_id) in self.tree(name).items():
            full = f"{path}/{entry}"
            if entry.startswith(".") or full == but:
                continue
            if mode == b"40000":
                found |= self.files(object_id, full, but)
            elif mode in _REGULAR and entry.endswith(SUFFIXES):
                blob = self._read(object_id)
                if blob is None:
                    raise GitError(f"git has lost the object of {full}; run `git fsck`")
                found[full] = blob[2]
        return found

    def _keep(self, name: str, raw: bytes) -> None:
        length = len(name) // 2
        entries: dict[str, tuple[bytes, str]] = {}
        at = 0
        while at < len(raw):
            space, end = raw.index(b" ", at), raw.index(b"\0", at)
            label = raw[space + 1 : end].decode(errors="replace")
            entries[label] = (raw[at:space], raw[end + 1 : end + 1 + length].hex())
            at = end + 1 + length
        self._trees[name] = entries

    def _read(self, what: str) -> tuple[str, bytes, bytes] | None:
        """The id, type and content of an object, None if there is none."""
        asked, answer = self._git.stdin, self._git.stdout
        assert asked is not None and answer is not None
        asked.write(what.encode() + b"\n")
        asked.flush()
        head = answer.readline().split()
        if len(head) != 3:
            return None
        raw = answer.read(int(head[2]))
        answer.read(1)
        return head[0].decode(), head[1], raw


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


def _environment() -> dict[str, str]:
    """git asks nobody, writes nothing, speaks English, and reaches only what it should."""
    return {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    }


def _run(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """What git prints, or None if it refuses."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, input=given, capture_output=True, env=_environment(), check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    return done.stdout if done.returncode == 0 else None
