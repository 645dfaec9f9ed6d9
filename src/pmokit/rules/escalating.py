"""What goes to a forum by itself because it has lasted too long, by the terms in `reporting.yaml`.

An escalation is raised for a forum on a day and must be dealt with within some days. It is answered by
a decision about the project that the forum took since, and did not defer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from pmokit.analytics.authority import steering_forum
from pmokit.analytics.facts import Fact
from pmokit.load.workspace import Workspace
from pmokit.model.anatomy import Type
from pmokit.model.finding import Finding
from pmokit.model.methodology import Escalation
from pmokit.model.project import Project
from pmokit.rules.compiling import Language, compile_about_project, compile_text

PATH = "methodology/reporting.yaml"
STATES = ("active", "on_hold")


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

    def __init__(self, workspace: Workspace, words: Language) -> None:
        reporting = workspace.methodology.__dict__.get("reporting")
        self.findings: list[Finding] = []
        self._ready: list[tuple[Escalation, Callable[..., Any], Callable[..., str]]] = []
        for place, escalation in enumerate(reporting.escalations if reporting else ()):
            route = ("escalations", place)
            lasts, found = compile_about_project(escalation.lasts, PATH, (*route, "lasts"), words, "number")
            says, more = compile_text(escalation.says, PATH, (*route, "says"), words)
            self.findings += [*found, *more]
            if lasts is not None and says is not None:
                self._ready.append((escalation, lasts, says))

    def raise_for(self, project: Project, workspace: Workspace) -> list[Raised]:
        """What is escalated of a project today, answered or not, in the order of the terms."""
        if project.state not in STATES:
            return []
        found: list[Raised] = []
        for escalation, function, says in self._ready:
            try:
                days = function(project, workspace)
            except ArithmeticError:  # amounts of two currencies; a rule about money says so
                continue
            if days is None or days < escalation.after_days:
                continue
            forum = _forum(escalation, project, workspace)
            raised_on = workspace.today - timedelta(days=int(days) - escalation.after_days)
            found.append(
                Raised(
                    escalation,
                    int(days),
                    says(project, workspace, days),
                    forum,
                    raised_on,
                    raised_on + timedelta(days=escalation.answer_days),
                    min(_answers(forum, project, workspace, raised_on), default=None),
                )
            )
        return found

    def facts(self) -> dict[tuple[str, str], Fact]:
        """What rules may name of it: `project.escalations_overdue`, in words."""
        needs = ("reporting", "forums", "lifecycle", "programmes", "meetings", "about")
        parts = ("charter", "schedule", "finance", "raid", "changes", "gates", "reports", "baselines")
        texts = Type("list", item=Type("text"))
        title = "Escalations that no forum has dealt with in time"
        return {("project", "escalations_overdue"): Fact(title, texts, self._overdue, (*needs, *parts))}

    def _overdue(self, project: Project, workspace: Workspace) -> tuple[str, ...]:
        forums = workspace.index.get("forum", {})
        return tuple(
            f"{item.escalation.title}, to {forums[item.forum].title if item.forum in forums else 'nobody'} "
            f"by {item.due}"
            for item in self.raise_for(project, workspace)
            if item.answered_on is None and item.due < workspace.today
        )


def _forum(escalation: Escalation, project: Project, workspace: Workspace) -> str:
    """The forum it goes to; the highest one keeps what it cannot escalate further."""
    steering = steering_forum(project, workspace)
    forum = workspace.index.get("forum", {}).get(steering)
    if escalation.to == "above" and forum is not None and forum.escalates_to:
        return str(forum.escalates_to)
    return steering


def _answers(forum: str, project: Project, workspace: Workspace, since: date) -> Iterator[date]:
    """The days from a day on at which a forum decided something about a project."""
    for meeting in workspace.portfolio.__dict__.get("meetings", ()):
        if meeting.forum == forum and meeting.state == "held" and since <= meeting.date <= workspace.today:
            for decision in meeting.decisions:
                if decision.project == project.id and decision.outcome != "deferred":
                    yield meeting.date
    decided = [(item.forum, item.decided_on) for item in project.changes]
    decided += [(item.forum, item.decided_on) for item in project.gates]
    yield from (day for who, day in decided if who == forum and day is not None and day >= since)
