"""How much an expression may look at: counted and not timed, so that each machine gives the same verdict."""

from __future__ import annotations

from collections.abc import Sized
from typing import TypeVar

V = TypeVar("V", bound=Sized)
STEPS = 1_000_000
"""Entries of lists, and hundreds of characters searched, for one expression in one project."""


class Exhausted(ArithmeticError):
    """An expression has looked at more than it may."""


class Budget:
    """What the expression under way may still look at.

    `exhausted` names the projects for which an expression was stopped, each with the file and the key of it.
    """

    def __init__(self) -> None:
        self.steps = STEPS
        self.exhausted: set[tuple[str, str, str]] = set()

    def spend(self, values: V) -> V:
        """The same list, counted as looked at. Raises Exhausted."""
        self.steps -= len(values)
        if self.steps < 0:
            raise Exhausted
        return values

    def weigh(self, text: str) -> str:
        """The same text, counted as searched. Raises Exhausted."""
        self.steps -= len(text) // 100 + 1
        if self.steps < 0:
            raise Exhausted
        return text
