"""How to do what a project owes: guides of a few steps, which the search finds by what they are about."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.words.catalogue import say

PAGE = "handbook/how-to"
STEPS = {
    "report": "1234",
    "gate": "123",
    "change": "123",
    "risk": "12",
    "waiver": "12",
    "meeting": "123",
    "close": "123",
}
"""The guides in the order in which a newcomer needs them, each with the keys of its steps."""


class Guide(NamedTuple):
    """A guide: the key of its anchor, its title, and the keys of its steps in the catalogue."""

    key: str
    title: str
    steps: tuple[str, ...]


def guides() -> list[Guide]:
    """All guides."""
    return [
        Guide(key, say(f"guides.{key}"), tuple(f"guides.{key}.{step}" for step in steps))
        for key, steps in STEPS.items()
    ]
