"""Money and what it buys: `finance.yaml` and `benefits.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class CostLine(Record):
    """One line of the budget, with what was spent and what is expected at the end."""

    kind: ClassVar[str] = "cost"

    id: s.Id
    title: s.Line
    category: Literal["labour", "services", "hardware", "software", "facilities", "other"] = "other"
    treatment: Literal["capex", "opex"] = "capex"
    budget: s.Amount
    """The approved amount."""
    actual: s.Amount | None = None
    """Spent up to the data date."""
    forecast: s.Amount | None = None
    """Expected at completion (estimate at completion, EAC)."""
    contract: s.ContractRef | None = None
    supplier: s.SupplierRef | None = None


class Ledger(Record):
    """What finance booked up to a day: the fact that a report's figures are held against."""

    kind: ClassVar[str] = "booking"

    as_on: s.Day
    actual: s.Amount
    source: s.Line


class Withheld(Record):
    """A figure that exists but may not be shown, with the reason in the publisher's words."""

    what: Literal["whole_life_cost", "budget", "forecast"]
    reason: s.Prose


class Finance(Record):
    """The money of one project."""

    as_on: s.Day | None = None
    """The day up to which actuals are complete."""
    budget: s.Amount | None = None
    """The approved total. The lines must add up to it."""
    contingency: s.Amount | None = None
    tolerance_percent: s.Percent | None = None
    """How far the forecast may exceed the budget before the steering group must decide."""
    whole_life_cost: s.Amount | None = None
    lines: tuple[CostLine, ...] = ()
    ledger: tuple[Ledger, ...] = ()
    withheld: tuple[Withheld, ...] = ()


class Measurement(Record):
    """A benefit as measured on a day."""

    on: s.Day
    value: s.Number


class Benefit(Record):
    """An improvement that the project is done for, how it is measured, and who answers for it."""

    kind: ClassVar[str] = "benefit"

    id: s.Id
    title: s.Line
    owner: s.PersonRef | None = None
    measure: s.Line
    unit: s.Line
    before: s.Number | None = None
    target: s.Number
    due: s.Day | None = None
    yearly_value: s.Amount | None = None
    state: Literal["planned", "measured", "realised", "abandoned"] = "planned"
    measurements: tuple[Measurement, ...] = ()


class Benefits(Record):
    """The benefits of one project."""

    benefits: tuple[Benefit, ...] = ()
