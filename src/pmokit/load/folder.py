"""One project folder: its files to one `Project` record, and what could not be read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pmokit.load import layout, misplaced
from pmokit.load.artefact_text import load_artefact
from pmokit.load.integrity import finding, of_flaw
from pmokit.load.shape import claim
from pmokit.model.claims import MAX_ID
from pmokit.model.finding import Finding
from pmokit.model.project import ArtefactFront, Charter, Project
from pmokit.model.record import Record
from pmokit.model.status_report import Report
from pmokit.text import leftovers, yaml
from pmokit.text.cut_text import cut_texts
from pmokit.words.catalogue import say


class Folder(NamedTuple):
    """What a project folder holds.

    `project` is None if there is no charter to be read; `others` are then the records of its other
    files, so that they are checked all the same. `broken` names the parts of which at least one
    file could not be read: a rule that needs such a part is not judged, because it would speak of
    half a truth.
    """

    id: str
    project: Project | None
    broken: frozenset[str]
    findings: tuple[Finding, ...]
    parts: dict[str, Any]


def read_record(path: str, raw: bytes, located: layout.Located) -> tuple[Record | None, list[Finding]]:
    """The record of one file, or None and why not."""
    if located.slot.model is ArtefactFront:
        return load_artefact(located.names["id"], path, raw)
    parsed = yaml.parse(raw)
    flaws = [of_flaw(path, flaw) for flaw in parsed.flaws]
    if flaws and parsed.data is None:
        return None, flaws
    record, findings = claim(located.slot.model, parsed.data, path, layout.names_for(located))
    findings += [of_flaw(path, flaw, "warning") for flaw in cut_texts(raw)]
    if record is None and not raw.isascii() and (flaw := leftovers.leftover(raw.decode("utf-8-sig"))):
        flaws.append(of_flaw(path, flaw))
    return (None if flaws else record), flaws + findings


# It follows from the bytes alone, whichever repository holds them: its states, checked one after the other,
# have nearly the same rules.
@lru_cache(maxsize=2_048)
def read_of_method(path: str, raw: bytes) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record of a file of the methodology, by the path that it would have in a methodology of its own."""
    located = layout.place(path)
    if located is None:
        return None, ()
    record, found = read_record(path, raw, located)
    return record, tuple(found)


Read = Callable[[str, bytes, layout.Located], tuple[Record | None, list[Finding]]]
"""What reads the record of one file: `read_record`, or one that knows some files already."""


def load_folder(
    project_id: str, files: Mapping[str, bytes], unread: Iterable[str] = (), read: Read = read_record
) -> Folder:
    """Read a project's files (path to bytes, in order); `unread` are parts whose bytes could not be had."""
    findings: list[Finding] = []
    parts: dict[str, Any] = {}
    broken = set(unread)
    strays: list[str] = []
    for path, raw in files.items():
        located = layout.place(path)
        if located is None:
            findings.append(stray(path))
            strays.append(path)
            continue
        slot = located.slot
        record, found = read(path, raw, located)
        findings += found
        if record is None:
            broken.add(slot.part)
        elif slot.many:
            parts.setdefault(slot.part, []).append(record)
        else:
            parts[slot.part] = record
    if "reports" in parts:
        parts["reports"], parts["superseded"] = _editions(parts["reports"])
    broken |= misplaced.missed(strays, parts)
    if "charter" not in parts and "charter" not in broken:
        broken.add("charter")
        findings.append(_no_charter(project_id, files))
    return Folder(project_id, project_of_parts(parts), frozenset(broken), tuple(findings), parts)


def _editions(reports: list[Report]) -> tuple[list[Report], list[Report]]:
    """The edition in force of each period's report, by period; and those that are superseded."""
    some = sorted(reports, key=lambda report: (report.period, report.edition))
    last = {report.period: report for report in some}
    return list(last.values()), [report for report in some if last[report.period] is not report]


def project_of_parts(parts: dict[str, Any]) -> Project | None:
    """The project that the records of a folder make; None without a charter."""
    charter: Charter | None = parts.get("charter")
    if charter is None:
        return None
    rest = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in parts.items()
        if name != "charter"
    }
    return Project.model_construct(_fields_set=set(), **dict(charter), **rest)


def stray(path: str) -> Finding:
    """The finding of a file that the layout does not know."""
    return finding(
        "unknown-file",
        say("load.no-place-layout", path=path),
        path,
        help=say("load.file-names-use-small-letters", path=_advice(path)).strip(),
    )


def _advice(path: str) -> str:
    folder, _, name = path.rpartition("/")
    kind = folder.rpartition("/")[2]
    if max(map(len, path.split("/"))) > MAX_ID + len(".yaml"):
        return say("load.shorten-name", limit=MAX_ID)
    if name.endswith(".yml"):
        return say("load.rename-yaml", value=name.removesuffix(".yml"))
    if kind in ("reports", "reviews") or "/steering/" in path:
        return say("load.name-file-after-day-yyyy")
    meant = misplaced.meant(path)
    if meant is None or meant.many:
        return say("load.belongs-into-another-folder-no")
    return say("load.did-you-mean-yaml", meant=meant.pattern.rpartition("/")[2].removesuffix(".yaml"))


def _no_charter(project_id: str, files: Mapping[str, bytes]) -> Finding:
    path = layout.path_of(project_id, "charter")
    return finding(
        "missing-file",
        say("load.folder-no-project-yaml", project_id=project_id),
        next(iter(files), path),
        help=say("load.write-one-pmokit-new-project", project_id=project_id),
    )
