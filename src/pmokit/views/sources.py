"""Where a record that a page shows is written: file and line, and where that is changed."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.load import layout, records
from pmokit.load.compose import origin
from pmokit.load.run import Run
from pmokit.rules.contradicting import line_at
from pmokit.text.flaws import Route
from pmokit.views import forge
from pmokit.views.context import Context


class Source(NamedTuple):
    """A place in a file of the repository."""

    path: str
    line: int
    """0 where nobody knows it."""
    url: str | None
    """Where it is changed at the forge; None if the forge is not known."""
    commit: str
    """The short id of the commit that last touched the file; empty where nobody knows or needs it."""


class Entered(NamedTuple):
    """The commit that brought a file its present content."""

    commit: str
    url: str | None


def of_record(context: Context, kind: str, record_id: str) -> Source | None:
    """Where a record of the methodology or of the portfolio's own files is written; None without one."""
    item = context.run.once(_shared_items).get((kind, record_id))
    if item is None:
        return None
    places = context.run.workspace.origins.get(item.path)
    path, route = origin(places, item.route) if places else (item.path, item.route)
    return _source(context, path, item.line or _line(path, route, context.run))


def _line(path: str, route: Route, run: Run) -> int:
    if not route:
        return 1
    raw = run.workspace.shared_files.get(path)
    return line_at(path, route, raw, run) if raw is not None else 0


def _shared_items(run: Run) -> dict[tuple[str, str], records.Item]:
    return {(item.kind, str(getattr(item.record, "id", ""))): item for item in run.workspace.shared_items}


def of_file(context: Context, project_id: str, part: str, record_id: str = "") -> Source | None:
    """Where a part of a project, or one record of it, is written: a file of its own; None without one."""
    path = layout.path_of(project_id, part, record_id)
    files = context.run.workspace.folders.get(project_id, {})
    return _source(context, path, 1) if path in files else None


def _source(context: Context, path: str, line: int) -> Source:
    home = _home(context)
    # Nobody changes the copy of the methodology that ours extends.
    copied = path.startswith(layout.PARENT)
    url = None if home is None or copied else forge.edit_url(home, path, line)
    return Source(path, line, url, context.past.commits.get(path, ""))


def entered(context: Context, path: str) -> Entered | None:
    """The commit that brought a file of a project its present content; None where nobody knows it."""
    past = context.run.past.get(path)
    if past is None or past.gone or not past.versions:
        return None
    commit, home = past.versions[-1].commit, _home(context)
    return Entered(commit, forge.commit_url(home, commit) if home is not None else None)


def _home(context: Context) -> forge.Repository | None:
    return home_of(context.run, context.past.folder)


def home_of(run: Run, folder: str) -> forge.Repository | None:
    """The repository at its forge; None where the portfolio names none, or the forge is not known."""
    about = run.about
    if about.repository is None:
        return None
    found = forge.repository(about.repository, about.branch, about.forge, folder)
    return found if found.form is not None else None
