"""Runs over the workspaces of past days, from git: what did not change between two of them is read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pmokit.load import layout, repository
from pmokit.load.folder import Folder, load_folder
from pmokit.load.run import Run
from pmokit.load.shared import Shared, load_shared
from pmokit.load.workspace import assemble
from pmokit.text.commit_history import Commit
from pmokit.text.objects import Objects


def runs(objects: Objects, states: Iterable[tuple[Commit, date]]) -> Iterator[Run]:
    """A run over each commit on the day by which it is judged. Raises GitError.

    git names a folder by its content: a project is parsed again only where its folder has another name, or
    holds links, which may lead to something else in each commit.
    """
    folders: dict[str, tuple[str, Folder]] = {}
    shared: tuple[object, Shared] | None = None
    for commit, day in states:
        trees = {name: objects.folder(commit.name, name) for name in ("methodology", "portfolio")}
        projects = objects.folder(commit.name, layout.PROJECTS)
        portfolio = dict(objects.tree(trees["portfolio"])) if trees["portfolio"] else {}
        portfolio.pop("projects", None)
        linked = any(tree and objects.has_links(tree, "projects") for tree in trees.values())
        basis = (trees["methodology"], portfolio, commit.name if linked else "")
        if shared is None or shared[0] != basis:
            files: dict[str, bytes] = {}
            for name, tree in trees.items():
                files |= objects.files(commit.name, tree, name, layout.PROJECTS) if tree else {}
            shared = (basis, load_shared(repository.split(dict(sorted(files.items())))[0]))
        held: dict[str, tuple[str, Folder]] = {}
        for name, (mode, tree) in objects.tree(projects).items() if projects else ():
            if mode != b"40000" or not layout.is_id(name):
                continue
            known = folders.get(name)
            if known is None or known[0] != tree or objects.has_links(tree):
                raw = objects.files(commit.name, tree, f"{layout.PROJECTS}/{name}")
                wanted = {path: raw[path] for path in sorted(raw) if not layout.is_unread(path)}
                known = (tree, load_folder(name, wanted))
            held[name] = known
        folders = held
        read = {name: folder for name, (_, folder) in held.items()}
        yield Run(assemble(shared[1], {name: {} for name in sorted(read)}, day), read)
