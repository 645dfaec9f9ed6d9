"""What was decided and agreed, across the portfolio: the decision log and the action tracker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pmokit.model.project import Project
from pmokit.views.context import Context
from pmokit.words.catalogue import say
from pmokit.words.wording import label, short_day


class Decided(NamedTuple):
    """An entry of the decision log."""

    day: date | None
    what: str
    outcome: str
    by: str
    project: Project | None
    kind: str
    anchor: str = ""
    """The part of the project's page that shows what it changed."""


def decisions(context: Context) -> dict[str, Any]:
    """All decisions, the newest first: of meetings, at gates, on changes, and in registers."""
    rows = [*_in_meetings(context)]
    for project in context.projects:
        rows += _about_project(context, project)
    rows.sort(key=lambda row: (row.day or date.min, row.what), reverse=True)
    return {"rows": rows}


def _in_meetings(context: Context) -> Iterator[Decided]:
    kind = say("site.kind.meeting")
    for meeting in context.portfolio.meetings:
        by = context.title("forum", meeting.forum)
        for item in meeting.decisions:
            project = context.run.project(item.project) if item.project else None
            anchor = "gates-and-changes" if item.gate or item.change else ""
            yield Decided(meeting.date, item.what, label(item.outcome), by, project, kind, anchor)


def _about_project(context: Context, project: Project) -> Iterator[Decided]:
    for approval in project.gates:
        gate, by = context.title("gate", approval.gate), context.person(approval.decided_by)
        outcome, kind = label(approval.decision), say("site.kind.gate")
        yield Decided(approval.decided_on, gate, outcome, by, project, kind, "gates-and-changes")
    for change in project.changes:
        if change.state in ("approved", "rejected"):
            by, outcome, kind = (
                context.person(change.decided_by),
                label(change.state),
                say("site.kind.change"),
            )
            yield Decided(change.decided_on, change.title, outcome, by, project, kind, "gates-and-changes")
    for decision in project.raid.decisions:
        if decision.state == "decided":
            by = context.person(decision.decided_by) or context.title("forum", decision.authority)
            chosen, kind = decision.chosen or label("decided"), say("site.kind.decision")
            yield Decided(decision.decided_on, decision.title, chosen, by, project, kind, "risks-and-issues")


class Promise(NamedTuple):
    """An entry of the action tracker."""

    what: str
    owner: str
    due: date | None
    done: date | None
    days_late: int
    project: Project | None
    source: str


def actions(context: Context) -> dict[str, Any]:
    """All actions: the open ones first, the longest overdue at the top."""
    rows: list[Promise] = []

    def add(
        what: str,
        owner: str | None,
        due: date | None,
        done: date | None,
        project: Project | None,
        source: str,
    ) -> None:
        late = (context.today - due).days if due is not None and done is None else 0
        rows.append(Promise(what, context.person(owner), due, done, max(late, 0), project, source))

    for meeting in context.portfolio.meetings:
        source = say(
            "steering.source-meeting",
            forum=context.title("forum", meeting.forum),
            day=short_day(meeting.date),
        )
        for item in meeting.actions:
            project = context.run.project(item.project) if item.project else None
            add(item.what, item.owner, item.due, item.done, project, source)
    for project in context.projects:
        for action in project.raid.actions:
            add(action.title, action.owner, action.due, action.done, project, say("steering.source-register"))
    rows.sort(key=lambda row: (row.done is not None, -row.days_late, row.due or date.max, row.what))
    return {
        "rows": rows,
        "open": sum(row.done is None for row in rows),
        "late": sum(row.days_late > 0 for row in rows),
    }
