"""The forges that a method declares: read first, for git is asked for signatures before all is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pmokit.load import layout
from pmokit.load.shape import attempt
from pmokit.model.methodology.about import Forge as Declared
from pmokit.text import yaml
from pmokit.text.forge_merge import Forge
from pmokit.text.git_process import NoRepository
from pmokit.text.trusted_keys import files_before
from pmokit.words.catalogue import say

ABOUT = "methodology/methodology.yaml"


def believed_forges(root: Path, files: Mapping[str, bytes]) -> tuple[list[Forge], list[str]]:
    """The forges that the method declares, and that it already declares on the protected branch: nobody can
    bring a forge and be believed by it in the same change. And what is not believed, in words.

    Raises GitError.
    """
    paths = [path for path in files if layout.canonical(path) == ABOUT]
    declared = list(_forges({path: files[path] for path in paths}))
    if not declared:
        return [], []
    try:
        before = [list(_forges(some)) for some in files_before(root, paths)]
    except NoRepository:
        return [], []
    if not before:
        return [], [say("keys.no-branch", path=ABOUT)]
    believed = [forge for forge in declared if all(forge in some for some in before)]
    new = len(declared) - len(believed)
    return believed, [say("keys.new-forge", new, path=ABOUT)] if new else []


def _forges(files: Mapping[str, bytes]) -> Iterator[Forge]:
    """The forges in some files; an entry that is none is a finding elsewhere."""
    for raw in files.values():
        data = yaml.parse(raw).data
        entries = data.get("forges") if isinstance(data, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if (found := attempt(Declared, entry)) is not None:
                yield Forge(found.key, found.merge_message)
