"""What finance recorded, against what the project says: the ledger is the fact of another party.

A figure speaks against a report only if it was known on the report's data date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from pmokit.analytics.fact import LIFECYCLE, fact
from pmokit.analytics.finance.project_cost import budget
from pmokit.analytics.lifecycle.progress import OPENING
from pmokit.analytics.reporting.credibility import before
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON
from pmokit.model.finance import Ledger
from pmokit.model.money import NOTHING, Money
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report


def known_on(entry: Ledger, run: Run) -> date:
    """The day on which a figure of the ledger was known."""
    return entry.booked_on or entry.as_on + timedelta(days=int(run.reporting.booking_days))


def exceeds(one: Money | None, two: Money | None, percent: Decimal) -> bool:
    """Whether an amount is more than another one and so many percent of it; never for two currencies."""
    if one is None or two is None or {one.currency, two.currency} - {"", one.currency}:
        return False
    return one.amount > two.amount * (1 + percent / 100)


def total(values: Iterable[Money | None]) -> Money | None:
    """The sum of the amounts that are there; None without any, and where their currencies differ."""
    some = [value for value in values if value is not None]
    if not some or len({value.currency for value in some}) > 1:
        return None
    result = NOTHING
    for value in some:
        result = result.plus(value)
    return result


@fact("report", "booked", REASON.maybe(), needs=("finance", "reporting"), of_project=True)
def booked(report: Report, project: Project, run: Run) -> Reason | None:
    """What finance had recorded by the data date of the report and was known then, where the report says
    less by more than the methodology's tolerance; None otherwise."""
    spent = report.figures.actual if report.figures else None
    entries = [
        entry
        for entry in project.finance.ledger
        # What was recorded on the day of the report counts.
        if entry.as_on <= report.as_on and known_on(entry, run) <= report.as_on
    ]
    latest = max(entries, key=lambda entry: (entry.as_on, known_on(entry, run)), default=None)
    if latest is None or not exceeds(latest.actual, spent, run.reporting.spend_tolerance_percent):
        return None
    return reason("booked", actual=latest.actual, day=latest.as_on, source=latest.source)


@fact("report", "overbooked", REASON.maybe(), needs=("finance", "reporting"), of_project=True)
def overbooked(report: Report, project: Project, run: Run) -> Reason | None:
    """What finance recorded up to the data date of the report or a later day, where no entry until the
    invoices had settled comes near to the cost that the report states."""
    spent = report.figures.actual if report.figures else None
    limits = run.reporting
    last = report.as_on + timedelta(days=int(limits.settling_days))
    entries = [entry for entry in project.finance.ledger if entry.as_on <= last]
    later = [entry for entry in entries if entry.as_on >= report.as_on]
    # A credit note lowers what was recorded before: any entry that agrees speaks for the report.
    if not all(exceeds(spent, entry.actual, limits.spend_tolerance_percent) for entry in entries):
        return None
    if not later:
        return _still_overbooked(spent, before(report, project), project, run)
    entry = max(later, key=lambda item: item.as_on)
    return reason("booked", actual=entry.actual, day=entry.as_on, source=entry.source)


def _still_overbooked(
    spent: Money | None, earlier: Report | None, project: Project, run: Run
) -> Reason | None:
    """What finance recorded against the report before, where a later one states as much or more."""
    figures = earlier.figures if earlier is not None else None
    if earlier is None or figures is None or exceeds(figures.actual, spent, Decimal(0)):
        return None
    return overbooked(earlier, project, run)


@fact("project", "ledger_dispute", REASON.maybe(), needs=("finance", "reporting"))
def ledger_dispute(project: Project, run: Run) -> Reason | None:
    """What finance recorded up to the data date of the budget lines, where the lines add up to another
    actual cost; else what it recorded last, where that is above the whole forecast."""
    finance, percent = project.finance, run.reporting.spend_tolerance_percent
    spent = total(line.actual for line in finance.lines)
    on = finance.as_on
    entry = max(finance.ledger, key=lambda item: item.as_on, default=None)
    # Cost lines may lag behind, or be ahead of, an entry of another day.
    same = [item for item in finance.ledger if item.as_on == on]
    for item in same:
        if exceeds(item.actual, spent, percent) or exceeds(spent, item.actual, percent):
            return reason("lines-spent", spent=spent, actual=item.actual, day=item.as_on, source=item.source)
    known = [item for item in finance.ledger if on is not None and known_on(item, run) <= on]
    latest = max(known, key=lambda item: item.as_on, default=None)
    if latest is not None and exceeds(latest.actual, spent, percent):
        return reason(
            "lines-spent", spent=spent, actual=latest.actual, day=latest.as_on, source=latest.source
        )
    forecast = total(line.forecast or line.budget for line in finance.lines)
    if entry is not None and exceeds(entry.actual, forecast, Decimal(0)):
        return reason(
            "lines-forecast", forecast=forecast, actual=entry.actual, day=entry.as_on, source=entry.source
        )
    return None


@fact("booking", "idle_percent", NUMBER, needs=("finance", "charter", "reporting"), of_project=True)
def idle_percent(booking: Ledger, project: Project, run: Run) -> Decimal:
    """The share of the budget, in percent, by which it exceeds what had been recorded when a project that
    does not work had settled; 0 while it works, and where that is not known."""
    if project.state in ("proposed", "active") or project.state_since is None:
        return Decimal(0)
    settled = project.state_since + timedelta(days=int(run.reporting.settling_days))
    before = [entry for entry in project.finance.ledger if entry.as_on <= settled]
    base = max(before, key=lambda entry: entry.as_on, default=None)
    if base is None or booking.as_on <= settled:
        return Decimal(0)
    return _share_of_budget(booking.actual, base.actual, project, run)


@fact("booking", "spent_percent", NUMBER, needs=("finance",), of_project=True)
def spent_percent(booking: Ledger, project: Project, run: Run) -> Decimal:
    """The share of the budget, in percent, that was spent; 0 without a budget in its currency."""
    return _share_of_budget(booking.actual, NOTHING, project, run)


@fact("booking", "phase_number", NUMBER, needs=LIFECYCLE, of_project=True)
def phase_number(booking: Ledger, project: Project, run: Run) -> int:
    """The position of the phase that was approved by its day; an approval without a date counts."""
    number = 1
    for approval in project.gates:
        day = approval.decided_on
        if approval.decision in OPENING and (day is None or day <= booking.as_on):
            gate = run.gate(approval.gate)
            number = max(number, run.phase_numbers.get(gate.opens, 1)) if gate else number
    return number


def _share_of_budget(amount: Money, base: Money, project: Project, run: Run) -> Decimal:
    if len({line.budget.currency for line in project.finance.lines}) > 1:
        return Decimal(0)
    approved = budget(project, run)
    currencies = {value.currency for value in (amount, base, approved) if value is not None} - {""}
    if approved is None or not approved.amount or len(currencies) != 1:
        return Decimal(0)
    return amount.minus(base).over(approved) * 100
