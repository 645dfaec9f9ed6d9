"""Records of `people.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Person(Record):
    """Somebody who can hold a role."""

    kind: ClassVar[str] = "person"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    name: s.Line
    email: s.Email | None = None
    title: s.Line | None = None
    unit: s.Line | None = None
    handle: s.Handle | None = None
    """The name on the forge where pull requests are reviewed, such as `@ana`."""
    since: s.Day | None = None
    until: s.Day | None = None
    """The last working day of somebody who left."""


class People(Record):
    """The directory: `people.yaml`."""

    people: tuple[Person, ...] = ()
