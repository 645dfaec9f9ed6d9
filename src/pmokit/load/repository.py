"""From the files of a repository to a workspace: which files belong to which project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from pmokit.load import layout, misplaced
from pmokit.load.placeholders import placeholders
from pmokit.load.run import Run
from pmokit.load.shared import demand_directory, load_shared
from pmokit.load.workspace import Workspace, assemble
from pmokit.model.time_zone import ABOUT
from pmokit.text.file_past import Past
from pmokit.text.files import Backing

_PINNED = re.compile(rb"^today: *[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})\b", re.MULTILINE)


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


def unread_parts(paths: Iterable[str]) -> dict[str, set[str]]:
    """The parts that files stand for whose bytes could not be had: by project, of shared ones under ""."""
    parts: dict[str, set[str]] = {}
    for path in paths:
        located = layout.place(path)
        slot = located.slot if located else misplaced.meant(path)
        slots = [slot] if slot is not None else misplaced.inside(path)
        project_id = layout.project_of(f"{path}/") or ""
        if not project_id or layout.is_id(project_id):
            parts.setdefault(project_id, set()).update(slot.part for slot in slots)
    return parts


def load(
    files: Mapping[str, bytes],
    today: date | None,
    clock: date,
    signers: Mapping[str, Backing] | None = None,
    unread: Iterable[str] = (),
    past: Past | None = None,
) -> Workspace:
    """The workspace of a repository; `unread` are paths of files whose bytes could not be had.

    `today` is what the user asked for; without it the portfolio may pin a day, and without that
    the clock's day counts.
    """
    shared_files, folders = split(files)
    lost = unread_parts(unread)
    shared = load_shared(shared_files, lost.pop("", ()))
    folders = dict(sorted({**{name: {} for name in lost}, **folders}.items()))
    if folders:
        shared = demand_directory(shared, shared_files)
    texts = placeholders(files)
    about = shared.portfolio.about
    pinned = about.today if about else _pinned(shared_files.get(ABOUT, b""))
    return assemble(shared, folders, today or pinned or clock, shared_files, signers, lost, texts, past)


def _pinned(raw: bytes) -> date | None:
    """The day that a file pins which cannot be read as a whole: on another day other rules would accuse."""
    found = _PINNED.search(raw)
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


def start(files: Mapping[str, bytes], today: date | None, clock: date) -> Run:
    """A run over a repository; see `load`."""
    return Run(load(files, today, clock))
