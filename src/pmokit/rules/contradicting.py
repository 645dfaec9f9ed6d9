"""What speaks against a claim: from the texts of a rule's `contradicted_by` to file, line and party.

The line is worked out at once, since the place may be in a file of somebody else; what was asked for is
noted, so that a remembered finding does not outlive the line to which it points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.load import layout, records
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.finding import Contradiction
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.status_report import Review
from pmokit.rules.language.pointing import HISTORY
from pmokit.text import front_matter, guard, places
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


def contradictions(
    texts: Iterable[str], run: Run, home: str, place: tuple[str, Route]
) -> tuple[Contradiction, ...]:
    """The places that some texts name, each once; texts that lead nowhere are left out."""
    found = (_of_text(text, run, home, place) for text in texts if text)
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _of_text(text: str, run: Run, home: str, place: tuple[str, Route]) -> Contradiction | None:
    if text == HISTORY:
        files = run.workspace.folders[home] if home else run.workspace.shared_files
        return _at(*place, files, say("rules.whose-history"), run)
    return _of_address(text, run) if "/" in text else _of_part(text, run, home)


def _of_part(text: str, run: Run, home: str) -> Contradiction | None:
    """A field in a file of the project itself, such as `finance.ledger`."""
    part, *fields = text.split(".")
    part = "charter" if part == layout.CHARTER else part
    if part not in layout.SINGLE or home not in run.workspace.folders:
        return None
    path = layout.path_of(home, part)
    return _at(path, tuple(fields), run.workspace.folders[home], _of_whom(part, home, run), run)


def _of_address(text: str, run: Run) -> Contradiction | None:
    """A record of this portfolio by its address."""
    try:
        meant = address.parse(text)
    except ValueError:
        return None
    if not meant.project:
        return _of_items(run.workspace.shared_items, "", meant, run.workspace.shared_files, run)
    if meant.portfolio or not run.has_project(meant.project):
        return None
    folder = run.folder(meant.project)
    items = records.of_project(meant.project, folder.parts, folder.project)
    return _of_items(items, meant.project, meant, run.workspace.folders[meant.project], run)


def _of_items(
    items: Iterable[records.Item], home: str, meant: address.Address, files: Mapping[str, bytes], run: Run
) -> Contradiction | None:
    for item in items:
        if item.kind == meant.kind and records.address_of(item, home) == meant:
            return _at(item.path, item.route, files, _whose(item, home, run), run)
    return None


def _at(path: str, route: Route, files: Mapping[str, bytes], whose: str, run: Run) -> Contradiction | None:
    if path not in files:
        return None
    return Contradiction(path, line_at(path, route, files[path], run), whose)


def line_at(path: str, route: Route, raw: bytes, run: Run) -> int:
    """The line at which a route of keys leads in a file."""
    # Many findings of a project, and many entries of a register, lead to the same few files.
    root = run.once(_front_matter if path.endswith(".md") else _nodes, raw)
    return places.place_in(root, route).line


def _nodes(raw: bytes, _run: Run) -> places.Composed:
    text = guard.decode(raw)[0]
    return places.nodes_of(text) if text is not None else None


def _front_matter(raw: bytes, _run: Run) -> places.Composed:
    text = guard.decode(raw)[0]
    return places.nodes_of(front_matter.front_matter(text)) if text is not None else None


def _whose(item: records.Item, home: str, run: Run) -> str:
    """Whose facts a record holds."""
    if isinstance(item.record, Review):
        return item.record.reviewer
    if isinstance(item.record, Meeting):
        forum = run.forum(item.record.forum)
        return forum.title if forum else item.record.forum
    located = layout.place(item.path)
    return _of_whom(located.slot.part if located else "", home, run)


def _of_whom(part: str, home: str, run: Run) -> str:
    if part == "finance":
        return say("rules.whose-finance")
    outline = run.outline(home) if home else None
    return say("rules.whose-project", project=outline.title) if outline else say("rules.whose-office")
