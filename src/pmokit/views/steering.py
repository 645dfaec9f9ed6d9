"""Steering: what a forum must deal with on a day, and what was decided and promised before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from pmokit.model.methodology import Forum
from pmokit.model.project import Project
from pmokit.views import status
from pmokit.views.context import Context
from pmokit.views.gates import calendar


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


class Section(NamedTuple):
    """A part of an agenda, in the words of the forum's terms."""

    title: str
    points: list[Point]


def agenda(context: Context, forum: Forum, day: date) -> list[Section]:
    """What a forum must deal with on a day, in the order that its terms of reference demand.

    Lines of the terms that the data says nothing about stay as headings; what the terms do not name
    but the data demands comes before the last of them.
    """
    found = {
        "actions": _actions(context, forum, day),
        "escalations": _escalations(context, forum, day),
        "gates": _gates(context, forum, day),
        "changes": _changes(context, forum, day),
        "red and diverging projects": _worries(context, forum),
        "decisions due": _decisions(context, forum, day),
    }
    titles = {name: name.capitalize() for name in found}
    sections: list[Section] = []
    for line in forum.agenda:
        name = next((name for name in found if line.casefold().startswith(name)), None)
        sections.append(Section(line, found.pop(name) if name else []))
    rest = [Section(titles[name], points) for name, points in found.items() if points]
    return [*sections[:-1], *rest, *sections[-1:]] if sections else rest


def _point(
    context: Context,
    what: str,
    project: Project | None,
    who: str | None,
    due: date | None,
    day: date,
    request: str,
    **more: Any,
) -> Point:
    late = due is not None and due < day
    return Point(what, project, context.person(who) if who else "", due, late, request, **more)


def _by_urgency(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda item: (item.due or date.max, item.what))


def _actions(context: Context, forum: Forum, day: date) -> list[Point]:
    """Actions of the forum's meetings that are open."""
    return _by_urgency(
        _point(
            context,
            action.what,
            context.workspace.project(action.project) if action.project else None,
            action.owner,
            action.due,
            day,
            f"promised on {meeting.date}: report, or agree on a new date",
        )
        for meeting in context.portfolio.__dict__.get("meetings", ())
        if meeting.forum == forum.id and meeting.date < day
        for action in meeting.actions
        if action.done is None
    )


def _escalations(context: Context, forum: Forum, day: date) -> list[Point]:
    """Risks and issues that are escalated to the forum."""
    points: list[Point] = []
    for project in _under_way(context):
        for risk in project.raid.risks:
            if risk.state == "open" and risk.escalated_to == forum.id:
                points.append(
                    _point(
                        context,
                        risk.title,
                        project,
                        risk.owner,
                        risk.review_on,
                        day,
                        "decide on the response",
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
                        day,
                        "clear what stands in the way",
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
            request = f"decide; missing: {'; '.join(missing)}" if missing else "decide; all criteria are met"
            points.append(
                _point(
                    context,
                    item.state.gate.title,
                    item.project,
                    item.project.manager,
                    item.planned,
                    day,
                    request,
                    gate=item.state.gate.id,
                )
            )
    return _by_urgency(points)


def _changes(context: Context, forum: Forum, day: date) -> list[Point]:
    """Changes that wait for the forum, or for the one that decides the project's gates if none is named."""
    points: list[Point] = []
    for project in _under_way(context):
        for change in project.changes:
            if change.state == "proposed" and (change.forum or _home(context, project)) == forum.id:
                effects = [f"{change.effect_days} days"] if change.effect_days is not None else []
                effects += [str(change.effect_cost)] if change.effect_cost is not None else []
                request = f"approve or reject ({', '.join(effects) or 'no effect is stated'})"
                points.append(
                    _point(
                        context,
                        change.title,
                        project,
                        change.requested_by,
                        change.decide_by,
                        day,
                        request,
                        change=change.id,
                    )
                )
    return _by_urgency(points)


def _decisions(context: Context, forum: Forum, day: date) -> list[Point]:
    """Open decisions that are the forum's to take."""
    return _by_urgency(
        _point(
            context,
            item.title,
            project,
            project.manager,
            item.needed_by,
            day,
            f"choose: {'; '.join(item.options)}" if item.options else "decide",
        )
        for project in _under_way(context)
        for item in project.raid.decisions
        if item.state == "open" and item.authority == forum.id
    )


def _worries(context: Context, forum: Forum) -> list[Point]:
    """Projects of the forum that are red, or whose facts are worse than their report."""
    points: list[Point] = []
    for project in _under_way(context):
        row = status.row_of(project, context)
        if _home(context, project) == forum.id and ("red" in (row.rag, row.derived) or row.diverges):
            reasons = context.derived(project)["overall"].reasons
            request = "; ".join(reason.says for reason in reasons[:2]) or "ask for the reasons"
            what = f"reported {row.rag.replace('none', 'not at all')}, by the facts {row.derived}"
            points.append(Point(what, project, context.person(project.manager), None, False, request))
    return points


def _under_way(context: Context) -> Iterator[Project]:
    return (project for project in context.projects if project.state in ("active", "on_hold"))


def _home(context: Context, project: Project) -> str:
    """The forum that steers a project: its programme's, else the one of its next gate, else the first
    gate's."""
    programme = context.workspace.index.get("programme", {}).get(project.programme or "")
    if programme is not None and programme.forum:
        return str(programme.forum)
    gates = context.methodology.lifecycle.gates
    return gates[0].forum if gates else ""


class Decided(NamedTuple):
    """An entry of the decision log."""

    day: date | None
    what: str
    outcome: str
    by: str
    project: Project | None
    kind: str


def log(context: Context) -> dict[str, Any]:
    """All decisions, the newest first: of meetings, at gates, on changes, and in registers."""
    rows: list[Decided] = []
    for meeting in context.portfolio.__dict__.get("meetings", ()):
        for item in meeting.decisions:
            project = context.workspace.project(item.project) if item.project else None
            by = context.title("forum", meeting.forum)
            outcome = item.outcome.replace("_", " ")
            rows.append(Decided(meeting.date, item.what, outcome, by, project, "Meeting"))
    for project in context.projects:
        for approval in project.gates:
            outcome = approval.decision.replace("_", " ")
            gate = context.title("gate", approval.gate)
            by = context.person(approval.decided_by)
            rows.append(Decided(approval.decided_on, gate, outcome, by, project, "Gate"))
        for change in project.changes:
            if change.state in ("approved", "rejected"):
                by = context.person(change.decided_by)
                rows.append(Decided(change.decided_on, change.title, change.state, by, project, "Change"))
        for decision in project.raid.decisions:
            if decision.state == "decided":
                by = context.person(decision.decided_by) or context.title("forum", decision.authority)
                chosen = decision.chosen or "decided"
                rows.append(Decided(decision.decided_on, decision.title, chosen, by, project, "Decision"))
    rows.sort(key=lambda row: (row.day or date.min, row.what), reverse=True)
    return {"rows": rows}


class Promise(NamedTuple):
    """An entry of the action tracker."""

    what: str
    owner: str
    due: date | None
    done: date | None
    days_late: int
    project: Project | None
    source: str


def tracker(context: Context) -> dict[str, Any]:
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

    for meeting in context.portfolio.__dict__.get("meetings", ()):
        source = f"{context.title('forum', meeting.forum)}, {meeting.date}"
        for item in meeting.actions:
            project = context.workspace.project(item.project) if item.project else None
            add(item.what, item.owner, item.due, item.done, project, source)
    for project in context.projects:
        for action in project.raid.actions:
            add(action.title, action.owner, action.due, action.done, project, "Register")
    rows.sort(key=lambda row: (row.done is not None, -row.days_late, row.due or date.max, row.what))
    return {
        "rows": rows,
        "open": sum(row.done is None for row in rows),
        "late": sum(row.days_late > 0 for row in rows),
    }
