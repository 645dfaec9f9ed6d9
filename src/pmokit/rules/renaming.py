"""Another id for a record, wherever it stands: its folder or file, references, minutes, debt, closed periods.

Ids of the methodology are renamed by a migration (`migrating.py`), because departments hold them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pmokit.analytics.reporting.closed_periods import fingerprint
from pmokit.load import layout, records, repository
from pmokit.load.references import named_records, references
from pmokit.load.run import Run
from pmokit.model import address, kinds
from pmokit.model.address import Address, refer
from pmokit.model.record import Record
from pmokit.text import yaml
from pmokit.text.edits import Edit, Insert, Move, Set
from pmokit.text.flaws import Route
from pmokit.text.plan import draft


class Renamed(NamedTuple):
    """A record that gets another id; `project` is its project, empty for records that all projects share."""

    kind: str
    project: str
    old: str
    new: str


def rename_record(run: Run, name: Renamed, files: Mapping[str, bytes]) -> list[Edit]:
    """The edits that give a record another id. Raises LookupError if no file here defines it, and Refused
    where a file in the way cannot be read."""
    edits = [*_definition(run, name, files), *_references(run, name, files)]
    return [*edits, *_frozen(run, name, edits, files)]


def _definition(run: Run, name: Renamed, files: Mapping[str, bytes]) -> Iterator[Edit]:
    """The id itself: a folder, a file, or an entry of a list."""
    if name.kind == address.PROJECT:
        yield from _folder(layout.folder_of(name.old), layout.folder_of(name.new), files)
        yield _former(layout.path_of(name.old, "charter"), (), name.old, files)
        return
    if name.kind == "programme":
        yield from _folder(f"portfolio/programmes/{name.old}", f"portfolio/programmes/{name.new}", files)
        return
    some = run.workspace.shared_items
    if name.project:
        folder = run.folder(name.project)
        some = tuple(records.of_project(name.project, folder.parts, folder.project))
    found = [item for item in some if item.kind == name.kind and getattr(item.record, "id", "") == name.old]
    own = [item for item in found if item.path in files and not item.path.startswith("methodology/")]
    if not own:
        raise LookupError(name.old)
    for item in own:
        if "formerly" in type(item.record).model_fields:
            yield _former(item.path, item.route, name.old, files)
        if item.route:
            yield Set(item.path, (*item.route, "id"), name.new)
        else:
            yield Move(item.path, to_path=item.path.replace(f"/{name.old}.", f"/{name.new}."))


def _folder(old: str, new: str, files: Mapping[str, bytes]) -> Iterator[Edit]:
    for path in files:
        if path.startswith(f"{old}/"):
            yield Move(path, to_path=new + path.removeprefix(old))


def _former(path: str, route: Route, old: str, files: Mapping[str, bytes]) -> Edit:
    """The former id of a record, so that calendars, feeds and comparisons know it again."""
    data: Any = yaml.parse(files[path]).data
    for key in route:
        data = data[key]
    there = data.get("formerly")
    place = (*route, "formerly")
    return Insert(path, place, [old]) if there is None else Insert(path, (*place, len(there)), old)


def _references(run: Run, name: Renamed, files: Mapping[str, bytes]) -> Iterator[Edit]:
    for path, record, home in _files(run):
        if path not in files:
            continue  # inherited: the method that it comes from cannot know our ids
        for typed in references(record):
            new = _reference(typed.kind, typed.text, home or typed.project, name)
            if new != typed.text:
                yield Set(path, typed.route, new)
        for route, text in named_records(record):
            new = _address(text, name)
            if new != text:
                yield Set(path, route, new)


def _files(run: Run) -> Iterator[tuple[str, Record, str]]:
    """Every record that is a file, with its path and its project."""
    owners = ((run.methodology, (*layout.METHODOLOGY, layout.STANDARD)), (run.portfolio, layout.PORTFOLIO))
    for owner, slots in owners:
        for _, record, path in records.files(dict(owner), slots):
            yield path, record, ""
    for project_id in run.project_ids:
        for _, record, path in records.files(run.folder(project_id).parts, layout.PROJECT, project_id):
            yield path, record, project_id


def _reference(kind: str, value: str, home: str, name: Renamed) -> str:
    """A reference as it is written after the renaming; what stands before an id in it stays."""
    meant = refer(kind, value, home)
    if meant.portfolio:
        return value
    if name.kind == address.PROJECT:
        if kind == address.PROJECT:
            return name.new if meant.id == name.old else value
        typed = refer(kind, value).project
        return f"{name.new}/{meant.id}" if kind in kinds.of_projects() and typed == name.old else value
    if (meant.kind, meant.project, meant.id) != (name.kind, name.project, name.old):
        return value
    return value.removesuffix(name.old) + name.new


def _address(text: str, name: Renamed) -> str:
    """The address of a record as it is after the renaming."""
    try:
        found = address.parse(text)
    except ValueError:
        return text
    if found.portfolio:
        return text
    if name.kind == address.PROJECT and found.project == name.old:
        own = name.new if found.kind == address.PROJECT else found.id
        return str(Address("", name.new, found.kind, own))
    if (found.kind, found.project, found.id) == (name.kind, name.project, name.old):
        return str(found._replace(id=name.new))
    return text


def _frozen(run: Run, name: Renamed, edits: list[Edit], files: Mapping[str, bytes]) -> Iterator[Edit]:
    """What closed periods hold of reports in which the id stands: still what the reports said then."""
    if not run.portfolio.periods:
        return
    made = draft(edits, files).after
    after = {path: raw for path, raw in {**files, **made}.items() if raw is not None}
    later = Run(repository.load(dict(sorted(after.items())), run.today, run.today))
    for period in run.portfolio.periods:
        for place, entry in enumerate(period.reports):
            before = _fingerprint(run, entry.project, entry.report)
            home = name.new if (name.kind, name.old) == (address.PROJECT, entry.project) else entry.project
            now = _fingerprint(later, home, entry.report)
            if now is not None and now != before == entry.fingerprint:
                yield Set(f"portfolio/periods/{period.id}.yaml", ("reports", place, "fingerprint"), now)


def _fingerprint(run: Run, project_id: str, report_id: str) -> str | None:
    project = run.project(project_id)
    some = (*project.reports, *project.superseded) if project is not None else ()
    return next((fingerprint(report) for report in some if report.id == report_id), None)
