"""The page of one report: its claims next to what the data say, and what differs from the report before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model import colour
from pmokit.model.finding import Finding, worst_first
from pmokit.model.project import UNDER_WAY, Project
from pmokit.model.status_report import Report
from pmokit.views.context import Context
from pmokit.views.history import happenings
from pmokit.views.history.happenings import Happening
from pmokit.views.project import reported_status
from pmokit.views.reporting.report_changes import Changes, changes

Page = tuple[Project, Report]
IN_RECORDS = ("decisions", "registers")
"""What a report does not freeze: the groups of happenings that are told from the dates of records."""


class Status(NamedTuple):
    """A dimension: what the reports claim, and what was calculated; `derived` is None where nobody knows."""

    dimension: str
    before: str
    claimed: str
    comment: str
    derived: str | None
    reasons: list[str]

    @property
    def diverges(self) -> bool:
        """Whether the calculated colour is worse than the claim."""
        return self.derived is not None and colour.is_worse(self.derived, self.claimed)


class Authored(NamedTuple):
    """The last report that somebody wrote on a project."""

    project: Project
    report: Report


def reports(context: Context) -> Iterator[tuple[str, Page]]:
    """Each report of each project with its address, those that are superseded as well."""
    for project in context.projects:
        for report in (*project.reports, *project.superseded):
            yield f"{project.id}/{report.id}", (project, report)


def page(context: Context, item: Page) -> dict[str, Any]:
    """Everything about one report."""
    project, report = item
    before = _last([one for one in project.reports if one.period < report.period])
    editions = sorted((one for one in (*project.superseded, *project.reports) if one.period == report.period),
                      key=lambda one: one.edition)  # fmt: skip
    earlier = _last([one for one in editions if one.edition < report.edition])
    changed = changes(context, project, before, report)
    is_last = bool(project.reports) and project.reports[-1] is report
    return {
        "project": project,
        "report": report,
        "changes": changed,
        "corrected": changes(context, project, earlier, report) if earlier is not None else None,
        "in_force": editions[-1],
        "following": next((one for one in project.reports if one.period > report.period), None),
        "status": _status(context, project, report, changed, is_last),
        "derived_on": _derived_on(context, project, report, is_last),
        "happened": _happened(context, project, before, report),
        "findings": context.run.once(_findings, context).get(
            layout.path_of(project.id, "reports", report.id), []
        ),
    }


def _last(some: list[Report]) -> Report | None:
    return some[-1] if some else None


def _derived_on(context: Context, project: Project, report: Report, is_last: bool) -> date | None:
    """The day of the calculated status that is shown; None where nobody knows what it was."""
    if is_last and project.state in UNDER_WAY:
        return context.today
    return report.period if _overall_then(context, project, report) is not None else None


def _overall_then(context: Context, project: Project, report: Report) -> str | None:
    """The overall status at the end of the period, as the history of the repository gives it."""
    states = (state for state in context.past.states if state.day == report.period)
    return next((state.rags[project.id] for state in states if project.id in state.rags), None)


def _status(
    context: Context, project: Project, report: Report, changed: Changes, is_last: bool
) -> list[Status]:
    """The dimensions of which something is known: of the last report as they are calculated today, of an
    earlier one the whole as it was at the end of its period."""
    cells = {}
    if is_last and project.state in UNDER_WAY:
        cells = {cell.dimension: cell for cell in reported_status.dimensions(project, context)}
    overall = _overall_then(context, project, report)
    rows: list[Status] = []
    for item in changed.colours:
        claim, cell = getattr(report.claims, item.dimension), cells.get(item.dimension)
        derived = cell.derived.rag if cell else overall if item.dimension == "overall" else None
        reasons = [text for text, _dimension in cell.says] if cell else []
        comment = (claim.comment or "") if claim else ""
        if any(colour.is_known(rag) for rag in (item.before, item.now, derived or colour.NONE)):
            rows.append(Status(item.dimension, item.before, item.now, comment, derived, reasons))
    return rows


def _happened(context: Context, project: Project, before: Report | None, report: Report) -> list[Happening]:
    """What the dates of the records say happened between the data dates of two reports, oldest first."""
    if before is None:
        return []
    some = context.run.once(_all_of_project, context, project)
    return [item for item in some if before.as_on < item.day <= report.as_on]


def _all_of_project(context: Context, project: Project, _run: Run) -> list[Happening]:
    some = [item for item in happenings.of_project(context, project) if item.group in IN_RECORDS]
    return sorted(some, key=lambda item: (item.day, item.text))


def _findings(context: Context, _run: Run) -> dict[str, list[Finding]]:
    """The findings in each file of a project, the worst first."""
    found: dict[str, list[Finding]] = {}
    for some in context.findings_by_project.values():
        for finding in sorted(some, key=worst_first):
            found.setdefault(finding.path, []).append(finding)
    return found


def by_author(context: Context, person: str) -> list[Authored]:
    """The last report of each project that somebody wrote, the newest first."""
    return context.run.once(_by_author, context).get(person, [])


def _by_author(context: Context, _run: Run) -> dict[str, list[Authored]]:
    found: dict[str, list[Authored]] = {}
    for project in context.projects:
        last = {report.author: report for report in project.reports}
        for author, report in last.items():
            found.setdefault(author, []).append(Authored(project, report))
    for some in found.values():
        some.sort(key=lambda item: (-item.report.period.toordinal(), item.project.title, item.project.id))
    return found
