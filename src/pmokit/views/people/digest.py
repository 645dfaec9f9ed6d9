"""The week of one person: what a manager owes and by when; what a sponsor must decide, what changed, and
what worries us. The mail and the person's page say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pmokit.analytics.organisation import authority
from pmokit.analytics.reporting import duties
from pmokit.analytics.schedule import slips
from pmokit.load.run import Run
from pmokit.model.finding import worst_first
from pmokit.model.methodology.forums import Forum
from pmokit.model.portfolio.people import Person
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.reporting_period import cadence
from pmokit.rules.readiness import Readiness
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.history.happenings import Happening
from pmokit.views.people import responsibilities
from pmokit.views.project import reported_status
from pmokit.views.project.gate_calendar import calendar
from pmokit.views.steering import agenda, forum_scope
from pmokit.views.steering.agenda_item import Point
from pmokit.views.steering.next_meeting import next_meeting
from pmokit.words.catalogue import say
from pmokit.words.wording import capital, days, long_day

WEEK = timedelta(days=7)


class Line(NamedTuple):
    """One thing: what, about which project, by when (or, of what happened, on which day), and what to do
    about it."""

    what: str
    project: Project | None
    due: date | None = None
    late: bool = False
    help: str = ""
    happened: bool = False


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
    """What makes somebody read a digest: projects under way that they manage, those that they watch over
    (as their sponsor, or because they chair the forum that steers them), and the forums in which they
    vote."""

    managed: list[Project]
    watched: list[Project]
    forums: list[Forum]


def everybody(context: Context) -> list[Person]:
    """All who manage, sponsor or decide something under way, by id."""
    known = context.run.people
    return [known[name] for name in sorted(context.run.once(_duties, context)) if name in known]


def digest(context: Context, person: Person) -> Digest:
    """The week of a person; without parts for whoever has nothing to deliver and nothing to decide."""
    duties = context.run.once(_duties, context).get(person.id, Duties([], [], []))
    since = context.today - WEEK
    parts: list[Part] = []
    if duties.watched or duties.forums:
        decide = _decide(context, duties)
        parts.append(Part(say("people.to-decide"), decide, say("people.no-decision")))
        moved = [_happened(item) for item in _since(context, since, duties.watched)]
        parts.append(
            Part(say("people.what-changed-since", since=long_day(since)), moved, say("people.no-changes"))
        )
        worries = list(_worries(context, duties.watched))
        parts.append(Part(say("people.attention"), worries, say("people.no-attention")))
    if duties.managed:
        owed = _owed(context, person, duties.managed)
        parts.append(Part(say("people.to-deliver"), owed, say("people.nothing-due")))
        mend = _findings(context, duties.managed)
        parts.append(Part(say("people.to-fix"), mend, say("people.no-findings")))
    return Digest(person, since, context.today, parts)


def later(context: Context, person: Person) -> list[responsibilities.Owed]:
    """What is registered in somebody's name and stands in no part of their digest."""
    load = responsibilities.load(context, person)
    managed = context.run.once(_duties, context).get(person.id, Duties([], [], [])).managed
    return [item for item in load.owed if not (managed and _soon(context, item.due))]


def _soon(context: Context, due: date | None) -> bool:
    """Whether something is due so early that it belongs into this digest, not into a later one."""
    ahead = timedelta(days=context.run.reporting.ahead_days_of_digests)
    return due is not None and due <= context.today + ahead


def _duties(context: Context, run: Run) -> dict[str, Duties]:
    """Who manages, watches over and decides what, in one walk. A programme's projects are its sponsor's
    too."""
    found: dict[str, Duties] = {}

    def of(name: str) -> Duties:
        return found.setdefault(name, Duties([], [], []))

    programmes = run.programmes
    forums = {forum.id: forum for forum in context.methodology.forums.forums}
    for project in context.projects:
        if project.state not in UNDER_WAY:
            continue
        if project.manager:
            of(project.manager).managed.append(project)
        programme = programmes.get(project.programme or "")
        watching = {project.sponsor, programme.sponsor if programme else None}
        watching |= {forum.chair for forum in _above(context, project, forums)}
        for name in sorted(filter(None, watching)):
            of(name).watched.append(project)
    for forum in forums.values():
        seats = forum_scope.seats(context, forum, context.today)
        some = {name for seat, names in seats if seat.votes for name in names}
        for name in sorted({*some, *([forum.chair] if forum.chair else [])}):
            of(name).forums.append(forum)
    return {name: duties for name, duties in found.items() if any(duties)}


def _above(context: Context, project: Project, forums: Mapping[str, Forum]) -> list[Forum]:
    """The forum that steers a project, and those above it; each once, even if they escalate in a circle."""
    found: list[Forum] = []
    forum = forums.get(authority.steering_forum(project, context.run))
    while forum is not None and forum not in found:
        found.append(forum)
        forum = forums.get(forum.escalates_to or "")
    return found


def _by_day(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.due or date.max, line.what))


def _owed(context: Context, person: Person, managed: list[Project]) -> list[Line]:
    """Reports, milestones, registers and gates of the next weeks, and what is overdue."""
    lines = [*_reports(context, managed), *_gates(context, managed)]
    for item in responsibilities.load(context, person).owed:
        if _soon(context, item.due):
            lines.append(Line(f"{item.kind}: {item.title}", item.project, item.due, item.late))
    for project in managed:
        for review in project.reviews:
            for advice in review.recommendations:
                if advice.closed_on is None and (advice.owner or project.manager) == person.id:
                    late = advice.due is not None and advice.due < context.today
                    lines.append(
                        Line(say("people.recommendation", what=advice.what), project, advice.due, late)
                    )
    return _by_day(lines)


def _reports(context: Context, managed: list[Project]) -> Iterator[Line]:
    """The reports that are overdue, and the one that is due next."""
    periods = cadence(context.run.reporting)
    for project in managed:
        for period in duties.missing_periods(project, context.run):
            due = periods.due(period)
            what = say("people.report-due", period=long_day(period))
            told = say("people.pmokit-new-report-period", id=project.id, period=period)
            yield Line(what, project, due, due < context.today, told)


def _gates(context: Context, managed: list[Project]) -> Iterator[Line]:
    ids = {project.id for project in managed}
    for item in calendar(context)["coming"]:
        if item.project.id in ids and _soon(context, item.planned):
            missing = _missing(item.state)
            state = say("people.criteria-missing", missing=missing) if missing else say("people.criteria-met")
            what = say("people.gate", title=item.state.gate.title, state=state)
            yield Line(what, item.project, item.planned, item.planned < context.today)


def _missing(state: Readiness) -> str:
    return ", ".join(f"“{point.criterion.what}”" for point in state.points if not point.met)


def _findings(context: Context, managed: list[Project]) -> list[Line]:
    lines: list[Line] = []
    for project in managed:
        some = sorted(context.findings_by_project.get(project.id, []), key=worst_first)
        lines += [
            Line(f"{item.severity}: {item.message}", project, help=item.help.replace("`", ""))
            for item in some
            if not item.waived_by and item.severity != "note"
        ]
    return lines


def _decide(context: Context, duties: Duties) -> list[Line]:
    """What is on the next agenda of the forums in which somebody votes; and the changes of their projects
    that no forum would see."""
    lines: list[Line] = []
    for forum in duties.forums:
        for point in agenda_of(context, forum):
            if point.decides:
                what = f"{point.what} ({forum.title}: {point.request})"
                lines.append(Line(what, point.project, point.due, point.late))
    return _by_day(lines)


def agenda_of(context: Context, forum: Forum) -> list[Point]:
    """The points of a forum's next meeting, worked out once for all who sit in it."""
    return context.run.once(_agenda_of, context, forum)


def _agenda_of(context: Context, forum: Forum, _run: Run) -> list[Point]:
    day, _ = next_meeting(context, forum)
    return [point for section in agenda.agenda(context, forum, day) for point in section.points]


def _since(context: Context, since: date, sponsored: list[Project]) -> list[Happening]:
    ids = {project.id for project in sponsored}
    reported = ("projects", "status", "dates", "decisions")
    happened = context.run.once(_week, context, since)
    return [item for item in happened if item.project and item.project.id in ids and item.group in reported]


def _week(context: Context, since: date, _run: Run) -> list[Happening]:
    """What happened from a day on; the day itself too, so that no day falls between two mails."""
    return happenings.collect(context, since - timedelta(days=1))


def _happened(item: Happening) -> Line:
    return Line(capital(item.what), item.project, item.day, happened=True)


def _worries(context: Context, sponsored: list[Project]) -> Iterator[Line]:
    """Projects that worry, escalations, and critical milestones that slip."""
    for project in sponsored:
        row = reported_status.row_of(project, context)
        if row.worries:
            yield Line(reported_status.in_words(row, context), project)
        for item in context.raised(project):
            if item.answered_on is None:
                late = item.due < context.today
                yield Line(
                    say("people.escalated", reason=item.says),
                    project,
                    item.due,
                    late,
                    item.escalation.request,
                )
        for milestone in project.schedule.milestones:
            slip = slips.slip_days(milestone, context.run)
            if milestone.critical and milestone.actual is None and slip and slip > 0:
                moved = say(
                    "people.milestone-slips",
                    title=milestone.title,
                    slip=days(slip),
                    forecast=long_day(milestone.forecast),
                )
                yield Line(moved, project)
