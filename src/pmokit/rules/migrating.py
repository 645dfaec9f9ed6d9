"""From one version of a method to the next: declared edits of a portfolio, and what takes a person.

Nothing is guessed. A migration renames ids and fields wherever they are referred to, and names the
records that somebody must look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pmokit.load import layout, records
from pmokit.load.records import Item
from pmokit.load.references import named_records, references
from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.model.methodology.migration import Migration, Rename
from pmokit.model.record import Record
from pmokit.model.rule import Rule
from pmokit.rules.language.compiling import Compiled, Language, compile_rule
from pmokit.rules.language.functions import Unresolved
from pmokit.rules.language.translating import KEPT
from pmokit.rules.renamed_method import moved_path, own_edits
from pmokit.text.edits import Edit, Move, Set

ABOUT = "portfolio/portfolio.yaml"


class Question(NamedTuple):
    """A record that somebody must look at, and what they must decide."""

    record: str
    path: str
    what: str


class Plan(NamedTuple):
    """What brings a portfolio to another version: edits, and questions."""

    since: str
    to: str
    edits: list[Edit]
    questions: list[Question]


def chain(run: Run) -> list[Migration] | None:
    """The migrations from the portfolio's version to the method's, in order; None without a way."""
    about = run.portfolio.about
    method = run.methodology.about
    at = about.methodology if about else None
    goal = method.version if method else None
    return _way(run.methodology.migrations, at, goal)


def _way(steps: Iterable[Migration], at: str | None, goal: str | None) -> list[Migration] | None:
    by_start = {item.since: item for item in steps}
    way: list[Migration] = []
    while at != goal:
        step = by_start.pop(at or "", None)
        if step is None:
            return None
        way.append(step)
        at = step.to
    return way


def plan(run: Run, way: list[Migration], words: Language) -> Plan:
    """The plan for one migration after the other."""
    made = _plan(run, way, words)
    return made._replace(edits=[*made.edits, Set(ABOUT, ("methodology",), way[-1].to)])


def plan_of_parent(
    run: Run, steps: Iterable[Migration], old: str, new: str, files: Mapping[str, bytes], words: Language
) -> Plan | None:
    """The plan that follows the method extended from one version to another, in portfolio and own method.

    None where none of its migrations leads from the one to the other.
    """
    way = _way(steps, old, new)
    if not way:
        return None
    made = _plan(run, way, words)
    names = [rename for step in way for rename in step.renames]
    names += [Rename.model_construct(of="field", **dict(field)) for step in way for field in step.fields]
    return made._replace(edits=[*made.edits, *own_edits(files, names)])


def _plan(run: Run, way: list[Migration], words: Language) -> Plan:
    names = [rename for step in way for rename in step.renames]
    fields = {rename.old: rename.new for step in way for rename in step.fields}
    edits: dict[Edit, None] = {}
    for path, record in _files(run):
        edits |= dict.fromkeys(_edits(path, record, names, fields))
        if (moved := moved_path(path, names)) != path:
            edits[Move(path, to_path=moved)] = None
    questions = [question for step in way for question in _questions(step, run, words)]
    return Plan(way[0].since, way[-1].to, list(edits), questions)


def _files(run: Run) -> Iterator[tuple[str, Record]]:
    """Every record that is a file of the portfolio, with its path."""
    for slot in layout.PORTFOLIO:
        value = getattr(run.portfolio, slot.part)
        for record in (value or ()) if slot.many else (value,) if value else ():
            yield records.path_of(slot, record), record
    for name in run.project_ids:
        folder = run.folder(name)
        for slot in layout.PROJECT:
            value = folder.parts.get(slot.part)
            for record in (value or ()) if slot.many else (value,) if value else ():
                yield records.path_of(slot, record, name), record


def _edits(path: str, record: Record, names: Iterable[Rename], fields: Mapping[str, str]) -> Iterator[Edit]:
    """The edits of one file: references that get another id, and extra fields another name."""
    for kind, value, route, _ in references(record):
        new = value
        for rename in names:
            if kind == rename.of and new == rename.old:
                new = rename.new
            elif kind == "meeting" and rename.of == "forum" and new.startswith(f"{rename.old}/"):
                new = rename.new + new[len(rename.old) :]
        if new != value:
            yield Set(path, route, new)
    for name in getattr(record, "extra", {}):
        if name in fields:
            yield Move(path, ("extra", name), to_key=fields[name])
    for route, value in named_records(record):
        new = _renamed_record(value, names)
        if new != value:
            yield Set(path, route, new)


def _renamed_record(name: str, names: Iterable[Rename]) -> str:
    for rename in names:
        if rename.of == "gate":
            name = re.sub(rf"/approval/{re.escape(rename.old)}$", f"/approval/{rename.new}", name)
    return name


def _questions(step: Migration, run: Run, words: Language) -> Iterator[Question]:
    for number, entry in enumerate(step.decide):
        compiled, _ = _compiled(step, number, words)
        for item, home in _items(run) if compiled else ():
            if item.kind == entry.applies_to and compiled and _holds(compiled, item, run, home):
                yield Question(str(records.address_of(item, home)), item.path, entry.what)


def migration_faults(run: Run, words: Language) -> list[Finding]:
    """The findings of migrations whose conditions cannot be compiled."""
    return [
        found
        for step in run.methodology.migrations
        for number in range(len(step.decide))
        for found in _compiled(step, number, words)[1]
    ]


def _compiled(step: Migration, number: int, words: Language) -> tuple[Compiled | None, list[Finding]]:
    """The condition of a question, compiled as a rule's demand."""
    entry = step.decide[number]
    rule = Rule.model_construct(
        id=f"{step.id}-{number}",
        subject="migrations",
        applies_to=entry.applies_to,
        when=None,
        require=entry.when,
        at=None,
        message="",
        fix=None,
    )
    compiled, found = compile_rule(rule, words)
    key = {"require": "when"}
    path = f"methodology/migrations/{step.id}.yaml"
    return compiled, [
        entry._replace(path=path, route=("decide", number, *(key.get(str(r), r) for r in entry.route)))
        for entry in found
    ]


def _items(run: Run) -> Iterator[tuple[Item, str]]:
    for item in run.workspace.shared_items:
        yield item, ""
    for name in run.project_ids:
        folder = run.folder(name)
        if folder.project is not None:
            for item in records.of_project(name, folder.parts, folder.project):
                yield item, name


def _holds(compiled: Compiled, item: Item, run: Run, home: str) -> bool:
    try:
        return compiled.verdict(item.record, item.parent, run, run.today, home) == KEPT
    except Unresolved:
        return False
    except Exception:  # a record that cannot be judged is looked at by a person too
        return True
