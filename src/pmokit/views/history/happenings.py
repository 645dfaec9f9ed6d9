"""What happened since a day, as the dates in the records show it: no history of files is needed.

Reports freeze the colours, dates and figures of their day, and decisions carry theirs; so a site, a
feed and a digest can say what moved whatever a clone of the repository knows of the past.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from pmokit.model.project import Project
from pmokit.model.record import first_id
from pmokit.model.status_report import Report
from pmokit.rules.trend import since_of
from pmokit.views.context import Context
from pmokit.views.history.moves import decision_taken, forecast_moved
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word, label, long_day, reported_word

GROUPS = ("projects", "status", "dates", "cost", "decisions", "registers")
"""The groups in their order; the catalogue has their titles (`history.group.…`)."""


class Happening(NamedTuple):
    """One thing that happened: when, in which of `GROUPS`, to which project, and what.

    `key` names it for good, so that a feed reports it once.
    """

    day: date
    group: str
    project: Project | None
    what: str
    key: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        if self.project is None:
            return self.what
        return say("history.of-project", project=self.project.title, what=self.what)


def collect(context: Context, since: date) -> list[Happening]:
    """All that happened after a day and up to today, the newest first."""
    found = [*_meetings(context)]
    for project in context.projects:
        found += of_project(context, project)
    some = [item for item in found if since < item.day <= context.today]
    return sorted(some, key=lambda item: (-item.day.toordinal(), GROUPS.index(item.group), item.text))


def of_project(context: Context, project: Project) -> Iterator[Happening]:
    """All that ever happened to a project, in no order."""
    if project.state_since is not None:
        state = say(f"history.state.{project.state}")
        key = f"state/{project.state}/{project.state_since}"
        yield _happening(project, project.state_since, "projects", state, key)
    for milestone in project.schedule.milestones:
        if milestone.actual is not None:
            behind = (milestone.actual - milestone.baseline).days if milestone.baseline else 0
            text = _reached(milestone.title, behind)
            yield _happening(project, milestone.actual, "dates", text, f"reached/{first_id(milestone)}")
    for before, report in pairwise(project.reports):
        yield from _reports(project, before, report)
    yield from _decided(context, project)
    yield from _registers(project)


def _happening(project: Project, day: date, group: str, text: str, key: str) -> Happening:
    return Happening(day, group, project, text, f"project/{first_id(project)}/{key}")


def _reports(project: Project, before: Report, report: Report) -> Iterator[Happening]:
    """What a report says that the one before it did not: another colour, other dates, other money."""
    day, key = report.submitted_on, f"report/{report.period}"
    was, rag = before.claims.overall.rag, report.claims.overall.rag
    if was != rag:
        text = say("history.reported-changed", old=reported_word(was), new=reported_word(rag))
        yield _happening(project, day, "status", text, f"{key}/colour")
    titles = {item.id: item.title for item in project.schedule.milestones}
    then = {entry.milestone: entry for entry in before.forecasts}
    for entry in report.forecasts:
        earlier = then.get(entry.milestone)
        if earlier is None or entry.actual is not None or entry.forecast == earlier.forecast:
            continue
        title = titles.get(entry.milestone, entry.milestone)
        text = forecast_moved(title, earlier.forecast, entry.forecast, long_day(entry.forecast))
        yield _happening(project, day, "dates", text, f"{key}/forecast/{entry.milestone}")
    now = report.figures.forecast if report.figures else None
    old = before.figures.forecast if before.figures else None
    if now is not None and old is not None and now.currency == old.currency and now != old:
        name = "history.cost-forecast-rose" if now.amount > old.amount else "history.cost-forecast-fell"
        gap = abs(now.amount - old.amount)
        text = say(name, difference=f"{gap:,.0f}", amount=f"{now.amount:,.0f}", currency=now.currency)
        yield _happening(project, day, "cost", text, f"{key}/money")


def _reached(title: str, behind: int) -> str:
    if not behind:
        return say("history.reached", title=title)
    key = "history.reached-late" if behind > 0 else "history.reached-early"
    return say(key, abs(behind), title=title)


def _decided(context: Context, project: Project) -> Iterator[Happening]:
    for approval in project.gates:
        if approval.decided_on is not None:
            gate = context.title("gate", approval.gate)
            text = say("history.gate-decided", gate=gate, decision=label(approval.decision))
            yield _happening(project, approval.decided_on, "decisions", text, f"gate/{approval.id}")
    for change in project.changes:
        if change.decided_on is not None and change.state in ("approved", "rejected"):
            text = say(f"history.change.{change.state}", title=change.title)
            yield _happening(project, change.decided_on, "decisions", text, f"change/{first_id(change)}")
        else:
            text = say("history.change-requested", title=change.title)
            yield _happening(project, change.requested_on, "decisions", text, f"asked/{first_id(change)}")
    for decision in project.raid.decisions:
        if decision.state == "decided" and decision.decided_on is not None:
            text = decision_taken(decision)
            yield _happening(
                project, decision.decided_on, "decisions", text, f"decision/{first_id(decision)}"
            )
    for number, baseline in enumerate(project.baselines):
        if number:
            text = say("history.baseline-approved", title=baseline.title)
            yield _happening(
                project, baseline.approved_on, "decisions", text, f"baseline/{first_id(baseline)}"
            )
    for review in project.reviews:
        text = say("history.reviewed", reviewer=review.reviewer, rating=colour_word(review.rating))
        yield _happening(project, review.date, "status", text, f"review/{review.id}")


def _registers(project: Project) -> Iterator[Happening]:
    group = "registers"
    for risk in project.raid.risks:
        if risk.raised_on is not None:
            text = say("history.risk-raised", title=risk.title)
            yield _happening(project, risk.raised_on, group, text, f"risk/{risk.id}")
        if risk.closed_on is not None:
            what = "history.risk-occurred" if risk.state == "struck" else "history.risk-closed"
            text = say(what, title=risk.title)
            yield _happening(project, risk.closed_on, group, text, f"risk/{risk.id}/closed")
    for issue in project.raid.issues:
        if issue.raised_on is not None:
            text = say("history.issue-raised", title=issue.title)
            yield _happening(project, issue.raised_on, group, text, f"issue/{issue.id}")
        if issue.closed_on is not None:
            text = say("history.issue-closed", title=issue.title)
            yield _happening(project, issue.closed_on, group, text, f"issue/{issue.id}/closed")
    for action in project.raid.actions:
        if action.done is not None:
            text = say("history.action-done", title=action.title)
            yield _happening(project, action.done, group, text, f"action/{action.id}")


def _meetings(context: Context) -> Iterator[Happening]:
    """Decisions of meetings that no record of a project repeats."""
    for meeting in context.portfolio.meetings:
        for item in meeting.decisions if meeting.state == "held" else ():
            if item.gate is None and item.change is None:
                project = context.run.project(item.project) if item.project else None
                forum = context.title("forum", meeting.forum)
                outcome = label(item.outcome)
                text = say("history.meeting-decided", forum=forum, what=item.what, outcome=outcome)
                key = f"meeting/{meeting.forum}/{meeting.date}/{item.id}"
                yield Happening(meeting.date, "decisions", project, text, key)


def page(context: Context) -> dict[str, Any]:
    """What happened, by group; and the findings that are new, where the past is known."""
    since = since_of(context.run)
    rows = collect(context, since)
    groups = [(name, [row for row in rows if row.group == name]) for name in GROUPS]
    moved = context.past.moved(context.findings) if context.past.since else []
    return {
        "since": since,
        "groups": [(name, some) for name, some in groups if some],
        "number": len(rows),
        "known": context.past.since is not None,
        "findings": [(item.group == "new_findings", item) for item in moved],
    }
