"""What a fact is: something worked out about one record, declared beside the function that finds it.

Rules, views and exports name facts like fields. Whoever asks, a fact is computed once in a run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, ParamSpec, TypeVar, cast

from pmokit.load.run import Run
from pmokit.model.anatomy import Type
from pmokit.words.catalogue import say

P = ParamSpec("P")
T = TypeVar("T")

PEOPLE = ("people", "roles", "team", "charter")
"""The parts that say who holds which role."""
LIFECYCLE = ("lifecycle", "tiers", "gates", "charter")
"""The parts that say where a project stands."""


@dataclass(frozen=True, eq=False)
class Fact(Generic[P, T]):
    """A fact of a kind of record. Its function takes the record, the project where `of_project` says so,
    and the run; it is called like the function and computed once in the run.

    `needs` are the parts that it reads, so that nobody judges by it while one of them cannot be read.
    """

    kind: str
    name: str
    type: Type
    function: Callable[P, T]
    needs: tuple[str, ...] = ()
    of_project: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """The kind of the record and the name: what a rule names."""
        return self.kind, self.name

    @property
    def title(self) -> str:
        """What it is called where people read of it."""
        return say(f"fact.{self.kind}.{self.name}")

    def __call__(self, *arguments: P.args, **_none: P.kwargs) -> T:
        """The value, computed at the first call in the run."""
        *subject, run = arguments
        return cast(Run, run).once(self.function, *subject)


AnyFact = Fact[..., Any]


def fact(
    kind: str, name: str, type: Type, *, needs: tuple[str, ...] = (), of_project: bool = False
) -> Callable[[Callable[P, T]], Fact[P, T]]:
    """Declares the function below it as a fact of a kind of record."""

    def declare(function: Callable[P, T]) -> Fact[P, T]:
        return Fact(kind, name, type, function, needs, of_project)

    return declare


def declared(module: ModuleType) -> dict[tuple[str, str], AnyFact]:
    """The facts that a module declares."""
    found = (value for value in vars(module).values() if isinstance(value, Fact))
    return {fact.key: fact for fact in found if fact.function.__module__ == module.__name__}
