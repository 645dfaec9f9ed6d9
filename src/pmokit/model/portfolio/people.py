"""Records of `people.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Person(Record):
    """Somebody who can hold a role."""

    kind: ClassVar[str] = "person"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    """The id by which other records refer to it."""
    name: s.Line
    """The full name."""
    email: s.Email | None = None
    """The e-mail address; it also identifies the person's commits."""
    title: s.Line | None = None
    """The job title."""
    unit: s.Line | None = None
    """The organisational unit."""
    reports_to: s.PersonRef | None = None
    """The line manager; who judges the work of their own manager is not independent."""
    handle: s.Handle | None = None
    """The name on the forge where pull requests are reviewed, such as `@ana`."""
    since: s.Day | None = None
    """The first day in the organisation."""
    until: s.Day | None = None
    """The last working day of somebody who left."""


class People(Record):
    """The directory: `people.yaml`."""

    people: tuple[Person, ...] = ()
    """The people who can hold a role."""
