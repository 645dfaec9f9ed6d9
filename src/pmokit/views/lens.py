"""The one lens between judging and showing: what an audience may see of a check.

Every page, pack, feed and document is made from what `see` returns. For the audience `all` that is
everything. For `public` it is the portfolio without its confidential projects: without their folders,
without the entries of other records that lead to them, and without findings that speak of them. A
project whose charter cannot be read is withheld too, since nobody knows its classification.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

from pmokit.load import layout
from pmokit.load.copied import OF_ALL
from pmokit.load.folder import Folder, project_of_parts
from pmokit.load.lookups import LOCAL
from pmokit.load.run import Run
from pmokit.load.shared import Shared
from pmokit.load.workspace import Workspace, assemble
from pmokit.model import address, anatomy
from pmokit.model.finding import Finding
from pmokit.model.record import Record
from pmokit.rules.checking import Check
from pmokit.rules.trend import State
from pmokit.views.context import Context
from pmokit.views.history.past import UNKNOWN, Past

R = TypeVar("R", bound=Record)
Audience = Literal["all", "public"]
NAMES = ("title", "name", "summary")
"""Keys whose values tell a project even if they are a single word."""


def see(check: Check, audience: Audience, past: Past = UNKNOWN) -> Context:
    """What an audience may see of a check and of the past."""
    if audience == "all":
        return Context(check, past)
    withheld = withheld_projects(check.run)
    telling = _Telling(check.run, withheld)
    known = past._replace(
        states=tuple(visible_state(state, withheld) for state in past.states),
        findings=tuple(telling.keep(past.findings, dict.fromkeys(check.run.workspace.folders, True))),
    )
    return Context(seen(check, audience), known)


def seen(check: Check, audience: Audience, also: frozenset[str] = frozenset()) -> Check:
    """The check as an audience may see it; `also` are further projects to withhold."""
    if audience == "all":
        return check
    withheld = withheld_projects(check.run) | also
    telling = _Telling(check.run, withheld)
    entries = check.memory["projects"]
    asked = {
        name: any(project in withheld for project, _part, _state in entry["asked"])
        for name, entry in entries.items()
    }
    kept = {name: entry for name, entry in entries.items() if name not in withheld}
    return check._replace(
        run=_visible_run(check.run, withheld),
        findings=telling.keep(check.findings, asked),
        memory={**check.memory, "projects": kept},
    )


def withheld_projects(run: Run) -> frozenset[str]:
    """The ids of projects that the public must not see: confidential ones, and those that cannot be read."""
    return frozenset(
        name
        for name in run.project_ids
        if (project := run.project(name)) is None or project.classification == "confidential"
    )


def visible_state(state: State, withheld: frozenset[str]) -> State:
    """A state of the past without the projects that are withheld today."""
    return state._replace(
        rags={name: rag for name, rag in state.rags.items() if name not in withheld},
        figures={name: some for name, some in state.figures.items() if name not in withheld},
    )


def _visible_run(run: Run, withheld: frozenset[str]) -> Run:
    old = run.workspace
    portfolio = without(old.portfolio, withheld)
    shared = Shared(
        old.methodology, portfolio, old.broken, old.findings, old.layers, old.differences, old.origins
    )
    files = {name: some for name, some in old.folders.items() if name not in withheld}
    workspace: Workspace = assemble(shared, files, old.today, {}, old.signers, None, old.placeholders)
    return Run(workspace, {name: _visible_folder(run.folder(name), withheld) for name in files})


def _visible_folder(folder: Folder, withheld: frozenset[str]) -> Folder:
    parts: dict[str, Any] = {}
    for name, value in folder.parts.items():
        if isinstance(value, list):
            parts[name] = [without(record, withheld) for record in value if not leads_to(record, withheld)]
        else:
            parts[name] = without(value, withheld)
    return folder._replace(parts=parts, project=project_of_parts(parts))


def without(record: R, withheld: frozenset[str]) -> R:
    """A record without the entries, at any depth, that lead to a withheld project."""
    changes: dict[str, Any] = {}
    for name, type_ in anatomy.fields(type(record)).items():
        value = getattr(record, name)
        if isinstance(value, Record):
            changes[name] = without(value, withheld)
        elif isinstance(value, tuple) and type_.item is not None:
            changes[name] = _entries(value, type_.item, withheld)
        elif _leads(type_, value, withheld):
            changes[name] = None
    return record.model_copy(update=changes)


def _entries(values: tuple[Any, ...], item: anatomy.Type, withheld: frozenset[str]) -> tuple[Any, ...]:
    if item.record is None:
        return tuple(value for value in values if not _leads(item, value, withheld))
    return tuple(without(value, withheld) for value in values if not leads_to(value, withheld))


def leads_to(record: Record, withheld: frozenset[str]) -> bool:
    """Whether a record is about a withheld project: a reference or an address of its own leads there."""
    for name, type_ in anatomy.fields(type(record)).items():
        value = getattr(record, name)
        if isinstance(value, tuple) and type_.item is not None and type_.item.record is None:
            if any(_leads(type_.item, entry, withheld) for entry in value):
                return True
        elif _leads(type_, value, withheld) or (name == "record" and _is_address_of(value, withheld)):
            return True
    return False


def _is_address_of(value: Any, withheld: frozenset[str]) -> bool:
    return isinstance(value, str) and address.home_of(value) in withheld


def _leads(type_: anatomy.Type, value: Any, withheld: frozenset[str]) -> bool:
    if not isinstance(value, str) or not type_.ref:
        return False
    if type_.ref == "project":
        return value in withheld
    return type_.ref in LOCAL and address.refer(type_.ref, value).project in withheld


class _Telling:
    """Which findings would tell something of a withheld project."""

    def __init__(self, run: Run, withheld: frozenset[str]) -> None:
        self.withheld = withheld
        texts = {text for name in withheld for text in _texts(run.workspace.folders[name], name)}
        words = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if words else None

    def keep(self, findings: Iterable[Finding], asked: Mapping[str, bool]) -> list[Finding]:
        """The findings that tell nothing; those of a project that never asked for a withheld one cannot."""
        return [finding for finding in findings if not self._tells(finding, asked)]

    def _tells(self, finding: Finding, asked: Mapping[str, bool]) -> bool:
        home = layout.project_of(finding.path)
        if home in self.withheld or address.home_of(finding.record) in self.withheld:
            return True
        # What is found by comparing all projects asks for nobody while one of them is assessed.
        apart = home is not None and finding.rule != OF_ALL and not asked.get(home, True)
        if self._pattern is None or apart:
            return False
        evidence = (f"{place.path} {place.whose}" for place in finding.contradicted_by)
        said = "\n".join((finding.message, finding.help, finding.claimed, *evidence))
        return self._pattern.search(said) is not None


def _texts(files: Mapping[str, bytes], name: str) -> set[str]:
    """The id of a project, its titles, and all values of more than one word in its files."""
    from pmokit.text import yaml

    found = {name}
    waiting: list[tuple[str, Any]] = [
        ("", yaml.parse(raw).data) for path, raw in files.items() if path.endswith(".yaml")
    ]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += ((key, entry) for entry in value)
        elif isinstance(value, str) and value.strip() and (key in NAMES or " " in value.strip()):
            found.add(value.strip())
    return found
