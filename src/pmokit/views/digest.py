"""The week of one person: what a manager owes and by when; what a sponsor must decide, what changed, and
what worries us. The mail and the person's page say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pmokit.analytics import authority, dates, reporting
from pmokit.model.portfolio import Person
from pmokit.model.project import Project
from pmokit.rules.readiness import Readiness
from pmokit.views import people, status, told
from pmokit.views.context import Context
from pmokit.views.gates import calendar
from pmokit.views.told import Told

WEEK = timedelta(days=7)
AHEAD = timedelta(days=21)
"""How far a digest looks ahead: further away things come in a later one."""
UNDER_WAY = ("active", "on_hold")


class Line(NamedTuple):
    """One thing: what, about which project, by when, and what to do about it."""

    what: str
    project: Project | None
    due: date | None = None
    late: bool = False
    help: str = ""


class Part(NamedTuple):
    """Some lines under a heading; `nothing` is what to say where there is none."""

    title: str
    lines: list[Line]
    nothing: str


class Digest(NamedTuple):
    """The week of one person."""

    person: Person
    since: date
    today: date
    parts: list[Part]


class Duties(NamedTuple):
    """The projects under way that somebody manages, and those that she sponsors."""

    managed: list[Project]
    sponsored: list[Project]


def everybody(context: Context) -> list[Person]:
    """All who manage or sponsor a project or programme under way, by id."""
    known = context.workspace.index.get("person", {})
    return [known[name] for name in sorted(_duties(context)) if name in known]


def digest(context: Context, person: Person) -> Digest:
    """The week of a person; without parts for whoever neither manages nor sponsors anything."""
    duties = _duties(context).get(person.id, Duties([], []))
    since = context.today - WEEK
    parts: list[Part] = []
    if duties.managed:
        parts.append(Part("To deliver", _owed(context, person, duties.managed), "Nothing is due soon."))
        mend = _findings(context, duties.managed)
        parts.append(Part("To mend", mend, "The check found nothing to mend."))
    if duties.sponsored:
        decide = _decide(context, person, duties.sponsored)
        parts.append(Part("To decide", decide, "Nothing waits for a decision."))
        moved = [_told(item) for item in _since(context, since, duties.sponsored)]
        parts.append(Part("What changed", moved, "Nothing moved."))
        worries = list(_worries(context, duties.sponsored))
        parts.append(Part("What worries us", worries, "Nothing worries us."))
    return Digest(person, since, context.today, parts)


@lru_cache(maxsize=1)
def _duties(context: Context) -> dict[str, Duties]:
    """Who manages and who sponsors what, in one walk. A programme's projects are its sponsor's too."""
    found: dict[str, Duties] = {}
    programmes = context.workspace.index.get("programme", {})
    for project in context.projects:
        if project.state not in UNDER_WAY:
            continue
        if project.manager:
            found.setdefault(project.manager, Duties([], [])).managed.append(project)
        programme = programmes.get(project.programme or "")
        sponsors = {project.sponsor, programme.sponsor if programme else None}
        for name in sorted(filter(None, sponsors)):
            found.setdefault(name, Duties([], [])).sponsored.append(project)
    return found


def _by_day(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.due or date.max, line.what))


def _owed(context: Context, person: Person, managed: list[Project]) -> list[Line]:
    """Reports, milestones, registers and gates of the next weeks, and what is overdue."""
    lines = [*_reports(context, managed), *_gates(context, managed)]
    for item in people.load(context, person).owed:
        if item.due is not None and item.due <= context.today + AHEAD:
            lines.append(Line(f"{item.kind}: {item.title}", item.project, item.due, item.late))
    for project in managed:
        for review in project.reviews:
            for advice in review.recommendations:
                if advice.closed_on is None and (advice.owner or project.manager) == person.id:
                    late = advice.due is not None and advice.due < context.today
                    lines.append(Line(f"Advice of a review: {advice.what}", project, advice.due, late))
    return _by_day(lines)


def _reports(context: Context, managed: list[Project]) -> Iterator[Line]:
    """The report of the last period where it is not there yet, and the next one."""
    rules = context.methodology.reporting
    for project in managed:
        period = reporting.current_period(project, context.workspace)
        if project.state != "active" or period is None:
            continue
        if not any(report.period >= period for report in project.reports):
            due = period + timedelta(days=rules.due_after_days)
            what = f"Report of the period to {period}"
            yield Line(what, project, due, due < context.today, f"pmokit new report {project.id}")


def _gates(context: Context, managed: list[Project]) -> Iterator[Line]:
    ids = {project.id for project in managed}
    for item in calendar(context)["coming"]:
        near = item.planned is not None and item.planned <= context.today + AHEAD
        if item.project.id in ids and near:
            missing = _missing(item.state)
            state = f"missing: {missing}" if missing else "all is ready"
            what = f"Gate {item.state.gate.title}; {state}"
            yield Line(what, item.project, item.planned, item.planned < context.today)


def _missing(state: Readiness) -> str:
    return "; ".join(point.criterion.what for point in state.points if not point.met)


def _findings(context: Context, managed: list[Project]) -> list[Line]:
    lines: list[Line] = []
    for project in managed:
        some = sorted(context.findings_by_project.get(project.id, []), key=status.worst_first)
        lines += [
            Line(f"{item.severity}: {item.message}", project, help=item.help)
            for item in some
            if not item.waived_by and item.severity != "note"
        ]
    return lines


def _decide(context: Context, person: Person, sponsored: list[Project]) -> list[Line]:
    """Decisions, changes and gates of her projects that a forum in which she votes must take, and changes
    that are hers because no forum is named."""
    lines: list[Line] = []
    seats: dict[str, set[str]] = {}
    for project in sponsored:
        voting = seats[project.id] = _votes(context, person, project)
        for decision in project.raid.decisions:
            if decision.state == "open" and (decision.authority is None or decision.authority in voting):
                late = decision.needed_by is not None and decision.needed_by < context.today
                lines.append(Line(f"Decision: {decision.title}", project, decision.needed_by, late))
        for change in project.changes:
            if change.state == "proposed" and (change.forum is None or change.forum in voting):
                late = change.decide_by is not None and change.decide_by < context.today
                lines.append(Line(f"Change: {change.title}", project, change.decide_by, late))
    for item in calendar(context)["coming"]:
        near = item.planned is not None and item.planned <= context.today + AHEAD
        if near and item.state.gate.forum in seats.get(item.project.id, ()):
            missing = _missing(item.state)
            state = f"still missing: {missing}" if missing else "all is ready"
            lines.append(Line(f"Gate: {item.state.gate.title} ({state})", item.project, item.planned))
    return _by_day(lines)


def _votes(context: Context, person: Person, project: Project) -> set[str]:
    """The forums in which somebody may vote about a project today."""
    workspace = context.workspace
    return {
        forum.id
        for forum in context.methodology.forums.forums
        if person.id in authority.voters(forum, project, workspace, context.today)
    }


def _since(context: Context, since: date, sponsored: list[Project]) -> list[Told]:
    ids = {project.id for project in sponsored}
    telling = ("Projects", "Status", "Dates", "Decisions")
    happened = _week(context, since)
    return [item for item in happened if item.project and item.project.id in ids and item.group in telling]


@lru_cache(maxsize=1)
def _week(context: Context, since: date) -> list[Told]:
    return told.told(context, since)


def _told(item: Told) -> Line:
    return Line(item.what[:1].upper() + item.what[1:], item.project, item.day)


def _worries(context: Context, sponsored: list[Project]) -> Iterator[Line]:
    """Projects that are red or worse than they say, escalations, and critical milestones that slip."""
    for project in sponsored:
        row = status.row_of(project, context)
        if "red" in (row.rag, row.derived) or row.diverges:
            reasons = "; ".join(reason.says for reason in context.derived(project)["overall"].reasons[:2])
            claimed = row.rag.replace("_", "/").replace("none", "not at all")
            yield Line(f"Reported {claimed}, by the facts {row.derived}: {reasons}", project)
        for item in context.raised(project):
            if item.answered_on is None:
                late = item.due < context.today
                yield Line(f"Escalated: {item.says}", project, item.due, late, item.escalation.request)
        for milestone in project.schedule.milestones:
            slip = dates.slip_days(milestone, context.workspace)
            if milestone.critical and milestone.actual is None and slip and slip > 0:
                yield Line(f"{milestone.title} slips by {slip} days", project, milestone.forecast)
