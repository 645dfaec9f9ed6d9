"""What a record was in an earlier commit, and what of it counts: ids that were renamed are the same."""

from __future__ import annotations

from collections.abc import Container
from datetime import timedelta
from sys import intern
from typing import Any

from pmokit.load import layout
from pmokit.load.folder import read_record
from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.model.record import Record
from pmokit.text.file_past import FilePast, Version


def past_of(project: Project | None, part: str, record_id: str, run: Run) -> FilePast | None:
    """What git knows of the file of a record."""
    return run.past.get(path_of(project, part, record_id))


def path_of(project: Project | None, part: str, record_id: str) -> str:
    """The path of the file of a record, of a project or of the portfolio."""
    if project is not None:
        return layout.path_of(project.id, part, record_id)
    return f"portfolio/{ {'meetings': 'steering'}.get(part, part) }/{record_id}.yaml"


def record_then(path: str, version: Version, run: Run) -> Record | None:
    """The record that a file held; None where it could not be read even then."""
    # `once` knows an argument by its identity.
    return run.once(_read, version, intern(path))


def _read(version: Version, path: str, _run: Run) -> Record | None:
    located = layout.place(path)
    return read_record(path, version.raw, located)[0] if located and version.raw else None


def is_settled(start: Version, version: Version, run: Run) -> bool:
    """Whether a content came after the days in which an entry may be corrected."""
    return version.day > start.day + timedelta(days=int(run.reporting.correction_days))


def of_setup(past: FilePast, run: Run) -> bool:
    """Whether a file came when its project was brought into the repository: that is no late entry."""
    return past.entered <= past.home_since + timedelta(days=int(run.reporting.correction_days))


def same(before: Any, after: Any, known: Container[str]) -> bool:
    """Whether two values say the same; the id of a record that is gone was renamed, and is no other value."""
    if before == after:
        return True
    return isinstance(before, Reference) and isinstance(after, Reference) and before not in known


class Reference(str):
    """The id of another record, which may have been renamed."""


def reference(value: str | None) -> Reference | None:
    """An id as a reference."""
    return None if value is None else Reference(value)


def known_ids(project: Project | None, run: Run) -> frozenset[str]:
    """The ids of people, forums, meetings, changes and milestones that there are now."""
    return run.once(_known_ids, project) if project is not None else run.once(_shared_ids)


def _known_ids(project: Project, run: Run) -> frozenset[str]:
    own = [change.id for change in project.changes] + [item.id for item in project.schedule.milestones]
    return run.once(_shared_ids) | frozenset(own)


def _shared_ids(run: Run) -> frozenset[str]:
    kinds = ("person", "forum", "meeting", "gate")
    return frozenset(name for kind in kinds for name in run.workspace.index.get(kind, ()))
