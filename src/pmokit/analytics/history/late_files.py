"""Reviews, attestations, waivers, verdicts and closed periods that were committed long after their day."""

from __future__ import annotations

from datetime import date

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import of_setup, past_of
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.control import Attestation, PortfolioAttestation
from pmokit.model.portfolio.examination import Examination
from pmokit.model.portfolio.period import Period
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Review


def _late(record_id: str, day: date, project: Project | None, part: str, run: Run) -> Reason | None:
    """When the file of a record was first committed, later than decisions are to be committed; one that came
    with its project, or with the portfolio, is not late."""
    past = past_of(project, part, record_id, run)
    if past is None or of_setup(past, run):
        return None
    days = (past.entered - day).days
    if days <= run.reporting.entry_days:
        return None
    return reason("committed-late", commit=past.versions[0].commit, day=past.entered, days=days)


@fact("review", "backdated", REASON.maybe(), needs=("reporting",), of_project=True)
def review_backdated(review: Review, project: Project, run: Run) -> Reason | None:
    """When the review was committed, long after its day."""
    return _late(review.id, review.date, project, "reviews", run)


@fact("attestation", "backdated", REASON.maybe(), needs=("reporting",), of_project=True)
def attestation_backdated(attestation: Attestation, project: Project, run: Run) -> Reason | None:
    """When the attestation was committed, long after its day."""
    return _late(attestation.id, attestation.attested_on, project, "attestations", run)


@fact("portfolio_attestation", "backdated", REASON.maybe(), needs=("reporting",))
def department_attestation_backdated(attestation: PortfolioAttestation, run: Run) -> Reason | None:
    """When the attestation was committed, long after its day."""
    return _late(attestation.id, attestation.attested_on, None, "attestations", run)


@fact("waiver", "backdated", REASON.maybe(), needs=("reporting",))
def waiver_backdated(waiver: Waiver, run: Run) -> Reason | None:
    """When the waiver was committed, long after the first day for which it waives."""
    return _late(waiver.id, waiver.since, None, "waivers", run)


@fact("examination", "backdated", REASON.maybe(), needs=("reporting",))
def examination_backdated(examination: Examination, run: Run) -> Reason | None:
    """When the verdict was committed, long after its day."""
    return _late(examination.id, examination.examined_on, None, "examinations", run)


@fact("period", "backdated", REASON.maybe(), needs=("reporting",))
def period_backdated(period: Period, run: Run) -> Reason | None:
    """When the closing of the period was committed, long after its day."""
    return _late(str(period.id), period.closed_on, None, "periods", run)
