"""A forecast of cost that fell without a word about cost in the report."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.credibility import before
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report


@fact("report", "cheaper_silently", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def cheaper_silently(report: Report, project: Project, run: Run) -> Reason | None:
    """The higher forecast of cost in the report before, with the same budget, where no text of this one
    speaks of cost; None where the forecast fell by no more than may go without an explanation."""
    last = before(report, project)
    now, then = report.figures, last.figures if last else None
    if last is None or now is None or then is None or now.budget != then.budget:
        return None
    if now.forecast is None or then.forecast is None or now.forecast.currency != then.forecast.currency:
        return None
    fallen = then.forecast.minus(now.forecast)
    if fallen.amount <= then.forecast.amount * run.reporting.silent_cost_percent / 100:
        return None
    words = run.once(text.vocabulary)["cost"]
    if any(words.search(text.spoken(passage)) for passage in text.passages(report)):
        return None
    return reason("forecast-before", forecast=then.forecast, period=last.period)
