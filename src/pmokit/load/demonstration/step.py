"""A step of the past: what somebody entered on a day, and how the files were before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.load.demonstration.state import FOLDER, State, Unfit, charter_of

Rule = Mapping[str, Any]
"""What a part of the list of what happened says of a kind of step."""


class Step(NamedTuple):
    """What somebody entered on a day."""

    day: date
    rank: int
    """Its place among the steps of a day."""
    by: str
    message: str
    about: str
    """What else a commit may hold: steps of the same person, day and project."""
    undo: Callable[[State], None]
    """Makes the files what they were before it."""
    signed: bool = False
    """Whether the person signs the commit."""


def dated(
    rule: Rule, rank: int, path: str, state: State, entry: Mapping[str, Any], undo: Callable[[State], None]
) -> Iterator[Step]:
    """The step of a file, or of an entry in it, if it names the day on which it came."""
    written = rule.get("on") or (entry.get(rule["day"]) if "day" in rule else layout.stem(path))
    if not isinstance(written, str):
        return
    day = date.fromisoformat(written) + timedelta(days=int(rule.get("days_after", 0)))
    fields = _fields(path, state, entry)
    by = rule.get("person") or fields.get(rule["by"])
    if by is None:
        raise Unfit(f"{path}: {rule['by']}")
    message = str(rule["message"]).format_map(fields)
    named = "{project}" in rule["message"]
    about = (layout.project_of(path) or "") if named else message
    yield Step(day, rank, str(by), message, about, undo, rule.get("signed") == "true")


def _fields(path: str, state: State, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What a message may name, and where a person is looked for: first in the entry."""
    charter = charter_of(path, state)
    folder = layout.stem(layout.folder_within(path))
    own = {"project": charter.get("title"), "name": layout.stem(path), "folder": folder}
    return {**charter, **state.look(path), **entry, **own}


def paths(pattern: str, state: State) -> list[str]:
    """The files of a pattern, which begins below `portfolio/`."""
    return [path for path in state.files if fnmatchcase(path, FOLDER + pattern)]
