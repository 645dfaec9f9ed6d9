"""Periods: every boundary on both sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pmokit.model.reporting_period import Cadence

TWO_WEEKS = Cadence(date(2026, 1, 9), 14, due_after=5, cut_off_after=9)
DAYS = some.dates(date(2020, 1, 1), date(2030, 12, 31))
CADENCES = some.builds(
    Cadence, DAYS, some.integers(1, 100), due_after=some.integers(0, 30), cut_off_after=some.integers(0, 30)
)


@pytest.mark.parametrize(
    ("today", "ended", "writable", "current"),
    [
        (date(2026, 1, 8), None, None, date(2026, 1, 9)),
        (date(2026, 1, 9), None, date(2026, 1, 9), date(2026, 1, 9)),
        (date(2026, 1, 10), date(2026, 1, 9), date(2026, 1, 9), date(2026, 1, 23)),
        (date(2026, 1, 23), date(2026, 1, 9), date(2026, 1, 23), date(2026, 1, 23)),
        (date(2026, 1, 24), date(2026, 1, 23), date(2026, 1, 23), date(2026, 2, 6)),
        (date(2025, 6, 1), None, None, date(2026, 1, 9)),
    ],
)
def test_a_period_has_ended_when_its_last_day_is_over(
    today: date, ended: date | None, writable: date | None, current: date
) -> None:
    assert TWO_WEEKS.last_ended(today) == ended
    assert TWO_WEEKS.last_writable(today) == writable
    assert TWO_WEEKS.current(today) == current


def test_a_report_is_overdue_when_its_due_day_is_over() -> None:
    assert TWO_WEEKS.due(date(2026, 1, 9)) == date(2026, 1, 14)
    assert TWO_WEEKS.last_overdue(date(2026, 1, 14)) is None
    assert TWO_WEEKS.last_overdue(date(2026, 1, 15)) == date(2026, 1, 9)


def test_a_period_can_be_closed_when_its_cut_off_is_over() -> None:
    assert TWO_WEEKS.cut_off(date(2026, 1, 9)) == date(2026, 1, 18)
    assert TWO_WEEKS.last_closable(date(2026, 1, 18)) is None
    assert TWO_WEEKS.last_closable(date(2026, 1, 19)) == date(2026, 1, 9)


def test_the_ends_are_the_first_and_every_step_after_it() -> None:
    ends = [day for day in map(_day, range(60)) if TWO_WEEKS.is_end(day)]
    assert ends == [TWO_WEEKS.nth(number) for number in (1, 2, 3, 4)]
    assert not TWO_WEEKS.is_end(date(2025, 12, 26))
    assert TWO_WEEKS.begin(date(2026, 1, 23)) == date(2026, 1, 10)


def test_the_latest_ended_periods_come_oldest_first_and_begin_with_the_first() -> None:
    assert TWO_WEEKS.ended(date(2026, 2, 6), 2) == [date(2026, 1, 9), date(2026, 1, 23)]
    assert TWO_WEEKS.ended(date(2026, 2, 7), 2) == [date(2026, 1, 23), date(2026, 2, 6)]
    assert TWO_WEEKS.ended(date(2026, 2, 7), 9) == [TWO_WEEKS.nth(number) for number in (1, 2, 3)]
    assert TWO_WEEKS.ended(date(2026, 1, 9), 9) == []


def test_a_method_without_periods_has_none() -> None:
    none = TWO_WEEKS._replace(step=0)
    today = date(2026, 5, 1)
    assert (none.current(today), none.last_ended(today), none.ended(today, 3)) == (None, None, [])
    assert not none.is_end(none.first)


@given(CADENCES, DAYS)
def test_every_day_lies_in_its_current_period_and_ends_are_those_that_it_finds(
    periods: Cadence, day: date
) -> None:
    current = periods.current(day)
    assert current is not None and periods.is_end(current) and day <= current
    assert current == periods.first or periods.begin(current) <= day
    ended = periods.last_ended(day)
    assert ended is None if current == periods.first else ended == current - timedelta(days=periods.step)
    assert periods.last_writable(day) == (day if periods.is_end(day) else ended)


def _day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)
