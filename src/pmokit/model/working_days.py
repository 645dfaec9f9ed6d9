"""Working days: which days are worked, adding them to a date, and counting them between two dates.

Monday to Friday are worked, but for holidays and, for work that changes a frozen system or site, but for
its freezes. Everything that is due to a person (reports, answers, waivers) counts calendar days instead,
as reporting.yaml and the documentation say; durations and lags of tasks are working days.

Counting looks nothing up day by day: a week has five days, and the days off are found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pmokit.model.portfolio.calendar import Calendar, Freeze

_WEEK, _WORKED = 7, 5


class WorkingDays(NamedTuple):
    """The days on which somebody works. Made by `of_days_off` or `working_days`; plain data that pickles.

    Working days are numbered from 1 January of year 1, a Monday.
    """

    off: tuple[int, ...]
    """Ordinals of the days off that are no weekend, in order."""
    shifts: tuple[int, ...]
    """For each of them, how many working days lie before it."""

    def is_working(self, day: date) -> bool:
        """Whether a day is worked."""
        ordinal = day.toordinal()
        place = bisect_left(self.off, ordinal)
        return day.weekday() < _WORKED and self.off[place : place + 1] != (ordinal,)

    def between(self, first: date, last: date) -> int:
        """The working days from `first` on and before `last`; negative if `last` is the earlier one."""
        return self._before(last) - self._before(first)

    def add(self, day: date, number: int) -> date:
        """The day that is so many working days after another, or before it for a negative number.

        Always a working day. Counting starts on `day`, or on the next working day if it is none, so that
        `between(day, add(day, number)) == number`. Raises OverflowError or ValueError beyond the calendar.
        """
        wanted = self._before(day) + number
        weeks, rest = divmod(wanted + bisect_right(self.shifts, wanted), _WORKED)
        return date.fromordinal(weeks * _WEEK + rest + 1)

    def _before(self, day: date) -> int:
        """The working days before a day."""
        ordinal = day.toordinal()
        return _weekdays_before(ordinal) - bisect_left(self.off, ordinal)


def of_days_off(days: Iterable[date]) -> WorkingDays:
    """Monday to Friday but for some days."""
    off = tuple(sorted({day.toordinal() for day in days if day.weekday() < _WORKED}))
    return WorkingDays(off, tuple(_weekdays_before(day) - place for place, day in enumerate(off)))


def working_days(
    calendar: Calendar, sites: Collection[str] = (), changes: Collection[str] | None = None
) -> WorkingDays:
    """The working days of a portfolio's calendar for work at some sites.

    A holiday that names sites counts at these only. Freezes count for work that changes something: give
    the systems in `changes`, an empty list where it changes a site alone; None where it changes nothing.
    """
    days = [item.date for item in calendar.holidays if not item.sites or set(item.sites) & set(sites)]
    if changes is not None:
        for freeze in calendar.freezes:
            if _concerns(freeze, sites, changes):
                days += _days_of(freeze)
    return of_days_off(days)


def _concerns(freeze: Freeze, sites: Collection[str], systems: Collection[str]) -> bool:
    """Whether a freeze holds for some sites and systems; one that names nothing holds for all."""
    if not freeze.systems and not freeze.sites:
        return True
    return bool(set(freeze.systems) & set(systems) or set(freeze.sites) & set(sites))


def _days_of(freeze: Freeze) -> Iterator[date]:
    """All days of a freeze, its first and its last among them."""
    return map(date.fromordinal, range(freeze.since.toordinal(), freeze.until.toordinal() + 1))


def _weekdays_before(ordinal: int) -> int:
    """Mondays to Fridays before the day with an ordinal number."""
    weeks, rest = divmod(ordinal - 1, _WEEK)
    return weeks * _WORKED + min(rest, _WORKED)
