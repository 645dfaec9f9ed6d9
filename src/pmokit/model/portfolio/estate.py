"""Records of `estate.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class System(Record):
    """An application or a piece of infrastructure that projects touch."""

    kind: ClassVar[str] = "system"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    owner: s.PersonRef | None = None
    """The person who is accountable for the system."""
    criticality: Literal["low", "medium", "high", "vital"] = "medium"
    """How much the organisation depends on the system."""


class Site(Record):
    """A plant, an office or a data centre."""

    kind: ClassVar[str] = "site"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    country: s.Line | None = None
    """The country of the site."""


class Supplier(Record):
    """A company that delivers to projects."""

    kind: ClassVar[str] = "supplier"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    contact: s.PersonRef | None = None
    """Who to contact at the supplier."""


class Contract(Record):
    """An agreement with a supplier."""

    kind: ClassVar[str] = "contract"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    supplier: s.SupplierRef
    """The supplier."""
    since: s.Day | None = None
    """The first day of the contract."""
    until: s.Day | None = None
    """The last day of the contract."""
    value: s.Amount | None = None
    """The value of the contract."""


class Estate(Record):
    """Systems, sites, suppliers and contracts: `estate.yaml`."""

    systems: tuple[System, ...] = ()
    """The systems."""
    sites: tuple[Site, ...] = ()
    """The sites."""
    suppliers: tuple[Supplier, ...] = ()
    """The suppliers."""
    contracts: tuple[Contract, ...] = ()
    """The contracts."""
