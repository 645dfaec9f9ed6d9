"""Texts of starters that ask for a text: where one still stands, nobody has written anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pmokit.load import layout
from pmokit.load.integrity import finding, of_flaw
from pmokit.load.run import Run
from pmokit.load.suggest import nearest
from pmokit.model import kinds
from pmokit.model.finding import Finding
from pmokit.model.record import Record
from pmokit.text import yaml
from pmokit.words.catalogue import say

STARTERS = "methodology/starters/"
ASKING = ("Say ", "Describe ", "Name ")
"""How the texts of starters begin that are to be replaced; what else a starter holds may stay."""


def placeholders(files: Mapping[str, bytes]) -> frozenset[str]:
    """The texts to be replaced in the starters of a method and of those that it extends."""
    found: set[str] = set()
    for path, raw in files.items():
        # Nearly all paths lie in folders of projects.
        here = path.startswith("methodology/") and path.endswith(".yaml")
        if here and layout.canonical(path).startswith(STARTERS):
            found.update(text for text in _texts(yaml.parse(raw).data) if text.startswith(ASKING))
    return frozenset(found)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(value)


def is_untouched(record: Record, run: Run) -> bool:
    """Whether a text of a record is still the one of its starter, so that the record counts as nothing."""
    return untouched_field(record, run) is not None


def untouched_field(record: Record, run: Run) -> str | None:
    """The first field of a record with the text of its starter."""
    known = run.placeholders
    values = dict(record).items()
    return next((name for name, value in values if type(value) is str and value in known), None)


def untouched(records: Iterable[tuple[Record, str]], run: Run) -> Iterator[Finding]:
    """The findings of records, each with its path, in which the text of their starter still stands."""
    for record, path in records:
        name = untouched_field(record, run)
        if name is not None:
            yield finding(
                "without-effect",
                say("load.starter-text", kind=type(record).kind.replace("_", " "), name=name),
                path,
                (name,),
                help=say("load.starter-text.fix"),
            )


def broken_starters(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """The findings of starters of records: what `pmokit new` makes of them would be refused."""
    known = kinds.all_kinds()
    for path, raw in files.items():
        name = path.removeprefix(STARTERS)
        if name == path or "/" in name or not name.endswith(".yaml"):
            continue
        parsed = yaml.parse(raw)
        yield from (of_flaw(path, flaw) for flaw in parsed.flaws)
        model = known.get(name.removesuffix(".yaml"))
        if not parsed.flaws and model is not None and isinstance(parsed.data, dict):
            for key in sorted(parsed.data.keys() - model.model_fields.keys()):
                message = say("load.not-key-record", name=key)
                help = nearest(key, model.model_fields) or say("load.starter-key.fix")
                yield finding("unknown-key", message, path, (key,), help=help, key=True)
