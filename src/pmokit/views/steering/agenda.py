"""The agenda of a forum: what it must deal with on a day, proposed from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pmokit.analytics.organisation import authority
from pmokit.analytics.organisation.authority import steering_forum
from pmokit.model.methodology.forums import Forum
from pmokit.model.project import Project
from pmokit.views.context import Context
from pmokit.views.project import reported_status
from pmokit.views.project.gate_calendar import calendar
from pmokit.views.steering.agenda_item import Point, Section
from pmokit.views.steering.change_request import request_for
from pmokit.views.steering.forum_scope import below_forum, under_way
from pmokit.words.catalogue import say
from pmokit.words.wording import short_day


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
            say("steering.action-request", day=short_day(meeting.date)),
        )
        for meeting in context.portfolio.meetings
        if meeting.forum == forum.id and meeting.date < day
        for action in meeting.actions
        if action.done is None
    )


def _escalations(context: Context, forum: Forum) -> list[Point]:
    """What has lasted too long, and risks and issues that are escalated to the forum."""
    return _by_urgency(
        point
        for project in under_way(context)
        for point in (
            *_escalations_due(context, forum, project),
            *_escalated_risks(context, forum, project),
            *_escalated_issues(context, forum, project),
        )
    )


def _escalations_due(context: Context, forum: Forum, project: Project) -> Iterator[Point]:
    """What has lasted longer than the method allows, and is not answered yet."""
    for item in context.raised(project):
        if item.forum == forum.id and item.answered_on is None:
            term = item.escalation
            what = f"{term.title}: {item.says}"
            changes = _proposed(project)
            request = (
                say("steering.see-agenda", request=term.request, changes=changes) if changes else term.request
            )
            who, due = project.manager, item.due
            yield _point(context, what, project, who, due, request, escalation=term.id, decides=True)


def _escalated_risks(context: Context, forum: Forum, project: Project) -> Iterator[Point]:
    request = say("steering.decide-response")
    for risk in project.raid.risks:
        if risk.state == "open" and risk.escalated_to == forum.id:
            yield _point(context, risk.title, project, risk.owner, risk.review_on, request)


def _escalated_issues(context: Context, forum: Forum, project: Project) -> Iterator[Point]:
    request = say("steering.resolve-issue")
    for issue in project.raid.issues:
        if issue.state == "open" and issue.escalated_to == forum.id:
            yield _point(context, issue.title, project, issue.owner, issue.due, request)


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
    for project in under_way(context):
        for change in project.changes:
            home = forums.get(change.forum or steering_forum(project, context.run))
            if change.state != "proposed" or home is None:
                continue
            beyond = authority.exceeded_limit(change, home)
            above = forums.get(home.escalates_to or "") if beyond else None
            if forum not in (home, above):
                continue
            request = request_for(change, forum, home, above, beyond)
            who, due = change.requested_by, change.decide_by
            points.append(
                _point(context, change.title, project, who, due, request, change=change.id, decides=True)
            )
    return _by_urgency(points)


def _decisions(context: Context, forum: Forum) -> list[Point]:
    """Open decisions that are the forum's to take, and those that the last reports of projects require."""
    return _by_urgency((*_registered(context, forum), *_reported(context, forum)))


def _reported(context: Context, forum: Forum) -> Iterator[Point]:
    for project in under_way(context):
        if project.reports and steering_forum(project, context.run) == forum.id:
            report = project.reports[-1]
            request = say("steering.decide-reported", day=short_day(report.as_on))
            for what in report.decisions_needed:
                yield _point(context, what, project, report.author, None, request, decides=True)


def _registered(context: Context, forum: Forum) -> Iterator[Point]:
    return (
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
        for project in under_way(context)
        for item in project.raid.decisions
        if item.state == "open" and item.authority == forum.id
    )


def _worries(context: Context, forums: set[str]) -> list[Point]:
    """Projects of some forums that worry."""
    points: list[Point] = []
    for project in under_way(context):
        row = reported_status.row_of(project, context)
        if steering_forum(project, context.run) in forums and row.worries:
            what = reported_status.in_words(row, context)
            request = say("steering.agree-path-to-green")
            points.append(Point(what, project, context.person(project.manager), None, False, request))
    return points


def _proposed(project: Project) -> str:
    """The changes of a project that wait for a decision, by name."""
    return _listed(change.title for change in project.changes if change.state == "proposed")


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)
