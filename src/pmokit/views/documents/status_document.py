"""`pmokit status --format json`: calculated and reported status of projects, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pmokit.analytics.reporting.rating import rating
from pmokit.model import address, colour
from pmokit.rules.calculated_status import Derived
from pmokit.views.context import Context
from pmokit.views.documents.document import Document, Part
from pmokit.views.project.reported_status import dimensions

Colour = colour.Confidence | Literal["unknown"]


@dataclass(frozen=True)
class ReasonRow(Part):
    """Why a dimension has its calculated colour: one threshold and what was measured."""

    code: str
    """The id of the threshold."""
    colour: Colour
    values: dict[str, Decimal | str]
    text: str
    """The reason as a sentence."""


@dataclass(frozen=True)
class DimensionRow(Part):
    """A dimension of status."""

    facts: Colour
    """The calculated status; `unknown` where nothing could be measured."""
    claimed: Colour
    """The reported status; `unknown` where no report rates it."""
    reasons: list[ReasonRow]


@dataclass(frozen=True)
class ProjectRow(Part):
    """A project with its status."""

    id: str
    address: str
    title: str
    readable: bool
    """Whether its charter could be read; where not, nothing is known of its status."""
    dimensions: dict[str, DimensionRow]
    """By name, without `overall`."""
    overall: DimensionRow
    adherence: float | None
    """From 0 to 100; null where no rule has anything to say."""


@dataclass(frozen=True)
class StatusDocument(Document):
    """The status of all projects, or of one."""

    projects: list[ProjectRow]


def status(context: Context, project_ids: Iterable[str]) -> StatusDocument:
    """The status of some projects by their ids."""
    rows = [_row(context, project_id) for project_id in project_ids]
    return StatusDocument(today=context.today, projects=rows)


def _row(context: Context, project_id: str) -> ProjectRow:
    project = context.run.project(project_id)
    home = str(address.of_project(project_id))
    nothing = DimensionRow("unknown", "unknown", [])
    if project is None:
        return ProjectRow(project_id, home, project_id, False, {}, nothing, None)
    claims = {cell.dimension: cell.claimed for cell in dimensions(project, context)}
    claims["overall"] = rating(project, project.reports[-1] if project.reports else None, context.run)
    rows = {
        name: _dimension(found, claims.get(name, colour.NONE))
        for name, found in context.derived(project).items()
    }
    overall = rows.pop("overall")
    score = next((row.score for row in context.standing.projects if row.id == project_id), None)
    return ProjectRow(
        project_id, home, project.title, True, rows, overall, score.adherence if score else None
    )


def _dimension(found: Derived, claimed: str) -> DimensionRow:
    reasons = [
        ReasonRow(
            reason.threshold.id,
            known(reason.rag),
            {"value": Decimal(reason.value), "unit": reason.threshold.unit},
            reason.says,
        )
        for reason in found.reasons
    ]
    return DimensionRow(known(found.rag), known(claimed), reasons)


def known(rag: str) -> Colour:
    """A colour as documents name it."""
    return rag if colour.is_known(rag) else "unknown"  # type: ignore[return-value]  # one of the scale
