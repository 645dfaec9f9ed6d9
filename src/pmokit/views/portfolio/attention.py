"""What needs a decision, and what comes next: an executive's half minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pmokit.analytics.organisation.authority import steering_forum
from pmokit.model.methodology.forums import Forum
from pmokit.model.project import UNDER_WAY, Project
from pmokit.views.context import Context
from pmokit.views.steering.agenda import agenda
from pmokit.views.steering.agenda_item import Point
from pmokit.views.steering.next_meeting import next_meeting
from pmokit.words.catalogue import say


class Item(NamedTuple):
    """Something with a date that somebody must decide or will happen."""

    day: date | None
    kind: str
    title: str
    project: Project | None
    who: str
    late: bool


class Sitting(NamedTuple):
    """What waits for a decision: of a forum at its next meeting, or of the sponsors outside any forum."""

    forum: Forum | None
    day: date | None
    points: list[Point]


def to_decide(context: Context) -> list[Sitting]:
    """What must be decided, by the forum that decides it, the next meeting first.

    It is what the agendas of the forums say, and what no agenda has: changes that no forum decides.
    """
    found: list[Sitting] = []
    for forum in context.methodology.forums.forums:
        day, _ = next_meeting(context, forum)
        points = [p for part in agenda(context, forum, day) for p in part.points if p.decides]
        if points:
            found.append(Sitting(forum, day, _by_urgency(points)))
    found.sort(key=lambda item: (item.day or date.max, item.forum.id if item.forum else ""))
    alone = list(_without_forum(context))
    return [*found, Sitting(None, None, _by_urgency(alone))] if alone else found


def _by_urgency(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda item: (item.due or date.max, item.what))


def _without_forum(context: Context) -> Iterator[Point]:
    """Proposed changes of projects under way that no forum decides: their sponsors do."""
    forums = context.run.forums
    for project in context.projects:
        if project.state not in UNDER_WAY:
            continue
        for change in project.changes:
            if (
                change.state == "proposed"
                and (change.forum or steering_forum(project, context.run)) not in forums
            ):
                late = change.decide_by is not None and change.decide_by < context.today
                who = context.person(project.sponsor)
                yield Point(
                    change.title, project, who, change.decide_by, late, say("steering.decide"), decides=True
                )


def coming(context: Context) -> list[Item]:
    """Milestones, conditions and meetings of the next weeks, and milestones that are overdue."""
    until = context.today + timedelta(days=context.run.reporting.ahead_days)
    items: list[Item] = []
    for project in context.projects:
        if project.state != "active":
            continue
        for milestone in project.schedule.milestones:
            # The last day of the weeks ahead counts, and today does.
            if milestone.actual is None and milestone.forecast <= until:
                items.append(
                    _item(
                        context,
                        milestone.forecast,
                        "milestone",
                        milestone.title,
                        project,
                        context.person(milestone.owner or project.manager),
                    )
                )
        for approval in project.gates:
            for condition in approval.conditions:
                if condition.met_on is None and condition.due <= until:
                    items.append(
                        _item(
                            context,
                            condition.due,
                            "condition",
                            condition.what,
                            project,
                            context.person(condition.owner or project.manager),
                        )
                    )
    for meeting in context.portfolio.meetings:
        # A meeting of today is still to come.
        if context.today <= meeting.date <= until and meeting.state == "planned":
            title = context.title("forum", meeting.forum)
            items.append(_item(context, meeting.date, "meeting", title, None, context.person(meeting.chair)))
    items.sort(key=_urgency)
    return items


def _item(
    context: Context, day: date | None, kind: str, title: str, project: Project | None, who: str
) -> Item:
    # What is due today is not late yet.
    return Item(day, kind, title, project, who, day is not None and day < context.today)


def _urgency(item: Item) -> tuple[date, str, str]:
    return (item.day or date.max, item.kind, item.title)
