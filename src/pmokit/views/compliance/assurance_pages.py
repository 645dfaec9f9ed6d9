"""The assurance pages: the portfolio, and each project under way with its questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmokit.model.project import UNDER_WAY, Project
from pmokit.views.compliance.assurance import STRENGTHS, Assured, of_project, of_projects, together
from pmokit.views.compliance.hit_rates import hit_rates
from pmokit.views.context import Context


def index(context: Context) -> dict[str, Any]:
    """All projects, the worst first; the trend; the rules with their hit rates; what was examined."""
    rows = of_projects(context)
    examinations = context.portfolio.examinations
    return {
        "rows": rows,
        "counts": {name: _count(rows, name) for name in STRENGTHS},
        "trend": together(rows),
        "rates": hit_rates(context.findings, context.run),
        "examinations": sorted(examinations, key=lambda one: one.examined_on, reverse=True),
        "rules": context.rules,
    }


def projects(context: Context) -> Iterator[tuple[str, Project]]:
    """The projects that have a page: those under way."""
    return ((item.id, item) for item in context.projects if item.state in UNDER_WAY)


def page(context: Context, project: Project) -> dict[str, Any]:
    """What assurance knows of a project."""
    return {"row": of_project(context, project)}


def _count(rows: list[Assured], strength: str) -> int:
    return sum(finding.strength == strength for row in rows for finding in row.contradictions)
