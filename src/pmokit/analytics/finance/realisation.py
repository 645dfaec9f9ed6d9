"""How far a benefit has come: its last measurement against its target."""

from __future__ import annotations

from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER
from pmokit.model.finance import Benefit


@fact("benefit", "reached_percent", NUMBER.maybe())
def reached_percent(benefit: Benefit, _run: Run) -> Decimal | None:
    """The share of the way from the first value to the target that the last measurement shows; None without
    a measurement or a first value, or where the target is that value."""
    if benefit.before is None or benefit.target == benefit.before or not benefit.measurements:
        return None
    last = max(benefit.measurements, key=lambda item: item.on)
    return (last.value - benefit.before) / (benefit.target - benefit.before) * 100
