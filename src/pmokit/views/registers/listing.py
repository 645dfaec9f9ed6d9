"""The records of a kind as a table: those that a condition holds for, with the columns that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pmokit.load import records
from pmokit.load.budget import STEPS
from pmokit.load.records import Item
from pmokit.load.run import Run
from pmokit.model import anatomy, kinds
from pmokit.model.record import Entry
from pmokit.rules.language.about_records import Question
from pmokit.rules.language.compiling import Language
from pmokit.rules.language.functions import Unresolved
from pmokit.rules.language.translating import PROJECT_KINDS

_TELLING = (
    "title",
    "what",
    "name",
    "period",
    "date",
    "gate",
    "decision",
    "state",
    "tier",
    "score",
    "manager",
    "owner",
    "decided_by",
    "decided_on",
    "due",
    "needed_by",
    "baseline",
    "forecast",
    "actual",
    "until",
    "finish",
)
"""What a reader wants to see of a record first, whatever its kind."""
_MOST = 7
"""Columns that fit on a screen."""


class Listed(NamedTuple):
    """A record by its address, and its values in the order of the columns; None where there is none."""

    record: str
    values: tuple[Any, ...]


class Listing(NamedTuple):
    """The records that a condition holds for.

    `of` is the number of all records of the kind, `left_out` that of those of which nobody knows whether it
    holds: a reference leads nowhere, or a part that is needed cannot be read.
    """

    rows: list[Listed]
    of: int
    left_out: int


def columns_of(kind: str, words: Language) -> list[str]:
    """The columns that are shown of a kind where nobody asks for others."""
    record = kinds.all_kinds()[kind]
    # How the layers of a methodology are put together is nothing that a reader asks for.
    beside = Entry.model_fields if issubclass(record, Entry) else ()
    plain = [
        name
        for name, type_ in anatomy.fields(record).items()
        if type_.base not in ("record", "list", "extra", "any") and name not in beside
    ]
    known = {*plain, *(name for owner, name in words.facts if owner == kind)}
    own = [name for name in _TELLING if name in known]
    own += [name for name in plain if name not in own and name != "id"] if len(own) < 2 else []
    return own[:_MOST]


def listing(kind: str, where: Question | None, columns: Sequence[Question], run: Run) -> Listing:
    """All records of a kind that a condition holds for, in the order of projects and files."""
    rows: list[Listed] = []
    number = left_out = 0
    for home, item in _items(kind, run):
        number += 1
        lacking = run.unsure | (run.folder(home).broken if home else frozenset())
        values: list[Any] = []
        is_wanted: Any = True
        if where is not None:
            is_wanted = _answer(where, item, home, lacking, run)
        if is_wanted is None:
            left_out += 1
        elif is_wanted:
            values = [_answer(column, item, home, lacking, run) for column in columns]
            rows.append(Listed(str(records.address_of(item, home)), tuple(values)))
    return Listing(rows, number, left_out)


def _items(kind: str, run: Run) -> Iterator[tuple[str, Item]]:
    """The records of a kind, each with the project in whose folder it stands; "" for what all share."""
    if kind not in PROJECT_KINDS:
        yield from (("", item) for item in run.workspace.shared_items if item.kind == kind)
        return
    for name in run.project_ids:
        folder = run.folder(name)
        if folder.project is not None:
            some = records.of_project(name, folder.parts, folder.project)
            yield from ((name, item) for item in some if item.kind == kind)


def _answer(question: Question, item: Item, home: str, lacking: frozenset[str], run: Run) -> Any:
    """The value of an expression for a record; None where it has none or nobody knows it."""
    if question.needs & lacking:
        return None
    run.steps = STEPS
    run.unresolved.clear()
    try:
        found = question.value(item.record, item.parent, run, run.today, home)
    except (
        Unresolved,
        ArithmeticError,
    ):  # a reference that leads nowhere, two currencies, too much to look at
        return None
    return None if run.unresolved else found
