"""Clauses that a person checks: when somebody last said, with evidence, that they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pmokit.analytics.fact import PEOPLE, fact
from pmokit.analytics.organisation.assignments import holders
from pmokit.load.placeholders import is_untouched
from pmokit.load.run import Run
from pmokit.model.anatomy import DAY, TEXT, TEXTS
from pmokit.model.control import Attestation
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.methodology.standards import Clause
from pmokit.model.project import Project


@fact("clause", "due_on", DAY.maybe(), needs=("attestations",))
def due_on(clause: Clause, run: Run) -> date | None:
    """When a clause of the portfolio as a whole must be attested again; None if no person checks it.

    One that was never attested is due an interval after the department began to work by the method.
    """
    if clause.checked_by is None or clause.for_each_project:
        return None
    words = run.portfolio.attestations
    return _next(clause, words, _began(run), run)


def _began(run: Run) -> date | None:
    about = run.portfolio.about
    day: date | None = about.since if about else None
    return day


def _next(clause: Clause, words: Iterable[Attestation], began: date | None, run: Run) -> date:
    """The day by which somebody must look again; today if nobody ever did and no beginning is known."""
    days = [word.attested_on for word in words if word.clause == clause.id and not is_untouched(word, run)]
    latest = max(days, default=began)
    return run.today if latest is None else latest + timedelta(days=clause.every_days or 0)


def clauses(run: Run) -> list[Clause]:
    """All clauses that a person checks."""
    return [clause for clause in run.clauses.values() if clause.checked_by]


@fact("project", "unattested", TEXTS, needs=("attestations", "standards"))
def unattested(project: Project, run: Run) -> tuple[str, ...]:
    """The clauses that somebody should have looked at again on this project by yesterday.

    One that was never attested is due an interval after the project began.
    """
    began = project.start or _began(run)
    return tuple(
        clause.id
        for clause in clauses(run)
        if clause.for_each_project and _next(clause, project.attestations, began, run) < run.today
    )


@fact("attestation", "without_role", TEXT.maybe(), needs=("standards", "lifecycle", *PEOPLE), of_project=True)
def without_role(word: Attestation, project: Project | None, run: Run) -> str | None:
    """The role that whoever attested did not hold on that day; None if they held it."""
    role: str | None = None
    if word.clause is not None:
        clause: Clause | None = run.clause(word.clause)
        role = clause.checked_by if clause else None
    elif word.gate is not None:
        gate: Gate | None = run.gate(word.gate)
        role = next((c.checked_by for c in (gate.criteria if gate else ()) if c.id == word.criterion), None)
    if role is None or word.attested_by in holders(role, project, run, word.attested_on):
        return None
    return run.role_title(role)


@fact("portfolio_attestation", "without_role", TEXT.maybe(), needs=("standards", *PEOPLE))
def department_without_role(word: Attestation, run: Run) -> str | None:
    """The same for an attestation that speaks of the whole portfolio."""
    return without_role(word, None, run)
