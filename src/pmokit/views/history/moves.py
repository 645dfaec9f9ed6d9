"""What moved between two states of a portfolio, in sentences that an executive reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from pmokit.analytics.finance.project_cost import forecast
from pmokit.analytics.reporting.rating import rating
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.model.money import MixedCurrencies, Money
from pmokit.model.project import Project
from pmokit.model.raid import Decision
from pmokit.rules.checking import Check
from pmokit.words.catalogue import say
from pmokit.words.wording import colour_word, label, reported_word

GROUPS = ("projects", "status", "dates", "cost", "decisions", "new_findings", "fixed_findings")
"""The groups in their order; the catalogue has their titles (`history.group.…`)."""


class Sentence(NamedTuple):
    """One thing that moved: in which of `GROUPS`, about which project (empty for shared records), what."""

    group: str
    project: str
    text: str


def changes(before: Check, after: Check, former: Mapping[str, str] = MappingProxyType({})) -> list[Sentence]:
    """All sentences, by group and project; `former` are the ids that projects had then, by their id now."""
    found = [*_projects(before, after)]
    for project in after.run.projects:
        if project.id in former:
            what = say("history.project-renamed", old=former[project.id], new=project.id)
            found.append(_sentence("projects", project, what))
    for project in after.run.projects:
        earlier = before.run.project(project.id)
        if earlier is not None:
            found += _of_project(before, after, earlier, project)
    found += _decisions(before, after)
    found += findings_moved(before.findings, after.findings)
    return sorted(found, key=lambda item: (GROUPS.index(item.group), item.project, item.text))


def _sentence(group: str, project: Project, what: str) -> Sentence:
    return Sentence(group, project.id, say("history.of-project", project=project.title, what=what))


def _projects(before: Check, after: Check) -> Iterator[Sentence]:
    old = {project.id: project for project in before.run.projects}
    new = {project.id: project for project in after.run.projects}
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield _sentence("projects", new[name], say("history.project-new"))
        elif name not in new:
            yield _sentence("projects", old[name], say("history.project-removed"))
        elif old[name].state != new[name].state:
            what = say("history.state-changed", old=label(old[name].state), new=label(new[name].state))
            yield _sentence("projects", new[name], what)


def _of_project(before: Check, after: Check, old: Project, new: Project) -> Iterator[Sentence]:
    yield from _colours(before, after, old, new)
    if new.finish is not None and old.finish is not None and new.finish != old.finish:
        moved = (new.finish - old.finish).days
        key = "history.finish-later" if moved > 0 else "history.finish-earlier"
        yield _sentence("dates", new, say(key, abs(moved), finish=new.finish))
    yield from _milestones(old, new)
    yield from _cost(before, after, old, new)
    yield from _charter(after.run, old, new)
    yield from _review(old, new)


def _charter(run: Run, old: Project, new: Project) -> Iterator[Sentence]:
    """Who answers for the project, how much governance it needs, and when it starts and ends."""
    for name in ("manager", "sponsor", "tier", "start", "finish"):
        was, now = getattr(old, name), getattr(new, name)
        if was == now or (name == "finish" and was is not None and now is not None):
            continue
        group = "dates" if name in ("start", "finish") else "projects"
        shown = [_in_words(name, value, run) for value in (was, now)]
        yield _sentence(group, new, say(f"history.{name}-changed", old=shown[0], new=shown[1]))


def _in_words(name: str, value: object, run: Run) -> str:
    if value is None:
        return say("history.none")
    if name in ("manager", "sponsor"):
        person = run.person(str(value))
        return person.name if person is not None else str(value)
    tier = run.tier(str(value)) if name == "tier" else None
    return tier.title if tier is not None else str(value)


def _review(old: Project, new: Project) -> Iterator[Sentence]:
    """What independent reviews say: a new one, and one whose rating is another now."""
    known = {review.id: review for review in old.reviews}
    for review in new.reviews:
        earlier = known.get(review.id)
        if earlier is None:
            text = say("history.reviewed", reviewer=review.reviewer, rating=colour_word(review.rating))
            yield _sentence("status", new, text)
        elif earlier.rating != review.rating:
            was, now = colour_word(earlier.rating), colour_word(review.rating)
            yield _sentence("status", new, say("history.review-changed", day=review.date, old=was, new=now))


def _milestones(old: Project, new: Project) -> Iterator[Sentence]:
    milestones = {item.id: item for item in old.schedule.milestones}
    for item in new.schedule.milestones:
        earlier = milestones.pop(item.id, None)
        if earlier is None:
            what = say("history.milestone-new", title=item.title, forecast=item.forecast)
            yield _sentence("dates", new, what)
        elif item.actual is not None and earlier.actual is None:
            yield _sentence("dates", new, _reached(item.title, item.actual, item.baseline))
        elif item.actual is None and item.forecast != earlier.forecast:
            what = forecast_moved(item.title, earlier.forecast, item.forecast, str(item.forecast))
            yield _sentence("dates", new, what)
    for item in milestones.values():
        yield _sentence("dates", new, say("history.milestone-removed", title=item.title))


def _reached(title: str, actual: date, baseline: date | None) -> str:
    behind = (actual - baseline).days if baseline else 0
    if not behind:
        return say("history.reached-on", title=title, day=actual)
    key = "history.reached-on-late" if behind > 0 else "history.reached-on-early"
    return say(key, abs(behind), title=title, day=actual)


def forecast_moved(title: str, earlier: date, later: date, written: str) -> str:
    """That the forecast of a milestone has moved; `written` is the new date as the reader sees it."""
    moved = (later - earlier).days
    key = "history.forecast-later" if moved > 0 else "history.forecast-earlier"
    return say(key, abs(moved), title=title, forecast=written)


def _colours(before: Check, after: Check, old: Project, new: Project) -> Iterator[Sentence]:
    then, now = _claimed(old, before.run), _claimed(new, after.run)
    if then != now:
        what = say("history.reported-changed", old=reported_word(then), new=reported_word(now))
        yield _sentence("status", new, what)
    then = before.method.thresholds.derive(old, before.run)["overall"].rag
    now = after.method.thresholds.derive(new, after.run)["overall"].rag
    if then != now:
        what = say("history.calculated-changed", old=colour_word(then), new=colour_word(now))
        yield _sentence("status", new, what)


def _claimed(project: Project, run: Run) -> str:
    return rating(project, project.reports[-1] if project.reports else None, run)


def _cost(before: Check, after: Check, old: Project, new: Project) -> Iterator[Sentence]:
    whole, later = old.finance.whole_life_cost, new.finance.whole_life_cost
    if later is not None and whole != later:
        name = "history.whole-life-new" if whole is None else "history.whole-life-changed"
        yield _sentence("cost", new, say(name, old=whole, new=later))
    expected = [_forecast(old, before.run), _forecast(new, after.run)]
    if None not in expected and expected[0] != expected[1]:
        what = say("history.forecast-cost-changed", old=expected[0], new=expected[1])
        yield _sentence("cost", new, what)
    was, now = old.finance.budget, new.finance.budget
    if now is not None and was != now:
        if was is None:
            what = say("history.budget-new", budget=now)
        else:
            what = say("history.budget-changed", old=was, new=now)
        yield _sentence("cost", new, what)


def _forecast(project: Project, run: Run) -> Money | None:
    try:
        return forecast(project, run)
    except MixedCurrencies:  # the check says so
        return None


def _decisions(before: Check, after: Check) -> Iterator[Sentence]:
    for project in after.run.projects:
        old = before.run.project(project.id)
        gates = {item.id for item in old.gates} if old else set()
        for approval in project.gates:
            if approval.id not in gates:
                gate = after.run.gate(approval.gate)
                title = gate.title if gate else approval.gate
                what = say("history.gate-decided", gate=title, decision=label(approval.decision))
                yield _sentence("decisions", project, what)
        states = {item.id: item.state for item in old.changes} if old else {}
        for item in project.changes:
            if item.state in ("approved", "rejected") and states.get(item.id) != item.state:
                what = say(f"history.change.{item.state}", title=item.title)
                yield _sentence("decisions", project, what)
        open_then = {item.id for item in old.raid.decisions if item.state == "open"} if old else set()
        for decision in project.raid.decisions:
            if decision.state == "decided" and decision.id in open_then:
                yield _sentence("decisions", project, decision_taken(decision))


def decision_taken(decision: Decision) -> str:
    """That a decision of a register was taken, in words, with what was chosen."""
    if decision.chosen:
        return say("history.decision-chosen", title=decision.title, chosen=decision.chosen)
    return say("history.decision-taken", title=decision.title)


def findings_moved(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Sentence]:
    """The findings that are new and those that are fixed; what is waived counts as fixed."""
    old, new = _open(before), _open(after)
    for group, one, other in (("new_findings", new, old), ("fixed_findings", old, new)):
        left = Counter(finding.fingerprint for finding in other)
        for finding in one:
            if left[finding.fingerprint]:
                left[finding.fingerprint] -= 1
            else:
                project = layout.project_of(finding.path) or ""
                yield Sentence(group, project, f"{finding.severity}: {finding.message}")


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if not finding.waived_by]
