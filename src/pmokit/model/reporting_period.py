"""Reporting periods: when they end, which one is which on a day, and when its report is due.

A period is named by its last day. One meaning for each word, here and in docs/reports.md:

- A period *has ended* when its last day is over: from the day after on.
- The *current* period of a day is the one in which the day lies; on its last day it is still the current one.
- A report can be *written* for a period from its last day on.
- A report is *overdue* when its due day is over, and a period *can be closed* when its cut-off is over.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pmokit.model.methodology.reporting import Reporting
from pmokit.model.methodology.tiers import Tier


class Cadence(NamedTuple):
    """The periods for which somebody reports: those of the method, or every n-th for a lighter tier.

    All lengths are calendar days. A method with periods of no length has no periods.
    """

    first: date
    """The last day of the first period."""
    step: int
    """Days from the end of one period to the end of the next."""
    due_after: int
    cut_off_after: int

    def is_end(self, day: date) -> bool:
        """Whether a period ends on a day."""
        return self.step > 0 and day >= self.first and (day - self.first).days % self.step == 0

    def nth(self, number: int) -> date:
        """The last day of the n-th period; the first is 1."""
        return self.first + timedelta(days=(number - 1) * self.step)

    def begin(self, end: date) -> date:
        """The first day of the period that ends on a day."""
        return end - timedelta(days=max(self.step, 1) - 1)

    def due(self, end: date) -> date:
        """The last day on which the report of a period is in time."""
        return end + timedelta(days=self.due_after)

    def cut_off(self, end: date) -> date:
        """The last day on which a report of a period may still be edited."""
        return end + timedelta(days=self.cut_off_after)

    def current(self, day: date) -> date | None:
        """The last day of the period in which a day lies; the first period for all days before it."""
        if not self.step:
            return None
        return self.nth(max(-((self.first - day).days // self.step), 0) + 1)

    def last_ended(self, today: date) -> date | None:
        """The last day of the latest period that has ended; None before the first has."""
        return self._latest(today - timedelta(days=1))

    def last_writable(self, today: date) -> date | None:
        """The last day of the latest period for which a report can be written; None before the first."""
        return self._latest(today)

    def last_overdue(self, today: date) -> date | None:
        """The last day of the latest period whose due day is over."""
        return self._latest(today - timedelta(days=self.due_after + 1))

    def last_closable(self, today: date) -> date | None:
        """The last day of the latest period whose cut-off is over."""
        return self._latest(today - timedelta(days=self.cut_off_after + 1))

    def closable(self, since: date, today: date) -> list[date]:
        """The last days of the periods from a day on whose cut-off is over, oldest first."""
        last, end = self.last_closable(today), self.current(since)
        found: list[date] = []
        while last is not None and end is not None and end <= last:
            found.append(end)
            end += timedelta(days=self.step)
        return found

    def ended(self, today: date, most: int) -> list[date]:
        """The last days of the latest periods that have ended, at most so many, oldest first."""
        last = self.last_ended(today)
        if last is None:
            return []
        number = (last - self.first).days // self.step + 1
        return [self.nth(one) for one in range(max(number - most, 0) + 1, number + 1)]

    def _latest(self, day: date) -> date | None:
        """The latest end up to a day."""
        if not self.step or day < self.first:
            return None
        return self.first + timedelta(days=(day - self.first).days // self.step * self.step)


def cadence(reporting: Reporting, tier: Tier | None = None) -> Cadence:
    """The periods of a method, or those for which a project of a tier reports."""
    every = max(tier.report_every_periods, 1) if tier else 1
    return Cadence(
        reporting.first_period,
        reporting.period_days * every,
        reporting.due_after_days,
        reporting.cut_off_days,
    )
