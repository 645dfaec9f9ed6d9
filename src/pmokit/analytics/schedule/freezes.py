"""Milestones at which something is changed while it must not change."""

from __future__ import annotations

from collections.abc import Iterator

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.calendar import Freeze
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Milestone, expected


@fact(
    "milestone",
    "in_freeze",
    REASON.maybe(),
    needs=("charter", "calendar", "estate", "meetings", "reporting"),
    of_project=True,
)
def in_freeze(milestone: Milestone, project: Project, run: Run) -> Reason | None:
    """The freeze in which a milestone lies, by its title, that changes what is frozen; None where a forum has
    made an exception, and where the title does not tell that something is changed."""
    words = run.once(text.vocabulary)
    if not words["live"].search(text.spoken(milestone.title)):
        return None
    day = expected(milestone)
    for freeze in run.portfolio.calendar.freezes:
        if not freeze.since <= day <= freeze.until or _is_excepted(milestone, freeze, project, run):
            continue
        if (what := _frozen(milestone, freeze, project, run)) is not None:
            return reason("in-freeze", freeze=freeze.title, since=freeze.since, until=freeze.until, what=what)
    return None


def _frozen(milestone: Milestone, freeze: Freeze, project: Project, run: Run) -> str | None:
    """What a milestone changes of what is frozen: a system of the project; a site, if the milestone names it
    or the project has no other."""
    if not freeze.systems and not freeze.sites:
        return project.title
    for system in freeze.systems:
        if system in project.systems:
            return _title("system", system, run)
    title = text.spoken(milestone.title)
    for site in freeze.sites:
        named = any(name in title for name in (text.spoken(site), text.spoken(_title("site", site, run))))
        if site in project.sites and (named or len(project.sites) == 1):
            return _title("site", site, run)
    return None


def _title(kind: str, record_id: str, run: Run) -> str:
    found = run.index.get(kind, {}).get(record_id)
    return found.title if found is not None else record_id


def _is_excepted(milestone: Milestone, freeze: Freeze, project: Project, run: Run) -> bool:
    """Whether minutes, or a change of the project that a forum approved, make an exception."""
    words, title = run.once(text.vocabulary)["exception"], text.spoken(freeze.title)
    names = text.names_of(milestone.id, milestone.title)
    return any(
        words.search(said) or title in said or text.without_name(said, names) is not None
        for said in map(text.spoken, _decided(project, run))
    )


def _decided(project: Project, run: Run) -> Iterator[str]:
    """What forums have approved for a project, in words."""
    approved = ("approved", "approved_with_conditions")
    for meeting in run.portfolio.meetings:
        for decision in meeting.decisions:
            if meeting.state == "held" and decision.project == project.id and decision.outcome in approved:
                yield f"{decision.what}. {decision.rationale or ''}"
    for change in project.changes:
        if change.state == "approved" and change.forum:
            yield f"{change.title}. {change.description or ''} {change.reason or ''}"
