"""Files as they stood in a commit, read from git in two calls."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from pmokit.text.files import FOLDERS, SUFFIXES, Snapshot, outside_link
from pmokit.text.flaws import Flaw
from pmokit.text.git_process import LINK, REGULAR, SUBMODULE, GitError, no_repository, run
from pmokit.text.objects import FOLDER, Objects
from pmokit.words.catalogue import say


def read_commit(root: Path, reference: str) -> Snapshot:
    """The files that count in the commit where a reference and HEAD parted.

    A change is compared with the point where it began, so that work that landed on the other
    branch since is not taken for its own. Raises GitError.
    """
    name = commit_of(root, reference)
    parted = run(root, "merge-base", name, "HEAD")
    if parted is None:
        shallow = run(root, "rev-parse", "--is-shallow-repository") == b"true\n"
        raise GitError(say("git.shallow" if shallow else "git.unrelated", reference=reference))
    return _read_tree(root, parted.decode().strip())


def read_at(root: Path, reference: str) -> Snapshot:
    """The files that count in a commit. Raises GitError."""
    return _read_tree(root, commit_of(root, reference))


def commit_of(root: Path, reference: str) -> str:
    """The id of the commit that a reference means. Raises GitError."""
    commit = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if commit is not None:
        return commit.decode().strip()
    if reference == "HEAD" or run(root, "rev-parse", "--git-dir") is None:
        raise no_repository(root)
    raise GitError(say("git.unknown-commit", reference=reference))


def folder_in_git(root: Path) -> str:
    """The path of a folder from the top of its git repository, with a slash at its end; empty at the top and
    where there is no git."""
    try:
        prefix = run(root, "rev-parse", "--show-prefix") or b""
    except GitError:
        return ""
    return prefix.decode(errors="replace").removesuffix("\n")


def place_in_git(folder: Path) -> str:
    """Where a folder, which need not exist yet, is in the git repository around it; `.` at its top, without a
    repository, and where git ignores the folder."""
    real = folder.resolve()
    there = next(place for place in (real, *real.parents) if place.is_dir())
    try:
        if (
            run(there, "rev-parse", "--show-prefix") is None
            or run(there, "check-ignore", "-q", f"{real}/") is not None
        ):
            return "."
    except GitError:
        return "."
    return (Path(folder_in_git(there)) / real.relative_to(there)).as_posix()


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
    links: list[str] = []
    for row in listing.split(b"\0"):
        meta, _, path = row.partition(b"\t")
        fields = meta.split()
        try:
            name = path.decode()
        except UnicodeDecodeError:
            continue  # such names are findings in the folder, not here
        if fields and fields[0] == SUBMODULE:
            raise GitError(say("git.submodule", path=name))
        hidden = any(part.startswith(".") for part in name.split("/"))
        if len(fields) == 3 and fields[0] in REGULAR and name.endswith(SUFFIXES) and not hidden:
            entries.append((name, fields[2]))
        elif fields and fields[0] == LINK and not hidden:
            links.append(name)
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
    flaws = _follow(root, commit, links, files) if links else ()
    return Snapshot(dict(sorted(files.items())), flaws)


def _follow(
    root: Path, commit: str, links: list[str], files: dict[str, bytes]
) -> tuple[tuple[str, Flaw], ...]:
    """Add the files to which links lead, as the reader of the work tree does; the flaws of the others."""
    flaws: list[tuple[str, Flaw]] = []
    with Objects(root) as objects:
        for path in links:
            counts = path.endswith(SUFFIXES)
            found = objects.follow(commit, path)
            if counts and isinstance(found, bytes):
                files[path] = found
            elif counts or found is FOLDER:
                flaws.append((path, outside_link()))
    return tuple(sorted(flaws))
