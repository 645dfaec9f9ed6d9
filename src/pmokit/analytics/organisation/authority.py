"""Who may decide: seats of forums, and the authority behind an approval, each on its day."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders, is_active
from pmokit.analytics.risk.scoring import band_of
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, TEXT
from pmokit.model.control import Change, GateApproval
from pmokit.model.methodology.forums import Forum, Seat
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.methodology.roles import Role
from pmokit.model.project import Project
from pmokit.model.raid import Risk
from pmokit.model.reason import Reason, reason
from pmokit.words.catalogue import say


def voters(forum: Forum, project: Project | None, run: Run, day: date) -> set[str]:
    """The people who may vote in a forum on a day: holders of voting seats and their deputies."""
    some = {forum.chair} if forum.chair else set()
    for seat in forum.seats:
        if seat.votes and is_occupied(seat, day):
            some |= {person for person in (seat.person, seat.deputy) if person}
            if seat.role:
                some |= holders(seat.role, project, run, day)
    return {person for person in some if is_active(person, run, day)}


def is_occupied(seat: Seat, day: date) -> bool:
    """Whether a seat is held on a day."""
    # A seat is held on its first and on its last day.
    return (seat.since is None or seat.since <= day) and (seat.until is None or seat.until >= day)


def day_of(approval: GateApproval, run: Run) -> date:
    """The day by which an approval is judged: of the decision, or today where it has none."""
    return approval.decided_on or run.today


@fact(
    "approval", "without_authority", REASON.maybe(), needs=("lifecycle", "forums", *PEOPLE), of_project=True
)
def without_authority(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """Why whoever decided had no authority on the day of the decision; None if they had it.

    Somebody who is not in the directory is left to the finding of that reference.
    """
    gate: Gate | None = run.gate(approval.gate)
    if gate is None or run.person(approval.decided_by) is None:
        return None
    forum: Forum | None = run.forum(approval.forum or gate.forum)
    day = day_of(approval, run)
    if forum is not None and approval.decided_by not in voters(forum, project, run, day):
        return reason("no-seat", forum=forum.title, day=day)
    if gate.approver and approval.decided_by not in holders(gate.approver, project, run, day):
        return reason("not-in-role", role=run.role_title(gate.approver), day=day)
    return None


@fact("change", "without_authority", REASON.maybe(), needs=("forums", *PEOPLE), of_project=True)
def change_without_authority(change: Change, project: Project, run: Run) -> Reason | None:
    """Who decided a change in a forum without a voting seat there on that day; None if all is in order,
    or if the forum, the person or the day is not named."""
    forum: Forum | None = run.forum(change.forum)
    if forum is None or change.decided_on is None or run.person(change.decided_by) is None:
        return None
    if change.decided_by in voters(forum, project, run, change.decided_on):
        return None
    return reason("decided-without-seat", person=change.decided_by, forum=forum.title, day=change.decided_on)


def exceeded_limit(change: Change, forum: Forum) -> Reason | None:
    """The limit of a forum that a change exceeds; None if the forum may decide it."""
    days, cost = forum.delay_limit_days, forum.cost_limit
    # The limit itself is within the limit, here and for the cost.
    if days is not None and change.effect_days is not None and change.effect_days > days:
        return reason("beyond-delay-limit", n=days)
    effect = change.effect_cost
    if (
        cost is not None
        and effect is not None
        and effect.currency == cost.currency
        and effect.amount > cost.amount
    ):
        return reason("beyond-cost-limit", limit=cost)
    return None


@fact("change", "beyond_delegation", REASON.maybe(), needs=PEOPLE, of_project=True)
def beyond_delegation(change: Change, project: Project, run: Run) -> Reason | None:
    """Why the person who approved a change without a forum could not; None if a role that they held
    on the project that day has limits that cover it, or if somebody else is at fault."""
    if change.forum is not None or change.decided_on is None or change.decided_by is None:
        return None
    if run.person(change.decided_by) is None:
        return None
    held = [
        role
        for role in run.roles.values()
        if (role.cost_limit is not None or role.delay_limit_days is not None)
        and change.decided_by in holders(role.id, project, run, change.decided_on)
    ]
    if not held:
        return reason("no-delegation", person=change.decided_by)
    if any(_covers(role, change) for role in held):
        return None
    limits = "; ".join(_limits(role) for role in held)
    return reason("beyond-delegation", person=change.decided_by, limits=limits)


def _limits(role: Role) -> str:
    days = role.delay_limit_days or 0
    if role.cost_limit is None:
        return say("reason.role-delay-limit", days, role=role.title)
    return say("reason.role-limits", days, role=role.title, cost=role.cost_limit)


def _covers(role: Role, change: Change) -> bool:
    cost, days = change.effect_cost, change.effect_days
    if cost is not None and cost.amount > 0:
        limit = role.cost_limit
        if limit is None or limit.currency != cost.currency or cost.amount > limit.amount:
            return False
    return days is None or days <= (role.delay_limit_days or 0)


@fact(
    "risk",
    "accepted_beyond",
    TEXT.maybe(),
    needs=("reporting", "forums", "lifecycle", "programmes", *PEOPLE),
    of_project=True,
)
def accepted_beyond(risk: Risk, project: Project, run: Run) -> str | None:
    """Who accepted a risk without the authority that its band asks for; None if all is in order.

    The band names roles; voting members of the project's steering group may accept any risk.
    """
    person, day = risk.accepted_by, risk.accepted_on or run.today
    if risk.response != "accept" or person is None or run.person(person) is None:
        return None
    entry = band_of(risk, run)
    for role in entry.accepts if entry else ():
        if person in holders(role, project, run, day):
            return None
    forum: Forum | None = run.forum(steering_forum(project, run))
    if forum is not None and person in voters(forum, project, run, day):
        return None
    return person


def steering_forum(project: Project, run: Run) -> str:
    """The id of the forum that steers a project: its programme's, else the one that decides the first
    gate; empty without any."""
    programme = run.programme(project.programme)
    if programme is not None and programme.forum:
        return str(programme.forum)
    lifecycle = run.methodology.lifecycle
    return lifecycle.gates[0].forum if lifecycle and lifecycle.gates else ""


@fact("approval", "conflicting_role", TEXT.maybe(), needs=("lifecycle", *PEOPLE), of_project=True)
def conflicting_role(approval: GateApproval, project: Project, run: Run) -> str | None:
    """The role on the project that keeps whoever decided from deciding; None if there is none."""
    gate: Gate | None = run.gate(approval.gate)
    if run.person(approval.decided_by) is None:
        return None
    day = day_of(approval, run)
    for role in gate.apart_from if gate else ():
        if approval.decided_by in holders(role, project, run, day):
            return run.role_title(role)
    return None
