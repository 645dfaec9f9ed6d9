"""What moved between two states of a portfolio, in sentences that an executive reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmokit.load import layout
from pmokit.model.finding import Finding
from pmokit.model.project import Project
from pmokit.rules.checking import Check
from pmokit.words.catalogue import say

NEW = say("history.new-findings")
GROUPS = (
    say("history.projects"),
    say("history.colours"),
    say("history.dates"),
    say("history.money"),
    say("history.decisions"),
    NEW,
    say("history.mended-findings"),
)
WORDS = {"none": say("history.not-rated"), "green": "green", "amber": "amber", "red": "red"}


class Sentence(NamedTuple):
    """One thing that moved: in which group, about which project (empty for shared records), and what."""

    group: str
    project: str
    text: str


def changes(before: Check, after: Check) -> list[Sentence]:
    """All sentences, by group and project."""
    found = [*_projects(before, after)]
    for project in after.run.projects:
        earlier = before.run.project(project.id)
        if earlier is not None:
            found += _of_project(before, after, earlier, project)
    found += _decisions(before, after)
    found += findings_moved(before.findings, after.findings)
    return sorted(found, key=lambda item: (GROUPS.index(item.group), item.project, item.text))


def _projects(before: Check, after: Check) -> Iterator[Sentence]:
    old = {project.id: project for project in before.run.projects}
    new = {project.id: project for project in after.run.projects}
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield Sentence(say("history.projects"), name, say("history.new", title=new[name].title))
        elif name not in new:
            yield Sentence(
                say("history.projects"), name, say("history.no-longer-portfolio", title=old[name].title)
            )
        elif old[name].state != new[name].state:
            states = (old[name].state.replace("_", " "), new[name].state.replace("_", " "))
            yield Sentence(
                say("history.projects"),
                name,
                say("history.was-and-is", title=new[name].title, states=states[0], states_2=states[1]),
            )


def _of_project(before: Check, after: Check, old: Project, new: Project) -> Iterator[Sentence]:
    yield from _colours(before, after, old, new)
    milestones = {item.id: item for item in old.schedule.milestones}
    for item in new.schedule.milestones:
        earlier = milestones.pop(item.id, None)
        name = f"{new.title}: {item.title}"
        if earlier is None:
            yield Sentence(
                say("history.dates"),
                new.id,
                say("history.new-milestone-expected", name=name, forecast=item.forecast),
            )
        elif item.actual is not None and earlier.actual is None:
            days = (item.actual - (item.baseline or item.actual)).days
            when = f", {abs(days)} days {'after' if days > 0 else 'before'} its baseline" if days else ""
            yield Sentence(
                say("history.dates"),
                new.id,
                say("history.reached-2", name=name, actual=item.actual, when=when),
            )
        elif item.actual is None and item.forecast != earlier.forecast:
            days = (item.forecast - earlier.forecast).days
            way = "later" if days > 0 else "earlier"
            yield Sentence(
                say("history.dates"),
                new.id,
                say("history.expected-days", name=name, days=abs(days), way=way, forecast=item.forecast),
            )
    for item in milestones.values():
        yield Sentence(
            say("history.dates"),
            new.id,
            say("history.milestone-dropped", title=new.title, title_2=item.title),
        )
    yield from _money(old, new)


def _colours(before: Check, after: Check, old: Project, new: Project) -> Iterator[Sentence]:
    then, now = _claimed(old), _claimed(new)
    if then != now:
        yield Sentence(
            say("history.colours"),
            new.id,
            say("history.reported-reported", title=new.title, words=WORDS[then], words_2=WORDS[now]),
        )
    then = before.method.thresholds.derive(old, before.run)["overall"].rag
    now = after.method.thresholds.derive(new, after.run)["overall"].rag
    if then != now:
        yield Sentence(
            say("history.colours"),
            new.id,
            say("history.facts", title=new.title, words=WORDS[then], words_2=WORDS[now]),
        )


def _claimed(project: Project) -> str:
    return project.reports[-1].claims.overall.rag if project.reports else "none"


def _money(old: Project, new: Project) -> Iterator[Sentence]:
    if old.finance.budget != new.finance.budget and new.finance.budget is not None:
        was = (
            say("history.instead", budget=old.finance.budget)
            if old.finance.budget
            else say("history.first-time")
        )
        yield Sentence(
            say("history.money"),
            new.id,
            say("history.budget", title=new.title, budget=new.finance.budget, was=was),
        )


def _decisions(before: Check, after: Check) -> Iterator[Sentence]:
    for project in after.run.projects:
        old = before.run.project(project.id)
        gates = {item.id for item in old.gates} if old else set()
        for approval in project.gates:
            if approval.id not in gates:
                gate = after.run.gate(approval.gate)
                what = approval.decision.replace("_", " ")
                text = f"{project.title}: the gate {gate.title if gate else approval.gate} was {what}"
                yield Sentence(say("history.decisions"), project.id, text)
        states = {item.id: item.state for item in old.changes} if old else {}
        for item in project.changes:
            if item.state in ("approved", "rejected") and states.get(item.id) != item.state:
                yield Sentence(
                    say("history.decisions"),
                    project.id,
                    say("history.was", title=project.title, title_2=item.title, state=item.state),
                )
        open_then = {item.id for item in old.raid.decisions if item.state == "open"} if old else set()
        for decision in project.raid.decisions:
            if decision.state == "decided" and decision.id in open_then:
                chosen = f": {decision.chosen}" if decision.chosen else ""
                yield Sentence(
                    say("history.decisions"),
                    project.id,
                    say("history.decided-2", title=project.title, title_2=decision.title, chosen=chosen),
                )


def findings_moved(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Sentence]:
    """The findings that are new and those that are mended; what is waived counts as mended."""
    old, new = _open(before), _open(after)
    for group, one, other in ((NEW, new, old), (say("history.mended-findings"), old, new)):
        left = Counter(finding.fingerprint for finding in other)
        for finding in one:
            if left[finding.fingerprint]:
                left[finding.fingerprint] -= 1
            else:
                project = layout.project_of(finding.path) or ""
                yield Sentence(group, project, f"{finding.severity}: {finding.message}")


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if not finding.waived_by]
