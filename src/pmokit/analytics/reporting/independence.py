"""Whether who reviews a project or its reports is independent of it, and who writes for it belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import roles_of
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG, TEXT
from pmokit.model.project import Project
from pmokit.model.status_report import Report, Review

ASSURING = {"reviews", "attestations"}
"""Who owns one of these parts of a project's folder assures the project, and does not deliver it."""


def _delivering(person: str, project: Project, run: Run, day: date) -> Iterator[str]:
    """The roles of somebody on a project on a day, without those that assure it."""
    roles = run.roles
    for role in roles_of(person, project, run, day):
        if role not in roles or not ASSURING & set(roles[role].owns):
            yield role


def _reviewers(review: Review, run: Run) -> Iterator[str]:
    """The people of the directory who reviewed: as named, or found by their names in the text."""
    if review.reviewed_by is not None:
        yield review.reviewed_by
    text = review.reviewer.casefold()
    for name, person in run.people.items():
        if any(
            re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in (person.name.casefold(), name)
        ):
            yield name


@fact("review", "conflicting_role", TEXT.maybe(), needs=PEOPLE, of_project=True)
def conflicting_role(review: Review, project: Project, run: Run) -> str | None:
    """The role by which the reviewer had a part in the project on the day of the review; None without one."""
    for person in _reviewers(review, run):
        for role in _delivering(person, project, run, review.date):
            return run.roles[role].title if role in run.roles else role
    return None


@fact("report", "reviewer_role", TEXT.maybe(), needs=PEOPLE, of_project=True)
def reviewer_role(report: Report, project: Project, run: Run) -> str | None:
    """The role by which the reviewer of a report works in the project; the sponsor reads it anyway."""
    person = report.reviewed_by
    if person is None or person == report.author or person == project.sponsor:
        return None
    roles = _delivering(person, project, run, report.submitted_on)
    return next((run.roles[role].title if role in run.roles else role for role in roles), None)


@fact("report", "author_outside", FLAG, needs=PEOPLE, of_project=True)
def author_outside(report: Report, project: Project, run: Run) -> bool:
    """Whether the author had no role in the project on the day of submission, although it has a team."""
    return bool(project.team.assignments) and not roles_of(report.author, project, run, report.submitted_on)
