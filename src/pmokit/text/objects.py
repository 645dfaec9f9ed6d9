"""The objects of a git repository: trees and blobs of many commits, read by one process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pmokit.text.files import SUFFIXES
from pmokit.text.git_process import LINK, REGULAR, SUBMODULE, GitError, Repository
from pmokit.words.catalogue import say

MOST_LEVELS = 40
MOST_FILES = 2_000_000
"""Bounds for what a commit can make us read: six objects of git can stand for millions of paths."""

MOST_LINKS = 40
"""Links on the way to one file; as many as Linux follows."""
FOLDER = "folder"
"""What a link leads to if it leads to a folder of the repository."""


class Objects:
    """The trees and blobs of a repository, read by one `git cat-file --batch`, each tree once.

    A context manager; raises GitError where git is missing or an object is lost.
    """

    def __init__(self, root: Path) -> None:
        self._repository = Repository(root)
        self._prefix = [part for part in self._repository.prefix.split("/") if part]
        self._trees: dict[str, dict[str, tuple[bytes, str]]] = {}
        self._linked: dict[tuple[str, str], bool] = {}
        self._walked = 0
        self._git = self._repository.start("cat-file", "--batch")

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._git.stdin, self._git.stdout):
            if pipe is not None:
                pipe.close()
        self._git.wait()
        self._repository.__exit__()

    def folder(self, commit: str, path: str) -> str | None:
        """The id of a folder's tree in a commit, None if there is none."""
        found = self._read(f"{commit}^{{tree}}")
        if found is None:
            raise GitError(say("git.missing-tree", commit=commit))
        self._keep(found[0], found[2])
        name = found[0]
        for part in (*self._prefix, *filter(None, path.split("/"))):
            mode, inner = self.tree(name).get(part, (b"", ""))
            if mode == SUBMODULE:
                raise GitError(say("git.submodule", path=path))
            if mode != b"40000":
                return None
            name = inner
        return name

    def tree(self, name: str) -> dict[str, tuple[bytes, str]]:
        """What a tree holds: file mode and object id by name, in the order of names."""
        if name not in self._trees:
            self._keep(name, self.content(name))
        return self._trees[name]

    def files(self, commit: str, name: str, path: str, but: str = "") -> dict[str, bytes]:
        """The files that count below a tree of a commit, by their path, those among them to which links of
        the tree lead; the folder `but` is left out."""
        files: dict[str, bytes] = {}
        for full, mode, object_id in self._walk(name, path, but, 0):
            if full.endswith(SUFFIXES):
                found = self.follow(commit, full) if mode == LINK else self.content(object_id)
                if isinstance(found, bytes):
                    files[full] = found
        return files

    def has_links(self, name: str, but: str = "") -> bool:
        """Whether a tree holds a link, and so may mean another thing in another commit."""
        key = (name, but)
        if key not in self._linked:
            walked = self._walk(name, "", f"/{but}", 0)
            self._linked[key] = any(mode == LINK for _, mode, _ in walked)
        return self._linked[key]

    def follow(self, commit: str, path: str) -> bytes | str | None:
        """The content of the file that a path of a commit means, through links, or FOLDER.

        None where it leads out of the repository, to something hidden, nowhere, or in a circle.
        """
        top = self.folder(commit, "")
        trees, left, links = [top or ""], path.split("/")[::-1], 0
        while left and top:
            part = left.pop()
            if part in ("", "."):
                continue
            if links and part.startswith(".") and part != "..":
                return None
            if part == "..":
                trees.pop()
                if not trees:
                    return None
                continue
            mode, object_id = self.tree(trees[-1]).get(part, (b"", ""))
            if mode == b"40000":
                trees.append(object_id)
            elif mode == LINK and links < MOST_LINKS:
                links += 1
                target = self.content(object_id).decode(errors="surrogateescape")
                if target.startswith("/"):
                    return None
                left += target.split("/")[::-1]
            else:
                return self.content(object_id) if mode in REGULAR and not left else None
        return FOLDER

    def export(self, commit: str, names: Iterable[str], target: Path) -> None:
        """Write the regular files of some files and folders of a commit into a folder; links and what the
        commit lacks are left out."""
        top = self.folder(commit, "")
        entries = self.tree(top) if top else {}
        for name in names:
            mode, object_id = entries.get(name, (b"", ""))
            some = [(name, object_id)] if mode in REGULAR else []
            if mode == b"40000":
                walked = self._walk(object_id, name, "", 0)
                some = [(full, blob) for full, kind, blob in walked if kind != LINK]
            for full, blob in some:
                place = target / full
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(self.content(blob))

    def _walk(self, name: str, path: str, but: str, depth: int) -> Iterator[tuple[str, bytes, str]]:
        """The files and links below a tree that are not hidden, each with its mode and object id. What is in
        a submodule is not in the repository."""
        if depth > MOST_LEVELS:
            raise GitError(say("git.too-deep", path=path[:80], limit=MOST_LEVELS))
        for entry, (mode, object_id) in self.tree(name).items():
            full = f"{path}/{entry}"
            if entry.startswith(".") or full == but:
                continue
            if mode == b"40000":
                yield from self._walk(object_id, full, but, depth + 1)
            elif mode in REGULAR or mode == LINK:
                self._walked += 1
                if self._walked > MOST_FILES:
                    raise GitError(say("git.too-many-files", limit=f"{MOST_FILES:,}"))
                yield full, mode, object_id

    def content(self, name: str) -> bytes:
        """The content of an object. Raises GitError."""
        found = self._read(name)
        if found is None:
            raise GitError(say("git.missing-object", name=name))
        return found[2]

    def _keep(self, name: str, raw: bytes) -> None:
        length = len(name) // 2
        entries: dict[str, tuple[bytes, str]] = {}
        at = 0
        while at < len(raw):
            space, end = raw.index(b" ", at), raw.index(b"\0", at)
            label = raw[space + 1 : end].decode(errors="surrogateescape")
            entries[label] = (raw[at:space], raw[end + 1 : end + 1 + length].hex())
            at = end + 1 + length
        self._trees[name] = entries

    def _read(self, what: str) -> tuple[str, bytes, bytes] | None:
        """The id, type and content of an object, None if there is none."""
        asked, answer = self._git.stdin, self._git.stdout
        assert asked is not None and answer is not None
        asked.write(what.encode() + b"\n")
        asked.flush()
        line = answer.readline()
        if line.endswith(b" missing\n"):
            return None
        head = line.split()
        if len(head) != 3:
            raise GitError(say("git.unknown-object", name=what))
        raw = answer.read(int(head[2]))
        answer.read(1)
        return head[0].decode(), head[1], raw
