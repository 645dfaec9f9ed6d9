"""What putting layers of a method together makes and brings up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pmokit.load.stricter import Change, Verdict
from pmokit.model.finding import Finding
from pmokit.text.flaws import Route

Place = tuple[str, Route]
Part = tuple[Any, Place, dict[Route, Place]]
"""An entry of a list as put together so far, where it comes from, and where parts of it come from."""


class Difference(NamedTuple):
    """What a layer does to an entry of the layers below it."""

    layer: int
    """0 for the youngest."""
    kind: str
    id: str
    verdict: Verdict
    changes: tuple[Change, ...]
    reason: str
    place: Place
    below: Place | None
    """The entry that it takes the place of."""


@dataclass
class Composed:
    """A file as put together so far."""

    data: dict[str, Any]
    places: dict[Route, Place]
    """Where each part comes from; a part that is not named comes from where the part above it does."""


@dataclass
class Composition:
    """What putting layers together brought up."""

    line_of: Callable[[Place], int]
    """The line at which a place stands in its file."""
    locked_clauses: Mapping[str, Place] = field(default_factory=dict)
    """Where each clause stands that a method which is extended has locked."""
    findings: list[Finding] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    owners: dict[tuple[str, str], Place] = field(default_factory=dict)
    """The place of the youngest file that speaks of an entry, by kind and id."""
