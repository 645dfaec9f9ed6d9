"""From the files of a repository to a workspace: which files belong to which project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.load.shared import load_shared
from pmokit.load.workspace import Workspace, assemble
from pmokit.text.files import Backing


def split(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
    """The shared files, and the files of each project by its id; order is kept.

    A project is a folder below portfolio/projects whose name is an id.
    """
    shared: dict[str, bytes] = {}
    folders: dict[str, dict[str, bytes]] = {}
    home, folder = "", shared
    for path, raw in files.items():
        if layout.is_unread(path):
            continue
        # Most paths lie in the same folder as the one before.
        if not home or not path.startswith(home):
            project_id = layout.project_of(path) or ""
            home = f"{layout.folder_of(project_id)}/" if layout.is_id(project_id) else ""
            folder = folders.setdefault(project_id, {}) if home else shared
        folder[path] = raw
    return shared, dict(sorted(folders.items()))


def load(
    files: Mapping[str, bytes],
    today: date | None,
    clock: date,
    signers: Mapping[str, Backing] | None = None,
) -> Workspace:
    """The workspace of a repository.

    `today` is what the user asked for; without it the portfolio may pin a day, and without that
    the clock's day counts.
    """
    shared_files, folders = split(files)
    shared = load_shared(shared_files)
    about = shared.portfolio.about
    pinned = about.today if about else None
    return assemble(shared, folders, today or pinned or clock, shared_files, signers)


def start(files: Mapping[str, bytes], today: date | None, clock: date) -> Run:
    """A run over a repository; see `load`."""
    return Run(load(files, today, clock))
