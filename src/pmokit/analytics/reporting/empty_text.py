"""Texts that somebody is still to write, and texts that say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG, TEXT
from pmokit.model.control import Change
from pmokit.model.project import Project
from pmokit.model.status_report import DIMENSIONS, Report


def _unwritten(texts: Iterable[tuple[str, str | None]], run: Run) -> str | None:
    """The key of the first text that begins like one that is still to be written."""
    start = run.once(text.vocabulary)["placeholder"]
    return next((key for key, said in texts if said and start.match(text.spoken(said))), None)


def _of_report(report: Report) -> Iterator[tuple[str, str | None]]:
    yield "summary", report.summary
    yield from (("achievements", line) for line in report.achievements)
    yield from (("next_steps", step.what) for step in report.next_steps)
    for name in DIMENSIONS:
        claim = getattr(report.claims, name)
        yield f"claims.{name}.comment", claim.comment if claim else None
    yield "path_to_green.what", report.path_to_green.what if report.path_to_green else None
    yield "correction", report.correction


@fact("report", "unwritten", TEXT.maybe(), needs=("reporting",))
def unwritten(report: Report, run: Run) -> str | None:
    """The key of a text of a report that somebody is still to write; None if all are written."""
    return _unwritten(_of_report(report), run)


@fact("report", "says_nothing", FLAG, needs=("reporting",))
def says_nothing(report: Report, run: Run) -> bool:
    """Whether the summary consists of words alone that would fit any project in any period."""
    return text.consists_of(text.spoken(report.summary), run.once(text.vocabulary)["hollow"])


@fact("project", "unwritten", TEXT.maybe(), needs=("charter", "reporting"))
def charter_unwritten(project: Project, run: Run) -> str | None:
    """The key of a text of a charter that somebody is still to write; None if all are written."""
    lists = ("objectives", "success_criteria", "in_scope", "out_of_scope")
    texts = [("summary", project.summary), ("why", project.why)]
    return _unwritten([*texts, *((key, line) for key in lists for line in getattr(project, key))], run)


@fact("change", "unwritten", TEXT.maybe(), needs=("reporting",))
def change_unwritten(change: Change, run: Run) -> str | None:
    """The key of a text of a change request that somebody is still to write; None if all are written."""
    return _unwritten([(key, getattr(change, key)) for key in ("reason", "description", "effect_scope")], run)
