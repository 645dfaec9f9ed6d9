"""Whether an entry of a method demands more or less than the one that it takes the place of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from pmokit.model.finding import SEVERITIES
from pmokit.model.record import Direction, Entry, Record
from pmokit.words.catalogue import without_credentials

Verdict = Literal["added", "tightened", "reworded", "changed", "relaxed", "dropped"]
LOOSER: frozenset[Verdict] = frozenset(("changed", "relaxed", "dropped"))
"""Verdicts that a locked entry does not bear, and that need a reason elsewhere. A change whose
direction nobody can tell counts as one."""
META = frozenset(("locked", "dropped", "reason", "unset", "after", "before"))
"""What an entry says about itself and its place, and nothing of what it demands."""
_GRAVER: tuple[Verdict, ...] = ("relaxed", "changed", "tightened", "reworded")


class Change(NamedTuple):
    """A field that differs, and what that means."""

    field: str
    verdict: Verdict
    before: Any
    after: Any

    @property
    def told_before(self) -> str:
        """The old value as a page shows it."""
        return describe(self.before)

    @property
    def told_after(self) -> str:
        """The new one."""
        return describe(self.after)

    def __str__(self) -> str:
        return f"{self.field}: {describe(self.before)} → {describe(self.after)}"


def changes(before: Entry, after: Entry) -> list[Change]:
    """The fields in which two entries differ."""
    kind = type(before)
    return [
        Change(name, _verdict(kind, name, old, new), old, new)
        for name in type(before).model_fields
        if name not in META and (old := getattr(before, name)) != (new := getattr(after, name))
    ]


def gravest(some: list[Change]) -> Verdict:
    """The verdict on the whole entry: the one that gives most reason to look."""
    found = {change.verdict for change in some}
    return next((verdict for verdict in _GRAVER if verdict in found), "reworded")


def _verdict(kind: type[Entry], name: str, old: Any, new: Any) -> Verdict:
    if name in kind.wording:
        return "reworded"
    direction = kind.stricter.get(name)
    return "changed" if direction is None else _compared(direction, old, new)


def _compared(direction: Direction, old: Any, new: Any) -> Verdict:
    if direction in ("all", "some", "wider"):
        return _compared_lists(direction, old, new)
    if old in SEVERITIES:
        return "tightened" if SEVERITIES.index(new) < SEVERITIES.index(old) else "relaxed"
    if direction == "sooner":
        return "tightened" if new is None or (old is not None and new < old) else "relaxed"
    if direction == "least":
        return "tightened" if new is None or (old is not None and _plain(new) < _plain(old)) else "relaxed"
    if old is None or new is None:
        # A limit that is new tightens, one that is gone relaxes.
        return "tightened" if old is None else "relaxed"
    less = _plain(new) < _plain(old)
    return "tightened" if less == (direction == "less") else "relaxed"


def _compared_lists(direction: Direction, old: Any, new: Any) -> Verdict:
    more, less = all(entry in new for entry in old), all(entry in old for entry in new)
    if more and less:
        return "reworded"  # in another order
    if direction == "all":
        return "tightened" if more else "relaxed"
    # An empty list of what is allowed excludes nothing; an empty list of what an entry applies to means all.
    if not new or not old:
        return "tightened" if (not old) == (direction == "some") else "relaxed"
    return "tightened" if (less if direction == "some" else more) else "relaxed"


def _plain(value: Any) -> Any:
    return getattr(value, "amount", value)


def describe(value: Any) -> str:
    """A value as a sentence about a change shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, (tuple, list)):
        return ", ".join(describe(getattr(entry, "what", entry)) for entry in value) or "nothing"
    if isinstance(value, Mapping):
        some = ((key, dict(entry) if isinstance(entry, Record) else entry) for key, entry in value.items())
        return ", ".join(f"{key}: {describe(entry)}" for key, entry in some) or "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    text = without_credentials(" ".join(str(value).split()))
    return text if len(text) <= 80 else text[:79] + "…"
