"""Whether who reviews a project or its reports is independent of it, and who writes for it belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import roles_of
from pmokit.load.run import Run
from pmokit.model import colour
from pmokit.model.anatomy import FLAG, REASON, TEXT
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report, Review
from pmokit.words.wording import colour_word

ASSURING = {"reviews", "attestations"}
"""Who owns one of these parts of a project's folder assures the project, and does not deliver it."""


def _delivering(person: str, project: Project, run: Run, day: date) -> Iterator[str]:
    """The roles of somebody on a project on a day, without those that assure it."""
    roles = run.roles
    for role in roles_of(person, project, run, day):
        if role not in roles or not ASSURING & set(roles[role].owns):
            yield role


def reviewers_of(review: Review, run: Run) -> Iterator[str]:
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
    for person in reviewers_of(review, run):
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
    """Whether the author had no role in the project, which has a team, on the data date nor on the day of
    submission. Who hands over in between still writes the report."""
    days = (report.as_on, report.submitted_on)
    return bool(project.team.assignments) and not any(
        roles_of(report.author, project, run, day) for day in days
    )


@fact(
    "review", "better_from_outside", REASON.maybe(), needs=(*PEOPLE, "reviews", "reporting"), of_project=True
)
def better_from_outside(review: Review, project: Project, run: Run) -> Reason | None:
    """The worse review while it counts, where a better one is by somebody who is neither in the directory nor
    named by a role that assures."""
    some = [one for one in project.reviews if one.date < review.date]
    last = some[-1] if some else None
    if last is None or (review.date - last.date).days > run.reporting.review_days:
        return None
    if not colour.is_worse(last.rating, review.rating) or any(reviewers_of(review, run)):
        return None
    said = review.reviewer.casefold()
    if said == last.reviewer.casefold():
        return None
    if any(role.title.casefold() in said for role in run.roles.values() if ASSURING & set(role.owns)):
        return None
    return reason("review-said", day=last.date, reviewer=last.reviewer, rating=colour_word(last.rating))
