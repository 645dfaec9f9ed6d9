"""What needs a decision, and what comes next: an executive's half minute."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pmokit.analytics.organisation.authority import steering_forum
from pmokit.model.project import UNDER_WAY, Project
from pmokit.views.context import Context


class Item(NamedTuple):
    """Something with a date that somebody must decide or will happen."""

    day: date | None
    kind: str
    title: str
    project: Project | None
    who: str
    late: bool


def to_decide(context: Context) -> list[Item]:
    """Open decisions, proposed changes and red projects, the most urgent first."""
    items: list[Item] = []
    for project in context.projects:
        if project.state not in UNDER_WAY:
            continue
        for decision in project.raid.decisions:
            if decision.state == "open":
                items.append(
                    _item(
                        context,
                        decision.needed_by,
                        "decision",
                        decision.title,
                        project,
                        context.title("forum", decision.authority),
                    )
                )
        for what in project.reports[-1].decisions_needed if project.reports else ():
            forum = context.title("forum", steering_forum(project, context.run))
            items.append(_item(context, None, "decision", what, project, forum))
        for change in project.changes:
            if change.state == "proposed":
                items.append(
                    _item(
                        context,
                        change.decide_by,
                        "change",
                        change.title,
                        project,
                        context.title("forum", change.forum) or context.person(project.sponsor),
                    )
                )
    items.sort(key=_urgency)
    return items


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
