"""Files as they stood in a commit, read from git in two calls."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from pmokit.text.files import FOLDERS, SUFFIXES, Snapshot, outside_link
from pmokit.text.flaws import Flaw
from pmokit.text.git_process import LINK, REGULAR, SUBMODULE, GitError, NoCommit, Repository, fetch
from pmokit.text.nested_repositories import nested_among, submodules_among
from pmokit.text.objects import FOLDER, Objects
from pmokit.words.catalogue import say

# A commit, branch or tag, or so many commits before it. What else git reads there names several commits, a
# file or an option.
_NAME = re.compile(r"(?!-)(?!.*(?:\.\.|@\{))[^\s~^:?*\[\\\x00-\x20\x7f]+(?:~[0-9]{0,6})?")


class UnknownName(GitError):
    """What is no name of a commit here."""


def read_commit(root: Path, reference: str) -> Snapshot:
    """The files that count in the commit where a reference and HEAD parted.

    A change is compared with the point where it began, so that work that landed on the other
    branch since is not taken for its own. Raises GitError.
    """
    with Repository(root) as git:
        parted = git.run("merge-base", commit_of(git, reference), "HEAD")
        if parted is None:
            shallow = git.run("rev-parse", "--is-shallow-repository") == b"true\n"
            raise GitError(say("git.shallow" if shallow else "git.unrelated", reference=reference))
        return _read_tree(git, parted.decode().strip())


def read_at(root: Path, reference: str) -> Snapshot:
    """The files that count in a commit. Raises GitError."""
    with Repository(root) as git:
        return _read_tree(git, commit_of(git, reference))


def commit_of(git: Repository, reference: str) -> str:
    """The id of the commit that a name means. Raises GitError."""
    if not _NAME.fullmatch(reference):
        raise UnknownName(say("git.bad-name", reference=reference))
    commit = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if commit is not None:
        return commit.decode().strip()
    if reference == "HEAD":
        raise NoCommit
    raise UnknownName(say("git.unknown-commit", reference=reference))


def folder_in_git(root: Path) -> str:
    """The path of a folder from the top of its git repository, with a slash at its end; empty at the top and
    where there is no git."""
    try:
        with Repository(root) as git:
            return git.prefix
    except GitError:
        return ""


def place_in_git(folder: Path) -> str:
    """Where a folder, which need not exist yet, is in the git repository around it; `.` at its top, without a
    repository, and where git ignores the folder."""
    real = folder.resolve()
    there = next(place for place in (real, *real.parents) if place.is_dir())
    try:
        with Repository(there) as git:
            if git.run("check-ignore", "-q", f"{real}/") is None:
                return (Path(git.prefix) / real.relative_to(there)).as_posix()
    except GitError:
        pass
    return "."


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
        if not fetch(folder, address, reference):
            raise GitError(say("git.cannot-fetch", reference=reference, address=address))
        with Repository(folder) as git:
            commit = git.ask("rev-parse", "FETCH_HEAD").decode().strip()
            return _read_tree(git, commit), commit


def _read_tree(git: Repository, commit: str) -> Snapshot:
    listing = git.ask("ls-tree", "-r", "-z", commit)
    entries: list[tuple[str, bytes]] = []
    links: list[str] = []
    names: list[str] = []
    submodules: list[str] = []
    for row in listing.split(b"\0"):
        meta, _, path = row.partition(b"\t")
        fields = meta.split()
        try:
            name = path.decode()
        except UnicodeDecodeError:
            continue  # such names are findings in the folder, not here
        names.append(name)
        if name.partition("/")[0] not in FOLDERS:
            continue
        if fields and fields[0] == SUBMODULE:
            if name in FOLDERS:
                raise GitError(say("git.submodule", path=name))
            submodules.append(name)
        hidden = any(part.startswith(".") for part in name.split("/"))
        if len(fields) == 3 and fields[0] in REGULAR and name.endswith(SUFFIXES) and not hidden:
            entries.append((name, fields[2]))
        elif fields and fields[0] == LINK and not hidden:
            links.append(name)
    asked = b"".join(blob + b"\n" for _, blob in entries)
    answer = git.ask("cat-file", "--batch", given=asked)
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
    flaws = _follow(git.root, commit, links, files) if links else ()
    flaws = (*flaws, *nested_among(names), *submodules_among(submodules))
    return Snapshot(dict(sorted(files.items())), tuple(sorted(flaws)))


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
    return tuple(flaws)
