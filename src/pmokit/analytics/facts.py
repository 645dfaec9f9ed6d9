"""The facts that rules, views and exports may name beside the fields of a record.

One typed table. `needs` are the parts that a fact reads, so that nobody judges by it while one of
them cannot be read. A fact is computed only where something names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pmokit.analytics import dates, lifecycle, money, reporting, risk
from pmokit.model.anatomy import Type
from pmokit.model.methodology import Gate, Phase
from pmokit.model.reporting import Report


class Fact(NamedTuple):
    """A number about one record: what it is, its type, how it is found, what it reads."""

    title: str
    type: Type
    function: Callable[[Any, Any], Any]
    needs: tuple[str, ...] = ()


_NUMBER, _DAY, _MONEY, _TEXT = Type("number"), Type("day"), Type("money"), Type("text")
_PHASE = Type("text", ref=Phase.kind)
_GATE = Type("text", ref=Gate.kind)
_LIFECYCLE = ("lifecycle", "tiers", "gates", "charter")

FACTS: dict[tuple[str, str], Fact] = {
    ("milestone", "date"): Fact("Actual date, else forecast", _DAY, dates.milestone_date),
    ("milestone", "slip_days"): Fact("Days behind the baseline", _NUMBER.maybe(), dates.slip_days),
    ("milestone", "overdue_days"): Fact(
        "Days past the forecast without having been reached", _NUMBER, dates.overdue_days
    ),
    ("project", "phase"): Fact("Phase, from the gate approvals", _PHASE, lifecycle.phase, _LIFECYCLE),
    ("project", "phase_number"): Fact(
        "Position of the phase, from 1", _NUMBER, lifecycle.phase_number, _LIFECYCLE
    ),
    ("project", "next_gate"): Fact(
        "Next gate of the project's tier", _GATE.maybe(), lifecycle.next_gate, _LIFECYCLE
    ),
    ("project", "gates_skipped"): Fact(
        "Gates passed over without an approval", _NUMBER, lifecycle.gates_skipped, _LIFECYCLE
    ),
    ("project", "finish_forecast"): Fact("Expected end", _DAY.maybe(), dates.finish_forecast, ("schedule",)),
    ("project", "finish_slip_days"): Fact(
        "Days behind the approved end", _NUMBER.maybe(), dates.finish_slip_days, ("schedule",)
    ),
    ("project", "worst_slip_days"): Fact(
        "Largest slip of an open milestone", _NUMBER.maybe(), dates.worst_slip_days, ("schedule",)
    ),
    ("project", "budget"): Fact("Approved budget", _MONEY.maybe(), money.budget, ("finance",)),
    ("project", "lines_budget"): Fact("Sum of the budget lines", _MONEY, money.lines_budget, ("finance",)),
    ("project", "actual_cost"): Fact("Spent so far", _MONEY.maybe(), money.actual, ("finance",)),
    ("project", "forecast_cost"): Fact(
        "Expected cost at completion", _MONEY.maybe(), money.forecast, ("finance",)
    ),
    ("project", "overrun_percent"): Fact(
        "Expected cost above budget, in percent", _NUMBER.maybe(), money.overrun_percent, ("finance",)
    ),
    ("project", "last_report"): Fact(
        "Report of the latest period",
        Type("record", optional=True, record=Report),
        reporting.last_report,
        ("reports",),
    ),
    ("project", "report_overdue_days"): Fact(
        "Days for which a report is overdue",
        _NUMBER,
        reporting.report_overdue_days,
        ("reports", "reporting", "tiers"),
    ),
    ("risk", "score"): Fact("Likelihood times impact", _NUMBER, risk.score),
    ("risk", "band"): Fact("Band of the score", _TEXT, risk.band, ("reporting",)),
}
