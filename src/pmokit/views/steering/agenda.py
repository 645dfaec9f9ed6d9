"""The agenda of a forum: what it must deal with on a day, proposed from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any, NamedTuple

from pmokit.analytics.lifecycle import progress
from pmokit.analytics.organisation import authority
from pmokit.analytics.organisation.assignments import holders
from pmokit.analytics.organisation.authority import steering_forum
from pmokit.model.control import Change
from pmokit.model.methodology.forums import Forum, Seat
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.reason import Reason
from pmokit.views.context import Context
from pmokit.views.project import reported_status
from pmokit.views.project.gate_calendar import calendar
from pmokit.words.catalogue import say
from pmokit.words.wording import long_day


class Point(NamedTuple):
    """One thing to deal with: what, about which project, who brings it, by when, and the request."""

    what: str
    project: Project | None
    who: str
    due: date | None
    late: bool
    request: str
    gate: str | None = None
    change: str | None = None
    decision: str | None = None
    escalation: str | None = None
    decides: bool = False
    """Whether the forum must decide something, which its minutes then say."""


class Section(NamedTuple):
    """A part of an agenda: its topic (empty for a line that the data has nothing for), and its title."""

    topic: str
    title: str
    points: list[Point]


def agenda(context: Context, forum: Forum, day: date) -> list[Section]:
    """What a forum must deal with on a day, in the order that its terms of reference demand.

    Lines of the terms without a topic stay as headings; what the terms do not name but the data demands
    comes before the last of them.
    """
    whole = any(line.topic == "portfolio" for line in forum.agenda)
    below = below_forum(context, forum) if whole else {forum.id}
    found = {
        "actions": _actions(context, forum, day),
        "escalations": _escalations(context, forum),
        "gates": _gates(context, forum, day),
        "changes": _changes(context, forum),
        "portfolio" if whole else "projects": _worries(context, below),
        "decisions": _decisions(context, forum),
    }
    sections = [
        Section(line.topic or "", line.title, found.pop(line.topic, []) if line.topic else [])
        for line in forum.agenda
    ]
    rest = [
        Section(topic, say(f"steering.topic.{topic}"), points) for topic, points in found.items() if points
    ]
    return [*sections[:-1], *rest, *sections[-1:]] if sections else rest


def _point(
    context: Context,
    what: str,
    project: Project | None,
    who: str | None,
    due: date | None,
    request: str,
    **more: Any,
) -> Point:
    late = due is not None and due < context.today
    return Point(what, project, context.person(who) if who else "", due, late, request, **more)


def _by_urgency(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda item: (item.due or date.max, item.what))


def _actions(context: Context, forum: Forum, day: date) -> list[Point]:
    """Actions of the forum's meetings that are open."""
    return _by_urgency(
        _point(
            context,
            action.what,
            context.run.project(action.project) if action.project else None,
            action.owner,
            action.due,
            say("steering.action-request", day=long_day(meeting.date)),
        )
        for meeting in context.portfolio.meetings
        if meeting.forum == forum.id and meeting.date < day
        for action in meeting.actions
        if action.done is None
    )


def _escalations(context: Context, forum: Forum) -> list[Point]:
    """What has lasted too long, and risks and issues that are escalated to the forum."""
    points: list[Point] = []
    for project in _under_way(context):
        for item in context.raised(project):
            if item.forum == forum.id and item.answered_on is None:
                term = item.escalation
                what = f"{term.title}: {item.says}"
                changes = _proposed(project)
                request = (
                    say("steering.see-agenda", request=term.request, changes=changes)
                    if changes
                    else term.request
                )
                who, due = project.manager, item.due
                points.append(
                    _point(context, what, project, who, due, request, escalation=term.id, decides=True)
                )
        for risk in project.raid.risks:
            if risk.state == "open" and risk.escalated_to == forum.id:
                points.append(
                    _point(
                        context,
                        risk.title,
                        project,
                        risk.owner,
                        risk.review_on,
                        say("steering.decide-response"),
                    )
                )
        for issue in project.raid.issues:
            if issue.state == "open" and issue.escalated_to == forum.id:
                points.append(
                    _point(
                        context,
                        issue.title,
                        project,
                        issue.owner,
                        issue.due,
                        say("steering.resolve-issue"),
                    )
                )
    return _by_urgency(points)


def _gates(context: Context, forum: Forum, day: date) -> list[Point]:
    """Gates of the forum that are planned up to its next meeting but one, or ready today."""
    points: list[Point] = []
    for item in calendar(context)["coming"]:
        near = item.planned is not None and (item.planned - day).days <= forum.every_days
        if item.state.gate.forum == forum.id and (near or not item.state.missing):
            missing = [point.criterion.what for point in item.state.points if not point.met]
            request = (
                say("steering.decide-gate-missing", criteria=_listed(missing))
                if missing
                else say("steering.decide-gate-ready")
            )
            points.append(
                _point(
                    context,
                    item.state.gate.title,
                    item.project,
                    item.project.manager,
                    item.planned,
                    request,
                    gate=item.state.gate.id,
                    decides=True,
                )
            )
    return _by_urgency(points)


def _changes(context: Context, forum: Forum) -> list[Point]:
    """Changes that wait for the forum, or for the one that steers the project if none is named; what is
    beyond the limits of a forum goes to the one above as well."""
    points: list[Point] = []
    forums = context.run.forums
    for project in _under_way(context):
        for change in project.changes:
            home = forums.get(change.forum or _steering(context, project))
            if change.state != "proposed" or home is None:
                continue
            beyond = authority.exceeded_limit(change, home)
            above = forums.get(home.escalates_to or "") if beyond else None
            if forum not in (home, above):
                continue
            request = _change_request(change, forum, home, above, beyond)
            who, due = change.requested_by, change.decide_by
            points.append(
                _point(context, change.title, project, who, due, request, change=change.id, decides=True)
            )
    return _by_urgency(points)


def _change_request(
    change: Change, forum: Forum, home: Forum, above: Forum | None, beyond: Reason | None
) -> str:
    """What a forum is asked to do about a change: the one that steers, or the one above it."""
    effects = [_effect(change.effect_days)] if change.effect_days is not None else []
    effects += [str(change.effect_cost)] if change.effect_cost is not None else []
    effect = ", ".join(effects) or say("steering.no-effect-stated")
    if beyond is None or above is None:
        return say("steering.approve-or-reject", effect=effect)
    if forum is home:
        return say("steering.recommend-change", forum=above.title, effect=effect, limit=beyond)
    return say("steering.approve-beyond-limit", forum=home.title, effect=effect, limit=beyond)


def _effect(moved: Decimal) -> str:
    """The days by which a change moves the finish, with their sign."""
    return say("values.slip", ceil(abs(moved)), signed=f"{moved:+}" if moved else "0")


def _decisions(context: Context, forum: Forum) -> list[Point]:
    """Open decisions that are the forum's to take."""
    return _by_urgency(
        _point(
            context,
            item.title,
            project,
            project.manager,
            item.needed_by,
            say("steering.choose", options="; ".join(item.options))
            if item.options
            else say("steering.decide"),
            decision=item.id,
            decides=True,
        )
        for project in _under_way(context)
        for item in project.raid.decisions
        if item.state == "open" and item.authority == forum.id
    )


def seats(context: Context, forum: Forum, day: date) -> list[tuple[Seat, list[str]]]:
    """The seats of a forum on a day, each with the people who hold it: by name, or by a role of the
    department or of a project that the forum steers."""
    projects = projects_of(context, forum) if any(seat.role for seat in forum.seats) else []
    found: list[tuple[Seat, list[str]]] = []
    for seat in forum.seats:
        # A seat is held on its first and on its last day.
        if (seat.since is None or seat.since <= day) and (seat.until is None or seat.until >= day):
            people = {seat.person} if seat.person else set()
            for project in (None, *projects) if seat.role else ():
                people |= holders(seat.role or "", project, context.run, day)
            found.append((seat, sorted(people)))
    return found


def below_forum(context: Context, forum: Forum) -> set[str]:
    """The ids of a forum and of all that escalate to it, at whatever height."""
    found = {forum.id}
    forums = context.methodology.forums.forums
    while more := {item.id for item in forums if item.escalates_to in found} - found:
        found |= more
    return found


def projects_of(context: Context, forum: Forum) -> list[Project]:
    """The projects under way that a forum, or one below it, steers or whose next gate it decides."""
    below = below_forum(context, forum)
    gates = {gate.id for gate in context.methodology.lifecycle.gates if gate.forum == forum.id}
    return [
        project
        for project in _under_way(context)
        if _steering(context, project) in below or progress.next_gate(project, context.run) in gates
    ]


def _worries(context: Context, forums: set[str]) -> list[Point]:
    """Projects of some forums that worry."""
    points: list[Point] = []
    for project in _under_way(context):
        row = reported_status.row_of(project, context)
        if _steering(context, project) in forums and row.worries:
            what = reported_status.in_words(row, context)
            request = say("steering.agree-path-to-green")
            points.append(Point(what, project, context.person(project.manager), None, False, request))
    return points


def _proposed(project: Project) -> str:
    """The changes of a project that wait for a decision, by name."""
    return _listed(change.title for change in project.changes if change.state == "proposed")


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)


def _under_way(context: Context) -> Iterator[Project]:
    return (project for project in context.projects if project.state in UNDER_WAY)


def _steering(context: Context, project: Project) -> str:
    return steering_forum(project, context.run)
