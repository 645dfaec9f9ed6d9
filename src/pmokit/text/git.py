"""Files as they stood in a commit, read from git in two calls."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

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
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, input=given, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    return done.stdout if done.returncode == 0 else None
