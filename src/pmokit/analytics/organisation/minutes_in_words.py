"""What minutes say in words, against the outcome that they record and against the project: a refusal, a
condition, a date or a budget. The words are those of the vocabulary in reporting.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minuted_figures import amount_in
from pmokit.analytics.organisation.minutes import Claimed, meeting_of, of_approval, of_change, of_decision
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.told_days import days_in
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.control import Change, GateApproval
from pmokit.model.money import Money
from pmokit.model.portfolio.meeting import Meeting, MeetingDecision
from pmokit.model.project import Project
from pmokit.model.raid import Decision
from pmokit.model.reason import Reason, reason

_GRANTED = ("approved", "approved_with_conditions")
# "The cutover is deferred to March" may be what was approved.
_TARGET = re.compile(r" (?:to|by|until|till|for|from) ")


def _meetings_of(run: Run) -> dict[int, Meeting]:
    return {id(one): meeting for meeting in run.portfolio.meetings for one in meeting.decisions}


def _refused(said: str, run: Run, *, deferred: bool) -> str:
    """The sentence of a text that refuses something and approves nothing; or that defers it, where asked."""
    words = run.once(text.vocabulary)
    for sentence in text.sentences(said):
        spoken = sentence.spoken
        if words["approval"].search(words["refusal"].sub(" ", spoken)):
            continue
        found = words["refusal"].search(spoken)
        if found is None and deferred:
            found = words["deferral"].search(spoken)
            found = found if found and not _TARGET.match(spoken[found.end() :]) else None
        if found is not None:
            return sentence.text[:160]
    return ""


@fact("resolution", "said_otherwise", REASON.maybe(), needs=("reporting",))
def said_otherwise(resolution: MeetingDecision, run: Run) -> Reason | None:
    """The words of a decision that refuse what its outcome approves, or that set a condition."""
    if resolution.outcome not in _GRANTED:
        return None
    said = ". ".join(filter(None, (resolution.what, resolution.rationale)))
    passage = _refused(said, run, deferred=resolution.gate is not None)
    if not passage and resolution.outcome == "approved" and (resolution.gate or resolution.change):
        conditional = run.once(text.vocabulary)["condition"]
        passage = next((one.text for one in text.sentences(said) if conditional.search(one.spoken)), "")
    return reason("told", passage=passage[:160]) if passage else None


def _about(meeting: Meeting, names: list[str]) -> Iterator[str]:
    """The sentences of the minutes, beyond their decisions, that name something."""
    said = meeting.minutes or ""
    if any(name.strip() in text.spoken(said) for name in names):
        for sentence in text.sentences(said):
            if any(name in sentence.spoken for name in names):
                yield sentence.text


_CALLED = {
    "gate": (" gate ", " phase "),
    "change": (" change ", " request "),
    "decision": (" decision ", " proposal ", " question "),
}
"""What minutes call a record of each kind."""


def _refused_in_words(claimed: Claimed, title: str, project: Project, run: Run) -> Reason | None:
    """The sentence of the minutes that refuses a record of a project which claims to be approved: it names
    the project, and the record or what kind of record it is."""
    meeting = meeting_of(claimed.meeting, claimed.forum, claimed.on, run)
    if claimed.claims not in _GRANTED or meeting is None or not meeting.minutes:
        return None
    names = [text.spoken(title), *_CALLED[claimed.field]]
    for sentence in _about(meeting, text.full_names_of(project.id, project.title)):
        if any(name in text.spoken(sentence) for name in names):
            passage = _refused(sentence, run, deferred=True)
            if passage:
                return reason("told", passage=passage)
    return None


@fact(
    "approval",
    "refused_in_words",
    REASON.maybe(),
    needs=("lifecycle", "meetings", "reporting"),
    of_project=True,
)
def approval_refused(approval: GateApproval, project: Project, run: Run) -> Reason | None:
    """The sentence of the minutes that refuses or defers the gate."""
    gate = run.gate(approval.gate)
    return _refused_in_words(of_approval(approval), gate.title if gate else approval.gate, project, run)


@fact("change", "refused_in_words", REASON.maybe(), needs=("meetings", "reporting"), of_project=True)
def change_refused(change: Change, project: Project, run: Run) -> Reason | None:
    """The sentence of the minutes that refuses or defers the change."""
    return _refused_in_words(of_change(change), change.title, project, run)


@fact("decision", "refused_in_words", REASON.maybe(), needs=("meetings", "reporting"), of_project=True)
def decision_refused(decision: Decision, project: Project, run: Run) -> Reason | None:
    """The sentence of the minutes that refuses or defers the decision."""
    return _refused_in_words(of_decision(decision), decision.title, project, run)


_PLANNING = ("schedule", "baselines", "charter", "reporting")


@fact("resolution", "dated_otherwise", REASON.maybe(), needs=_PLANNING)
def dated_otherwise(resolution: MeetingDecision, run: Run) -> Reason | None:
    """The day for which a decision approves a milestone that it names, where neither the plan, nor any
    baseline, nor any report has that day for it."""
    meeting = run.once(_meetings_of).get(id(resolution))
    if meeting is None or resolution.outcome not in _GRANTED or resolution.project is None:
        return None
    days = days_in(resolution.what.casefold(), meeting.date)
    project = run.project(resolution.project) if len(days) == 1 else None
    if project is None:
        return None
    spoken = text.spoken(resolution.what)
    named = [
        one
        for one in project.schedule.milestones
        if any(name in spoken for name in text.full_names_of(one.id, one.title))
    ]
    if len(named) != 1 or days & _days_of(named[0].id, project):
        return None
    return reason(
        "dated-in-minutes",
        milestone=named[0].title,
        day=min(days),
        forecast=named[0].actual or named[0].forecast,
    )


def _days_of(milestone: str, project: Project) -> set[date | None]:
    days = {day for one in project.schedule.milestones if one.id == milestone
            for day in (one.baseline, one.forecast, one.actual)}  # fmt: skip
    days |= {one.date for line in project.baselines for one in line.milestones if one.milestone == milestone}
    for report in project.reports:
        days |= {
            day
            for one in report.forecasts
            if one.milestone == milestone
            for day in (one.forecast, one.actual)
        }
    return days


_BUDGET = re.compile(r"\bbudget\b", re.IGNORECASE)


@fact("resolution", "budget_otherwise", REASON.maybe(), needs=("finance", "baselines", "changes"))
def budget_otherwise(resolution: MeetingDecision, run: Run) -> Reason | None:
    """The budget that a decision names, where neither the project, nor a baseline, nor a change has it."""
    if (
        resolution.outcome not in _GRANTED
        or resolution.project is None
        or not _BUDGET.search(resolution.what)
    ):
        return None
    project = run.project(resolution.project)
    budget = project.finance.budget if project is not None else None
    if project is None or budget is None:
        return None
    amount = amount_in(resolution.what, budget.currency)
    if amount is None or amount in _amounts_of(project):
        return None
    return reason("budget-in-minutes", amount=Money(amount, budget.currency), budget=budget)


def _amounts_of(project: Project) -> set[Decimal]:
    finance = project.finance
    some = [finance.budget, finance.contingency, finance.whole_life_cost]
    some += [line.budget for line in finance.lines] + [one.budget for one in project.baselines]
    some += [one.effect_cost for one in project.changes] + [one.amount for one in finance.drawdowns]
    return {abs(one.amount) for one in some if one is not None}
