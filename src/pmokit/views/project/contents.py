"""Which parts of a project's page have something to show; the others are named in one line at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from pmokit.model.project import Project
from pmokit.words.catalogue import say

TITLES = {
    "reports": "project.reports",
    "milestones": "project.milestones",
    "budget": "project.budget",
    "benefits": "project.benefits",
    "risks": "project.risks",
    "issues": "project.issues",
    "register": "project.decisions-actions-assumptions",
    "dependencies": "project.dependencies",
    "documents": "project.documents",
    "changes": "project.changes",
    "purpose": "project.purpose",
    "team": "project.team",
    "reviews": "project.reviews",
}
"""The parts in the order of the page, each with the message that is its title."""


def contents(project: Project, shares: bool, has_money: bool, has_documents: bool) -> dict[str, bool]:
    """Whether each part has something to show.

    `shares`: the project needs, gives or shares something. `has_money`: a budget or a whole-life cost.
    `has_documents`: its register of documents has an entry, or the methodology requires one.
    """
    raid, finance = project.raid, project.finance
    return {
        "reports": bool(project.reports),
        "milestones": bool(project.schedule.milestones),
        "budget": has_money or bool(finance.lines or finance.withheld),
        "benefits": bool(project.benefits.benefits),
        "risks": bool(raid.risks),
        "issues": bool(raid.issues),
        "register": bool(raid.decisions or raid.actions or raid.assumptions),
        "dependencies": shares,
        "documents": has_documents,
        "changes": bool(project.changes),
        "purpose": bool(project.why or project.objectives or project.in_scope or project.out_of_scope),
        "team": bool(project.team.assignments),
        "reviews": bool(project.reviews),
    }


def sections(project: Project, has: Mapping[str, bool], gates: Sized) -> dict[str, bool]:
    """Whether each section of the page is there, by its anchor: others link to it."""
    touches = bool(project.systems or project.sites or project.suppliers or project.extra)
    return {
        "milestones": has["milestones"],
        "cost-and-benefits": has["budget"] or has["benefits"],
        "risks-and-issues": has["risks"] or has["issues"] or has["register"],
        "gates-and-changes": bool(len(gates)) or has["documents"] or has["changes"],
        "team-and-scope": has["team"] or has["purpose"] or touches,
    }


def missing(has: Mapping[str, bool]) -> list[str]:
    """The titles of the parts without content, in the order of the page."""
    return [say(title) for part, title in TITLES.items() if not has[part]]
