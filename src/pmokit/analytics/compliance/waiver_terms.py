"""How much of a waiver's time is used, and who may give it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.anatomy import DAY, NUMBER, REASON
from pmokit.model.finding import SEVERITIES, Severity
from pmokit.model.methodology.roles import WaiverAuthority
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.reason import Reason, reason


@fact("waiver", "ends", DAY)
def ends(waiver: Waiver, _run: Run) -> date:
    """The last day: of the latest extension, else the first one agreed."""
    return max([waiver.until, *(extension.until for extension in waiver.extensions)])


@fact("waiver", "used_percent", NUMBER)
def used_percent(waiver: Waiver, run: Run) -> Decimal:
    """The share of its time that has passed, first day and last day counted: 0 to 100 and beyond."""
    whole = (ends(waiver, run) - waiver.since).days + 1
    return Decimal((run.today - waiver.since).days) * 100 / max(whole, 1)


def days_in_all(waiver: Waiver, run: Run) -> int:
    """Calendar days from the first to the last, extensions included."""
    return (ends(waiver, run) - waiver.since).days


def severity(waiver: Waiver, run: Run) -> Severity | None:
    """The severity of the gravest rule that is waived; None if there is no such rule."""
    rules = [
        rule
        for rule in run.rules.values()
        if rule.id == waiver.rule or (waiver.clause is not None and rule.clause == waiver.clause)
    ]
    return min((rule.severity for rule in rules), key=SEVERITIES.index, default=None)


def _authority(waiver: Waiver, run: Run) -> WaiverAuthority | None:
    wanted = severity(waiver, run)
    roles = run.methodology.roles
    for entry in roles.waivers if roles else ():
        if entry.severity == wanted:
            found: WaiverAuthority = entry
            return found
    return None


@fact("waiver", "without_authority", REASON.maybe(), needs=(*PEOPLE, "rules"))
def without_authority(waiver: Waiver, run: Run) -> Reason | None:
    """Who gave the waiver or an extension without holding a role that may; None if all could."""
    authority = _authority(waiver, run)
    if authority is None:
        return None
    project_id = waiver.project or address.home_of(waiver.record or "")
    project = run.project(project_id) if project_id else None
    if project_id and project is None:
        return None  # who holds its roles is not known while it cannot be read
    given = [(waiver.approved_by, waiver.since)]
    given += [(extension.approved_by, extension.approved_on) for extension in waiver.extensions]
    for person, day in given:
        if not any(person in holders(role, project, run, day) for role in authority.roles):
            titles = " or ".join(run.role_title(role) for role in authority.roles)
            return reason("waived-without-role", person=person, roles=titles, day=day)
    return None


@fact("waiver", "days_too_many", NUMBER, needs=("roles", "rules"))
def days_too_many(waiver: Waiver, run: Run) -> int:
    """Calendar days by which a waiver is longer than the method allows for its severity."""
    authority = _authority(waiver, run)
    if authority is None or authority.most_days is None:
        return 0
    return max(days_in_all(waiver, run) - authority.most_days, 0)
