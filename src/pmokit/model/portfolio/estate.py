"""Records of `estate.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class System(Record):
    """An application or a piece of infrastructure that projects touch."""

    kind: ClassVar[str] = "system"

    id: s.Id
    title: s.Line
    owner: s.PersonRef | None = None
    criticality: Literal["low", "medium", "high", "vital"] = "medium"


class Site(Record):
    """A plant, an office or a data centre."""

    kind: ClassVar[str] = "site"

    id: s.Id
    title: s.Line
    country: s.Line | None = None


class Supplier(Record):
    """A company that delivers to projects."""

    kind: ClassVar[str] = "supplier"

    id: s.Id
    title: s.Line
    contact: s.PersonRef | None = None


class Contract(Record):
    """An agreement with a supplier."""

    kind: ClassVar[str] = "contract"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    title: s.Line
    supplier: s.SupplierRef
    since: s.Day | None = None
    until: s.Day | None = None
    value: s.Amount | None = None


class Estate(Record):
    """Systems, sites, suppliers and contracts: `estate.yaml`."""

    systems: tuple[System, ...] = ()
    sites: tuple[Site, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    contracts: tuple[Contract, ...] = ()
