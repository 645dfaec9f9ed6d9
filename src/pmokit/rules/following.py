"""An earlier state of a repository with the ids of today: a renaming is one piece of news, not many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmokit.load import layout, records, repository
from pmokit.load.folder import Folder, load_folder
from pmokit.load.lookups import LOCAL
from pmokit.load.run import Run
from pmokit.model.address import PROJECT
from pmokit.model.record import Record
from pmokit.rules.renaming import Renamed, rename_record
from pmokit.text import yaml
from pmokit.text.files import Snapshot
from pmokit.text.plan import Refused, draft

Folders = Mapping[str, Mapping[str, bytes]]
"""The files of each project, path to bytes."""


def follow(before: Snapshot, after: Snapshot, day: date) -> tuple[Snapshot, list[Renamed]]:
    """The earlier state under the ids of the later one, and the projects that have got another id."""
    old, new = (repository.split(some.files)[1] for some in (before, after))
    found: list[Renamed] = []
    files = dict(before.files)
    for former, present in sorted(_renamed(old, new).items()):
        name = Renamed(PROJECT, "", former, present)
        if (made := _renaming(files, name, day)) is not None:
            files = made
            found.append(name)
    for name in _renamed_records(repository.split(files)[1], new):
        files = _renaming(files, name, day) or files
    return before._replace(files=files), found


def _renaming(files: Mapping[str, bytes], name: Renamed, day: date) -> dict[str, bytes] | None:
    """The files with another id for a record; None where that cannot be: then it is told as it stands."""
    try:
        run = Run(repository.load(files, day, day))
        made = draft(rename_record(run, name, files), files).after
    except (Refused, LookupError):
        return None
    return {path: raw for path, raw in sorted({**files, **made}.items()) if raw is not None}


def _renamed_records(old: Folders, new: Folders) -> Iterator[Renamed]:
    """The records of projects that have another id and are otherwise what they were."""
    for project in sorted(old.keys() & new.keys()):
        if old[project] == new[project]:
            continue
        one, two = (_by_kind(load_folder(project, some[project])) for some in (old, new))
        for kind in sorted(one.keys() & two.keys()):
            gone, come = one[kind].keys() - two[kind].keys(), two[kind].keys() - one[kind].keys()
            for name in sorted(gone):
                same = [other for other in sorted(come) if _same(one[kind][name], two[kind][other])]
                if len(same) == 1:
                    yield Renamed(kind, project, name, same[0])


def _by_kind(folder: Folder) -> dict[str, dict[str, Record]]:
    """The records of a project by kind and id."""
    found: dict[str, dict[str, Record]] = {}
    for item in records.of_project(folder.id, folder.parts, folder.project):
        record_id = getattr(item.record, "id", None)
        if item.kind in LOCAL and record_id is not None:
            found.setdefault(item.kind, {})[record_id] = item.record
    return found


def _same(one: Record, two: Record) -> bool:
    """Whether two records differ in their ids alone, those of today and of before."""
    values, others = dict(one), dict(two)
    return all(values[name] == others[name] for name in values if name not in ("id", "formerly"))


def _renamed(old: Folders, new: Folders) -> dict[str, str]:
    """The present id of each project that has another now: it says so, or half of its files are as before."""
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    # By title, so that a portfolio that was replaced as a whole is not compared each with each.
    titled: dict[str, list[str]] = {}
    for name in sorted(gone) if come else ():
        titled.setdefault(_title(name, old[name]), []).append(name)
    pairs: dict[str, str] = {}
    for present in sorted(come) if gone else ():
        files = new[present]
        said = [name for name in _former_ids(present, files) if name in gone]
        some = titled.get(_title(present, files), ())
        alike = said[-1:] or [name for name in some if _alike(name, old[name], present, files)]
        if alike and alike[0] not in pairs:
            pairs[alike[0]] = present
    return pairs


def _former_ids(name: str, files: Mapping[str, bytes]) -> Iterator[str]:
    data = yaml.parse(files.get(layout.path_of(name, "charter"), b"")).data
    some = data.get("formerly") if isinstance(data, dict) else None
    yield from (entry for entry in (some if isinstance(some, list) else ()) if isinstance(entry, str))


def _alike(old: str, before: Mapping[str, bytes], new: str, after: Mapping[str, bytes]) -> bool:
    """Whether at least half of a project's files are unchanged in another folder."""
    one, other = (_by_name(name, some) for name, some in ((old, before), (new, after)))
    return 2 * sum(raw == other.get(name) for name, raw in one.items()) >= max(len(one), 1)


def _by_name(project_id: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path.removeprefix(layout.folder_of(project_id)): raw for path, raw in files.items()}


def _title(name: str, files: Mapping[str, bytes]) -> str:
    data = yaml.parse(files.get(layout.path_of(name, "charter"), b"")).data
    return str(data.get("title", "")) if isinstance(data, dict) else ""
