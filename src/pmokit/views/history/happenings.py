"""What happened since a day, as the dates in the records tell it: no history of files is needed.

Reports freeze the colours, dates and figures of their day, and decisions carry theirs; so a site, a
feed and a digest can say what moved whatever a clone of the repository knows of the past.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from pmokit.model.project import Project
from pmokit.model.status_report import ForecastThen, Report
from pmokit.rules.trend import since_of
from pmokit.views.context import Context
from pmokit.views.history.moves import NEW
from pmokit.views.wording import days, short_day
from pmokit.words.catalogue import say

GROUPS = (
    say("history.projects"),
    say("history.status"),
    say("history.dates"),
    say("history.money"),
    say("history.decisions"),
    say("history.risks-issues"),
)
_STATES = {
    "on_hold": say("history.put-hold"),
    "merged": say("history.merged"),
    "proposed": say("history.proposed"),
}


class Told(NamedTuple):
    """One thing that happened: when, of which kind, to which project, and what.

    `key` names it for good, so that a feed tells it once.
    """

    day: date
    group: str
    project: Project | None
    what: str
    key: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.project.title}: {self.what}" if self.project else self.what


def told(context: Context, since: date) -> list[Told]:
    """All that happened after a day and up to today, the newest first."""
    found = [*_meetings(context)]
    for project in context.projects:
        found += of_project(context, project)
    some = [item for item in found if since < item.day <= context.today]
    return sorted(some, key=lambda item: (-item.day.toordinal(), GROUPS.index(item.group), item.text))


def of_project(context: Context, project: Project) -> Iterator[Told]:
    """All that ever happened to a project, in no order."""
    if project.state_since is not None:
        state = _STATES.get(project.state, say("history.became", state=project.state))
        key = f"state/{project.state}/{project.state_since}"
        yield _told(project, project.state_since, say("history.projects"), state, key)
    for milestone in project.schedule.milestones:
        if milestone.actual is not None:
            behind = (milestone.actual - milestone.baseline).days if milestone.baseline else 0
            when = f", {days(behind)} {'after' if behind > 0 else 'before'} its baseline" if behind else ""
            text = say("history.reached", title=milestone.title, when=when)
            yield _told(project, milestone.actual, say("history.dates"), text, f"reached/{milestone.id}")
    for before, report in pairwise(project.reports):
        yield from _reports(project, before, report)
    yield from _decided(context, project)
    yield from _registers(project)


def _told(project: Project, day: date, group: str, text: str, key: str) -> Told:
    return Told(day, group, project, text, f"{project.id}/{key}")


def _reports(project: Project, before: Report, report: Report) -> Iterator[Told]:
    """What a report says that the one before it did not: another colour, other dates, other money."""
    day, key = report.submitted_on, f"report/{report.period}"
    was, rag = before.claims.overall.rag, report.claims.overall.rag
    if was != rag:
        text = say("history.reported", rag=rag, was=was)
        yield _told(project, day, say("history.status"), text, f"{key}/colour")
    titles = {item.id: item.title for item in project.schedule.milestones}
    then = {entry.milestone: entry for entry in before.forecasts}
    for entry in report.forecasts:
        earlier = then.get(entry.milestone)
        if earlier is None or entry.actual is not None or entry.forecast == earlier.forecast:
            continue
        yield _told(
            project, day, say("history.dates"), _moved(titles, entry, earlier), f"{key}/{entry.milestone}"
        )
    now = report.figures.forecast if report.figures else None
    old = before.figures.forecast if before.figures else None
    if now is not None and old is not None and now.currency == old.currency and now != old:
        more = "more" if now.amount > old.amount else "less"
        gap = abs(now.amount - old.amount)
        text = say(
            "history.expected-cost",
            gap=f"{gap:,.0f}",
            currency=now.currency,
            more=more,
            amount=f"{now.amount:,.0f}",
        )
        yield _told(project, day, say("history.money"), text, f"{key}/money")


def _moved(titles: dict[str, str], entry: ForecastThen, earlier: ForecastThen) -> str:
    moved = (entry.forecast - earlier.forecast).days
    name = titles.get(entry.milestone, entry.milestone)
    way = "later" if moved > 0 else "earlier"
    return say("history.expected", name=name, moved=days(moved), way=way, forecast=short_day(entry.forecast))


def _decided(context: Context, project: Project) -> Iterator[Told]:
    for approval in project.gates:
        if approval.decided_on is not None:
            gate = context.title("gate", approval.gate)
            text = say("history.gate", gate=gate, decision=approval.decision.replace("_", " "))
            yield _told(project, approval.decided_on, say("history.decisions"), text, f"gate/{approval.id}")
    for change in project.changes:
        if change.decided_on is not None and change.state in ("approved", "rejected"):
            text = say("history.change", title=change.title, state=change.state)
            yield _told(project, change.decided_on, say("history.decisions"), text, f"change/{change.id}")
        else:
            text = say("history.change-asked", title=change.title)
            yield _told(project, change.requested_on, say("history.decisions"), text, f"asked/{change.id}")
    for decision in project.raid.decisions:
        if decision.state == "decided" and decision.decided_on is not None:
            chosen = f": {decision.chosen}" if decision.chosen else ""
            text = say("history.decided", title=decision.title, chosen=chosen)
            yield _told(
                project, decision.decided_on, say("history.decisions"), text, f"decision/{decision.id}"
            )
    for number, baseline in enumerate(project.baselines):
        if number:
            text = say("history.new-baseline", title=baseline.title)
            yield _told(
                project, baseline.approved_on, say("history.decisions"), text, f"baseline/{baseline.id}"
            )
    for review in project.reviews:
        rating = review.rating.replace("_", "/")
        text = say("history.rates", reviewer=review.reviewer, rating=rating)
        yield _told(project, review.date, say("history.status"), text, f"review/{review.id}")


def _registers(project: Project) -> Iterator[Told]:
    group = say("history.risks-issues")
    for risk in project.raid.risks:
        if risk.raised_on is not None:
            text = say("history.risk-raised", title=risk.title)
            yield _told(project, risk.raised_on, group, text, f"risk/{risk.id}")
        if risk.closed_on is not None:
            what = say("history.struck") if risk.state == "struck" else say("history.closed")
            text = say("history.risk", title=risk.title, what=what)
            yield _told(project, risk.closed_on, group, text, f"risk/{risk.id}/closed")
    for issue in project.raid.issues:
        if issue.raised_on is not None:
            text = say("history.issue-raised", title=issue.title)
            yield _told(project, issue.raised_on, group, text, f"issue/{issue.id}")
        if issue.closed_on is not None:
            text = say("history.issue-closed", title=issue.title)
            yield _told(project, issue.closed_on, group, text, f"issue/{issue.id}/closed")
    for action in project.raid.actions:
        if action.done is not None:
            text = say("history.action-done", title=action.title)
            yield _told(project, action.done, group, text, f"action/{action.id}")


def _meetings(context: Context) -> Iterator[Told]:
    """Decisions of meetings that no record of a project repeats."""
    for meeting in context.portfolio.meetings:
        for item in meeting.decisions if meeting.state == "held" else ():
            if item.gate is None and item.change is None:
                project = context.run.project(item.project) if item.project else None
                forum = context.title("forum", meeting.forum)
                outcome = item.outcome.replace("_", " ")
                text = f"{forum}: “{item.what}” ({outcome})"
                yield Told(
                    meeting.date, say("history.decisions"), project, text, f"meeting/{meeting.id}/{item.id}"
                )


def page(context: Context) -> dict[str, Any]:
    """What happened, by group; and the findings that are new, where the past is known."""
    since = since_of(context.run)
    rows = told(context, since)
    groups = [(name, [row for row in rows if row.group == name]) for name in GROUPS]
    moved = context.past.moved(context.findings) if context.past.since else []
    return {
        "since": since,
        "groups": [(name, some) for name, some in groups if some],
        "number": len(rows),
        "known": context.past.since is not None,
        "findings": [(item.group == NEW, item) for item in moved],
    }
