"""Where the git repository of a folder is, and whether a change of its files decides what a path means.

git itself takes any folder with `HEAD`, `objects` and `refs` for a repository, also one that somebody has
committed. Here only a `.git` counts, which git never lets anybody commit.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

MOST_LINKS = 40


class Place(NamedTuple):
    """A repository: the top of its work tree, what belongs to this work tree, and what all of them share."""

    top: Path
    git_dir: Path
    common: Path

    def has_in_tree(self, path: str) -> bool:
        """Whether a path, without links in it, is a file or folder that a commit could bring."""
        some = Path(path)
        own = (self.git_dir, self.common, self.top / ".git")
        return self.top in some.parents and not any(some == one or one in some.parents for one in own)

    def tree_path(self, path: str) -> str | None:
        """Where in the work tree, from its top, it is decided what a path means: the first step to it, also
        of a link on the way, that is in the work tree. None if there is none, so that no commit can change
        it. A relative path begins at the top."""
        waiting, here, links = os.path.join(self.top, path).split("/")[::-1], "/", 0
        while waiting:
            part = waiting.pop()
            if part in ("", "."):
                continue
            step = os.path.dirname(here) if part == ".." else os.path.join(here, part)
            links += os.path.islink(step)
            if self.has_in_tree(step) or links > MOST_LINKS:
                return os.path.relpath(os.path.join(step, *waiting[::-1]), self.top)
            if os.path.islink(step):
                target = os.readlink(step)
                here = "/" if target.startswith("/") else here
                waiting += target.split("/")[::-1]
            else:  # a folder may have a second name, where large and small letters are the same
                here = str(self.top) if os.path.exists(step) and os.path.samefile(step, self.top) else step
        return None


def find_place(root: Path) -> Place | None:
    """The repository in whose work tree a folder is: that of the nearest folder above it with a `.git`."""
    real = Path(os.path.realpath(root))
    for top in (real, *real.parents):
        entry = top / ".git"
        if os.path.isfile(entry):
            return _place(top, _first_line(entry, "gitdir: "))
        if found := _place(top, str(entry)):
            return found
    return None


def _place(top: Path, git_dir: str) -> Place | None:
    folder = os.path.realpath(top / git_dir)
    common = os.path.realpath(os.path.join(folder, _first_line(Path(folder, "commondir"))))
    whole = os.path.lexists(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(common, name)) for name in ("objects", "refs")
    )
    return Place(top, Path(folder), Path(common)) if git_dir and whole else None


def _first_line(file: Path, prefix: str = "") -> str:
    """What follows a prefix on the one line of a file of git; empty without such a file."""
    try:
        text = os.fsdecode(file.read_bytes())
    except OSError:
        return ""
    return text.removeprefix(prefix).rstrip("\r\n") if text.startswith(prefix) else ""
