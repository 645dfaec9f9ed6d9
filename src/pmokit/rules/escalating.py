"""What goes to a forum by itself because it has lasted too long, by the terms in `reporting.yaml`.

An escalation is raised for a forum on a day and must be dealt with within some days. It is answered by
a decision that names it, or about a change or a gate of the project, that the forum took since and did
not defer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact, Fact
from pmokit.load.layout import PROJECT
from pmokit.load.run import Run
from pmokit.model.anatomy import REASONS
from pmokit.model.finding import Finding
from pmokit.model.methodology.reporting import Escalation
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.reason import Reason, reason
from pmokit.rules.language.about_projects import compile_about_project, compile_text
from pmokit.rules.language.compiling import Language
from pmokit.words.catalogue import say

PATH = "methodology/reporting.yaml"


class Raised(NamedTuple):
    """An escalation of a project: since when it lasts, to which forum, by when, and what became of it."""

    escalation: Escalation
    days: int
    says: str
    forum: str
    raised_on: date
    due: date
    answered_on: date | None


class Escalations:
    """The terms of escalation of a methodology, ready to be held against projects."""

    def __init__(self, run: Run, words: Language) -> None:
        reporting = run.methodology.reporting
        self.findings: list[Finding] = []
        self._ready: list[tuple[Escalation, Callable[..., Any], Callable[..., str]]] = []
        for place, escalation in enumerate(reporting.escalations if reporting else ()):
            route = ("escalations", place)
            lasts = compile_about_project(escalation.lasts, PATH, (*route, "lasts"), words, "number")
            says, more = compile_text(escalation.says, PATH, (*route, "says"), words)
            self.findings += [*lasts.findings, *more]
            if lasts.function is not None and says is not None:
                self._ready.append((escalation, lasts.function, says))

    def raise_for(self, project: Project, run: Run) -> list[Raised]:
        """What is escalated of a project today, answered or not, in the order of the terms."""
        return run.once(self._raise, project)

    def _raise(self, project: Project, run: Run) -> list[Raised]:
        if project.state not in UNDER_WAY:
            return []
        found: list[Raised] = []
        for escalation, function, says in self._ready:
            try:
                days = function(project, run)
                # It is raised on the day on which it has lasted as long as the terms say.
                if days is None or days < escalation.after_days:
                    continue
                raised_on = run.today - timedelta(days=int(days) - escalation.after_days)
                due = raised_on + timedelta(days=escalation.answer_days)  # calendar days, as it says
            except ArithmeticError:  # amounts of two currencies, or days beyond the calendar
                continue
            forum = _forum(escalation, project, run)
            answers = self._answers(forum, project, escalation.id, run)
            # An answer on the day on which it was raised counts, and one of today.
            answered = min((day for day in answers if raised_on <= day <= run.today), default=None)
            told = says(project, run, days)
            found.append(Raised(escalation, int(days), told, forum, raised_on, due, answered))
        return found

    def _answers(self, forum: str, project: Project, term: str, run: Run) -> Iterator[date]:
        """The days on which a forum answered an escalation by its name, or decided a change or a gate of
        the project, and did not defer it."""
        for day, escalation in run.once(_decided).get((forum, project.id), ()):
            if escalation in (None, term):
                yield day
        gates = run.gates
        for change in project.changes:
            decided = change.state in ("approved", "rejected")
            if decided and change.forum == forum and change.decided_on is not None:
                yield change.decided_on
        for approval in project.gates:
            gate = gates.get(approval.gate)
            decider = approval.forum or (gate.forum if gate else None)
            if decider == forum and approval.decided_on is not None and approval.decision != "deferred":
                yield approval.decided_on

    def facts(self) -> list[AnyFact]:
        """What rules may name of it: `project.escalations_overdue`, in words."""
        # The terms may name any fact, so nobody judges by them while anything is unread.
        method = ("reporting", "forums", "lifecycle", "tiers", "roles")
        needs = (*method, "programmes", "meetings", "about", "people")
        parts = tuple(slot.part for slot in PROJECT)
        return [Fact("project", "escalations_overdue", REASONS, self._overdue, (*needs, *parts))]

    def _overdue(self, project: Project, run: Run) -> tuple[Reason, ...]:
        forums = run.forums
        return tuple(
            reason(
                "escalation-overdue",
                escalation=item.escalation.title,
                forum=forums[item.forum].title if item.forum in forums else say("reason.no-forum"),
                day=item.due,
            )
            for item in self.raise_for(project, run)
            # On the day by which it is due it is not overdue yet.
            if item.answered_on is None and item.due < run.today
        )


def _forum(escalation: Escalation, project: Project, run: Run) -> str:
    """The forum it goes to; the highest one keeps what it cannot escalate further."""
    from pmokit.analytics.organisation.authority import steering_forum

    steering = steering_forum(project, run)
    forum = run.forum(steering)
    if escalation.to == "above" and forum is not None and forum.escalates_to:
        return str(forum.escalates_to)
    return steering


def _decided(run: Run) -> dict[tuple[str, str], list[tuple[date, str | None]]]:
    """What forums decided about projects, by forum and project: the day, and the escalation that it names."""
    found: dict[tuple[str, str], list[tuple[date, str | None]]] = {}
    for meeting in run.portfolio.meetings:
        for decision in meeting.decisions if meeting.state == "held" else ():
            answers = decision.escalation or decision.change or decision.gate
            if decision.project and answers and decision.outcome != "deferred":
                known = found.setdefault((meeting.forum, decision.project), [])
                known.append((meeting.date, decision.escalation))
    return found
