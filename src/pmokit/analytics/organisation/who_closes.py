"""Whether a reporting period was closed by somebody who does not report in it."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.assignments import holders
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG
from pmokit.model.portfolio.period import Period


@fact("period", "closed_outside", FLAG, needs=("people", "roles", "team"))
def closed_outside(period: Period, run: Run) -> bool:
    """Whether somebody closed it who had no role of the department that day, while others had one."""
    if run.person(period.closed_by) is None:
        return False
    held = [holders(role, None, run, period.closed_on) for role in run.roles]
    return any(held) and not any(period.closed_by in people for people in held)
