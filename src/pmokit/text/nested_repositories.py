"""Folders that git could take for a repository though they are only files that somebody has committed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pmokit.text.files import FOLDERS
from pmokit.text.flaws import TOP, Flaw
from pmokit.text.git_place import Place, find_place
from pmokit.words.catalogue import say

SHORTENED = b"\0\0\0\4"
"""The version of an index of git in which a name may lack its beginning."""

_SUBMODULE = "160000 "
_SUBMODULE_IN_INDEX = (0o160000).to_bytes(4)
"""The mode of a submodule as git prints it, and as it is in an index."""

Found = tuple[tuple[str, Flaw], ...]


def nested_repositories(root: Path) -> Found:
    """The flaws of such folders among the files below a folder that git knows."""
    place = find_place(root)
    if place is None or not _may_have_some(place):
        return ()
    from pmokit.text.git_process import GitError, Repository

    try:
        with Repository(root) as git:
            entries = git.ask("ls-files", "--stage", "-z").decode(errors="replace").split("\0")
    except GitError:
        return ()
    parted = [(meta, path) for meta, tab, path in (entry.partition("\t") for entry in entries) if tab]
    submodules = submodules_among(path for meta, path in parted if meta.startswith(_SUBMODULE))
    return tuple(sorted((*nested_among(path for _, path in parted), *submodules)))


def submodules_among(paths: Iterable[str]) -> Found:
    """The flaws of submodules among the records: nobody who reads the repository has their files, and what
    they held earlier is not in its history."""
    flaw = Flaw("nested-repository", say("text.submodule"), say("text.nested-repository.fix"), TOP)
    records = (path for path in paths if path.partition("/")[0] in FOLDERS and "/" in path)
    return tuple((path, flaw) for path in sorted(records) if path.isprintable())


def _may_have_some(place: Place) -> bool:
    """Whether git has to be asked: seldom, since most repositories have no file of this name.

    Asking takes longer than reading the index, which has all names.
    """
    for file in (place.git_dir / "index", *place.git_dir.glob("sharedindex.*")):
        try:
            raw = file.read_bytes()
        except OSError:
            continue
        if raw[4:8] == SHORTENED or b"head\0" in raw.lower() or _SUBMODULE_IN_INDEX in raw:
            return True
    return False


def nested_among(paths: Iterable[str]) -> Found:
    """The flaws of such folders, each at its file HEAD, among the paths of files and links.

    What a repository needs is HEAD, and objects and branches, or a file that says where these are. Small
    letters are the same where a file system takes them for the same.
    """
    known = {path.casefold(): path for path in paths}
    folders = {name: name.removesuffix("head") for name in known if f"/{name}".endswith("/head")}
    if not folders:
        return ()
    holding = {name[: at + 1] for name in known for at, sign in enumerate(name) if sign == "/"}

    def has(folder: str, name: str) -> bool:
        return folder + name in known or f"{folder}{name}/" in holding

    nested = [
        known[name]
        for name, folder in folders.items()
        if has(folder, "commondir") or (has(folder, "objects") and has(folder, "refs"))
    ]
    return tuple((path, _flaw()) for path in sorted(nested) if path.isprintable())


def _flaw() -> Flaw:
    return Flaw("nested-repository", say("text.nested-repository"), say("text.nested-repository.fix"), TOP)
