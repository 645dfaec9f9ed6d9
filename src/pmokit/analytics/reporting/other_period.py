"""Reports of another period than their file: by their data date, by what they say, by the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.duties import cadence_of
from pmokit.analytics.reporting.told_days import DAY, day_of
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG, REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.reporting_period import cadence
from pmokit.model.status_report import Report

_NAMED = re.compile(
    r"(?P<before>\b\w+\s+)?\b(?:reporting )?period (?:that )?"
    rf"(?:ending|ends|ended|to|until|up to|through)(?: on)?(?: the)? (?P<day>{DAY})"
)
_OTHERS = frozenset(("last", "previous", "preceding", "earlier", "next", "coming", "following", "first", "a"))
"""What stands before the word where a text speaks of another period and says so."""


@fact("report", "period_of_another", REASON.maybe(), needs=("reports", "reporting", "tiers"), of_project=True)
def period_of_another(report: Report, project: Project, run: Run) -> Reason | None:
    """What shows that a report describes another period than that of its file: data from after the end of the
    next one, or a sentence that calls another period its own."""
    periods = cadence_of(project, run)
    if periods.step and report.as_on >= report.period + timedelta(days=periods.step):
        return reason("data-of-period", day=report.as_on, end=periods.current(report.as_on))
    for passage in text.passages(report):
        said = passage.casefold()
        for found in _NAMED.finditer(said) if "period" in said else ():
            day = day_of(found["day"], report.period)
            if day is not None and _is_another(day, found["before"] or "", report, project, run):
                return reason("told", passage=found[0].strip())
    return None


def _is_another(day: date, before: str, report: Report, project: Project, run: Run) -> bool:
    if before.strip() in _OTHERS or day in (report.period, report.as_on):
        return False
    others = {other.period for other in (*project.reports, *project.superseded)}
    return day in others or cadence(run.reporting).is_end(day)


@fact("report", "between_periods", FLAG, needs=("reporting",))
def between_periods(report: Report, run: Run) -> bool:
    """Whether no reporting period of the methodology ends on the day in its name, though they had begun."""
    periods = cadence(run.reporting)
    return bool(periods.step) and report.period > periods.first and not periods.is_end(report.period)
