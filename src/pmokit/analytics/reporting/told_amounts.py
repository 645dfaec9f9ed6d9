"""Amounts by which the cost rises in the text of a report, against its figures."""

from __future__ import annotations

import re
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minuted_figures import amount_in
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.credibility import before
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report

_RISES = re.compile(
    r"\b(?:forecast|cost|costs)\b[^.;]*?\b(?:ris(?:es|en)|rose|increas(?:es|ed)|grows|grew|goes up|went up|"
    r"is higher|(?P<less>falls|fell|drops|dropped|decreas(?:es|ed)|goes down|went down|is lower))\b[^.;]*?"
    r"\bby (?P<amount>[^.;]*?\d[\d,. ]*\s*(?:k|thousand|m|million)?\s*(?:EUR|€|euros?|[A-Z]{3})\b)",
    re.IGNORECASE,
)


@fact("report", "amount_not_shown", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def amount_not_shown(report: Report, project: Project, run: Run) -> Reason | None:
    """The sentence that tells by how much the forecast of cost moved, where the figures moved by less than
    half of it."""
    last, figures = before(report, project), report.figures
    then = last.figures if last is not None else None
    if figures is None or then is None or figures.forecast is None or then.forecast is None:
        return None
    if figures.forecast.currency != then.forecast.currency:
        return None
    # Smaller amounts disappear in a forecast that is rounded.
    least = figures.forecast.amount * run.reporting.silent_cost_percent / 100
    moved = figures.forecast.minus(then.forecast).amount
    for passage in text.passages(report):
        if " by " not in passage:
            continue
        for told in _RISES.finditer(passage):
            amount = _amount(told["amount"], figures.forecast.currency)
            if amount is None or amount < least:
                continue
            if (-moved if told["less"] else moved) * 2 < amount:
                return reason("told", passage=" ".join(told[0].split())[:160])
    return None


def _amount(words: str, currency: str) -> Decimal | None:
    plain = re.sub(r"\beuros?\b", "EUR", words, flags=re.IGNORECASE)
    return amount_in(plain, currency)
