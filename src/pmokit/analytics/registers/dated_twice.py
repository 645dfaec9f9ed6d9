"""Milestones with two entries in one baseline or in the table of one report."""

from __future__ import annotations

from collections.abc import Iterable

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.control import Baseline
from pmokit.model.status_report import Report


def _first_repeated(names: Iterable[str]) -> str:
    """The first name that was there before; empty if none was."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


@fact("baseline", "dated_twice", TEXT)
def baseline_dated_twice(baseline: Baseline, _run: Run) -> str:
    """A milestone for which it has two entries; empty if none."""
    return _first_repeated(one.milestone for one in baseline.milestones)


@fact("report", "dated_twice", TEXT)
def report_dated_twice(report: Report, _run: Run) -> str:
    """A milestone for which its table has two entries; empty if none."""
    return _first_repeated(one.milestone for one in report.forecasts)
