"""Working days: by hand on known calendars, by a day-by-day count on any."""

from __future__ import annotations

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pmokit.model.portfolio.calendar import Calendar
from pmokit.model.working_days import WorkingDays, of_days_off, working_days

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 3, day) for day in (6, 7, 8, 9))
PLAIN = of_days_off([])
CHRISTMAS = of_days_off([date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)])
DAYS = some.dates(date(2026, 1, 1), date(2026, 4, 30))
WORKED = some.lists(DAYS, max_size=40).map(of_days_off)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, MONDAY),
        (FRIDAY, 5, date(2026, 3, 13)),
        (MONDAY, -1, FRIDAY),
        (SATURDAY, 0, MONDAY),
        (SUNDAY, 1, date(2026, 3, 10)),
        (SATURDAY, -1, FRIDAY),
        (FRIDAY, -5, date(2026, 2, 27)),
    ],
)
def test_adding_goes_over_weekends_both_ways(day: date, number: int, expected: date) -> None:
    assert PLAIN.add(day, number) == expected


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 28), -1, date(2026, 12, 24)),
        (date(2026, 12, 25), 0, date(2026, 12, 28)),
        (date(2026, 12, 24), 6, date(2027, 1, 5)),
        (date(2027, 1, 4), -1, date(2026, 12, 31)),
    ],
)
def test_adding_goes_over_holidays_both_ways(day: date, number: int, expected: date) -> None:
    assert CHRISTMAS.add(day, number) == expected


def test_counting_takes_the_first_day_and_leaves_the_last() -> None:
    assert PLAIN.between(FRIDAY, MONDAY) == 1
    assert PLAIN.between(FRIDAY, FRIDAY) == 0
    assert PLAIN.between(SATURDAY, MONDAY) == 0
    assert PLAIN.between(MONDAY, FRIDAY) == -1
    assert CHRISTMAS.between(date(2026, 12, 21), date(2027, 1, 4)) == 8


@given(WORKED, DAYS, some.integers(-300, 300))
def test_adding_lands_on_a_working_day_that_many_away(days: WorkingDays, day: date, number: int) -> None:
    found = days.add(day, number)
    assert days.is_working(found)
    assert days.between(day, found) == number


@given(WORKED, DAYS, DAYS)
def test_adding_what_lies_between_leads_back(days: WorkingDays, first: date, last: date) -> None:
    number = days.between(first, last)
    assert days.between(last, first) == -number
    one_by_one = sum(map(days.is_working, _from(min(first, last), max(first, last))))
    assert abs(number) == one_by_one
    if days.is_working(last):
        assert days.add(first, number) == last


def test_holidays_count_at_their_sites_and_freezes_for_what_they_freeze() -> None:
    calendar = Calendar.model_validate(
        {
            "holidays": [
                {"date": "2026-03-09", "title": "For all"},
                {"date": "2026-03-10", "title": "In Brno", "sites": ["brno"]},
            ],
            "freezes": [
                {"id": "a", "title": "ERP", "since": "2026-03-11", "until": "2026-03-12", "systems": ["erp"]},
                {"id": "b", "title": "All", "since": "2026-03-13", "until": "2026-03-13"},
            ],
        }
    )

    def off(worked: WorkingDays) -> list[int]:
        return [day for day in range(9, 14) if not worked.is_working(date(2026, 3, day))]

    assert off(working_days(calendar)) == [9]
    assert off(working_days(calendar, sites=["brno"])) == [9, 10]
    assert off(working_days(calendar, changes=["erp"])) == [9, 11, 12, 13]
    assert off(working_days(calendar, changes=["crm"])) == [9, 13]
    assert off(working_days(calendar, changes=[])) == [9, 13]


def test_a_calendar_pickles() -> None:
    assert pickle.loads(pickle.dumps(CHRISTMAS)) == CHRISTMAS


def _from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days)]
