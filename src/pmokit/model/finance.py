"""Money and what it buys: `finance.yaml` and `benefits.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class CostLine(Record):
    """One line of the budget, with what was spent and what is expected at the end."""

    kind: ClassVar[str] = "cost"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    category: Literal["labour", "services", "hardware", "software", "facilities", "contingency", "other"] = (
        "other"
    )
    """What kind of cost it is; `contingency` for a line that is reserved for risks."""
    treatment: Literal["capex", "opex"] = "capex"
    """Whether it is capital expenditure (`capex`) or operating expenditure (`opex`)."""
    budget: s.Amount
    """The approved amount."""
    actual: s.Amount | None = None
    """Spent up to the data date."""
    forecast: s.Amount | None = None
    """Expected at completion (estimate at completion, EAC)."""
    committed: s.Amount | None = None
    """Ordered or contracted, including what is spent."""
    contract: s.ContractRef | None = None
    """The contract under which it is paid."""
    supplier: s.SupplierRef | None = None
    """The supplier that is paid."""


class Ledger(Record):
    """The actual cost that finance recorded up to a day, with which reports are compared."""

    kind: ClassVar[str] = "booking"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("as_on", "booked_on"),)
    happened: ClassVar[tuple[str, ...]] = ("as_on",)

    as_on: s.Day
    """The day up to which finance has recorded the cost."""
    booked_on: s.Day | None = None
    """The day on which finance closed its books for it; no report written before is measured by it. If
    absent, `booking_days` of reporting.yaml after `as_on`."""
    actual: s.Amount
    """The actual cost of the project up to that day."""
    source: s.Line
    """Where the figure comes from, such as the name of the ledger."""
    correction: s.Prose | None = None
    """What was wrong in the figure that was entered before, where finance has lowered it."""


class Drawdown(Record):
    """An amount taken from the contingency, and who decided it."""

    kind: ClassVar[str] = "drawdown"

    on: s.Day
    """The day from which it may be spent."""
    amount: s.Amount
    """The amount taken from the contingency."""
    what: s.Line
    """What it is spent on."""
    change: s.ChangeRef | None = None
    """The change request by which it was approved, if there was one."""
    decided_by: s.PersonRef | None = None
    """The person who approved it."""
    meeting: s.MeetingRef | None = None
    """The meeting in which it was approved."""


class Withheld(Record):
    """A figure that exists but may not be shown, with the reason in the publisher's words."""

    what: Literal["whole_life_cost", "budget", "forecast"]
    """The figure that is not shown."""
    reason: s.Prose
    """Why it is not shown."""


class Finance(Record):
    """The money of one project."""

    happened: ClassVar[tuple[str, ...]] = ("as_on",)

    as_on: s.Day | None = None
    """The day up to which actuals are complete."""
    budget: s.Amount | None = None
    """The approved total. The lines must add up to it."""
    contingency: s.Amount | None = None
    """The part of the budget that is reserved for risks."""
    tolerance_percent: s.Percent | None = None
    """How far the forecast may exceed the budget before the steering group must decide."""
    whole_life_cost: s.Amount | None = None
    """The cost from start to decommissioning, operation included."""
    lines: tuple[CostLine, ...] = ()
    """The lines of the budget."""
    ledger: tuple[Ledger, ...] = ()
    """The actual cost as recorded by finance, one entry for each cut-off."""
    drawdowns: tuple[Drawdown, ...] = ()
    """What was taken from the contingency."""
    withheld: tuple[Withheld, ...] = ()
    """Figures that exist but may not be shown."""


class Measurement(Record):
    """A benefit as measured on a day."""

    happened: ClassVar[tuple[str, ...]] = ("on",)

    on: s.Day
    """The day of the measurement."""
    value: s.Number
    """The measured value, in the unit of the benefit."""


class Benefit(Record):
    """An improvement that the project is done for, how it is measured, and who answers for it."""

    kind: ClassVar[str] = "benefit"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    owner: s.PersonRef | None = None
    """The person in line management who is accountable for the benefit."""
    measure: s.Line
    """What is measured to tell whether the benefit is realised."""
    unit: s.Line
    """The unit of the values, such as `%`, `hours` or `EUR`."""
    before: s.Number | None = None
    """The value before the project."""
    target: s.Number
    """The value that is to be reached."""
    due: s.Day | None = None
    """The date by which the target is to be reached."""
    yearly_value: s.Amount | None = None
    """What the benefit is worth in a year."""
    state: Literal["planned", "measured", "realised", "abandoned"] = "planned"
    """Whether the benefit is planned, being measured, realised or given up."""
    measurements: tuple[Measurement, ...] = ()
    """The values measured so far."""


class Benefits(Record):
    """The benefits of one project."""

    benefits: tuple[Benefit, ...] = ()
    """The benefits of the project."""
