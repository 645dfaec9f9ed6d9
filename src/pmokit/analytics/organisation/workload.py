"""How much of a working week the roles of all projects take of one person."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.load.extracts import LOADS
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.people import Person
from pmokit.model.reason import Reason, reason


def _loads(run: Run) -> dict[str, list[tuple[str, Decimal]]]:
    """The shares of a week that everybody has today, each with its project."""
    found: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for name in run.project_ids:
        for load in run.share(name, LOADS):
            if load.since <= run.today and (load.until is None or load.until >= run.today):
                found[load.person].append((name, load.percent))
    return found


@fact("person", "overloaded", REASON.maybe(), needs=("about", "people"))
def overloaded(person: Person, run: Run) -> Reason | None:
    """The share of a week that the roles of active projects take of somebody today, if it is above one. None
    where the department shows no figures about single people."""
    if not run.about.figures_of_people:
        return None
    some = run.once(_loads).get(person.id, ())
    total = sum((percent for _, percent in some), Decimal(0))
    if total <= 100:  # a full working week, in percent
        return None
    projects = ", ".join(f"`{name}`" for name in dict.fromkeys(name for name, _ in some))
    return reason("overloaded", percent=f"{total.normalize():f}", projects=projects)
