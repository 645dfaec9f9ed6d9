"""Money that is not where it is said to be, each fault in an otherwise sound project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.assurance.planting import BASE, Files, found, report_of

RULES = {
    "actual-cost-understated", "actual-cost-overstated", "forecast-below-cost-lines", "actual-below-cost-lines",
    "budget-moved", "actual-cost-fallen", "figures-repeated", "cost-lines-disputed", "cost-line-overspent",
    "forecast-below-commitment", "commitment-beyond-budget", "budget-not-approved", "spend-before-approval",
    "spend-after-stop", "contingency-without-decision", "budget-does-not-add-up", "figures-stale",
}  # fmt: skip


def finance(**fields: Any) -> Callable[[Files], None]:
    return lambda files: files[f"{BASE}/finance.yaml"].update(fields)


def line(**fields: Any) -> Callable[[Files], None]:
    return lambda files: files[f"{BASE}/finance.yaml"]["lines"][0].update(fields)


def figures(period: str, **fields: Any) -> Callable[[Files], None]:
    return lambda files: report_of(files, period)["figures"].update(fields)


def booked(as_on: str, amount: str, booked_on: str | None = None) -> Callable[[Files], None]:
    entry = {"as_on": as_on, "booked_on": booked_on, "actual": amount, "source": "General ledger"}
    return lambda files: files[f"{BASE}/finance.yaml"]["ledger"].append(entry)


def on_hold(since: str) -> Callable[[Files], None]:
    return lambda files: files[f"{BASE}/project.yaml"].update(state="on_hold", state_since=since)


def both(*plants: Callable[[Files], None]) -> Callable[[Files], None]:
    return lambda files: [plant(files) for plant in plants] and None


def test_nobody_is_accused_where_the_money_is_sound(shipped_files: Mapping[str, bytes]) -> None:
    assert found(shipped_files, RULES) == []


@pytest.mark.parametrize(
    ("plant", "finds"),
    [
        # The report of 2 October states 360,000; the next ones more.
        (booked("2026-09-28", "420000 EUR", "2026-10-02"), ("actual-cost-understated", "reports/2026-10-02.yaml", "figures.actual")),
        (booked("2026-09-25", "420000 EUR"), ("actual-cost-understated", "reports/2026-10-02.yaml", "figures.actual")),
        (booked("2026-11-13", "420000 EUR", "2026-11-17"), ("actual-cost-overstated", "reports/2026-11-13.yaml", "figures.actual")),
        (booked("2026-11-13", "600000 EUR", "2026-11-17"), ("cost-lines-disputed", "finance.yaml", "lines")),
        (figures("2026-11-13", forecast="950000 EUR"), ("forecast-below-cost-lines", "reports/2026-11-13.yaml", "figures.forecast")),
        (line(forecast="1040000 EUR"), ("forecast-below-cost-lines", "reports/2026-11-13.yaml", "figures.forecast")),
        (line(actual="560000 EUR"), ("actual-below-cost-lines", "reports/2026-11-13.yaml", "figures.actual")),
        (finance(budget="1050000 EUR", lines=[{"id": "all", "title": "All", "budget": "1050000 EUR", "forecast": "1000000 EUR"}]), ("budget-not-approved", "finance.yaml", "budget")),
        (finance(budget="1050000 EUR"), ("budget-does-not-add-up", "finance.yaml", "budget")),
        (line(forecast="470000 EUR"), ("cost-line-overspent", "finance.yaml", "lines.0.forecast")),
        (line(committed="1000001 EUR"), ("commitment-beyond-budget", "finance.yaml", "lines")),
        (finance(as_on="2026-10-02"), ("figures-stale", "finance.yaml", "as_on")),
        (both(on_hold("2026-08-10"), booked("2026-11-10", "400000 EUR")), ("spend-after-stop", "project.yaml", "state")),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_the_guilty_figure(
    shipped_files: Mapping[str, bytes], plant: Callable[[Files], None], finds: tuple[str, str, str]
) -> None:
    assert finds in found(shipped_files, RULES, plant)


@pytest.mark.parametrize(
    "plant",
    [
        # Known only after the data date of the report of 2 October, which states 360,000.
        pytest.param(booked("2026-09-30", "390000 EUR", "2026-10-09"), id="within the tolerance"),
        pytest.param(both(booked("2026-10-01", "420000 EUR", "2026-10-03"),
                          *(figures(day, actual="450000 EUR") for day in ("2026-10-16", "2026-10-30"))), id="known a day later"),
        pytest.param(figures("2026-11-13", forecast="975000 EUR"), id="three percent below the lines"),
        pytest.param(both(finance(as_on="2026-10-03"), line(actual="330000 EUR")), id="forty-five days old"),
        pytest.param(line(actual="1000000 EUR", forecast="1000000 EUR", committed="1000000 EUR"), id="all spent"),
        pytest.param(on_hold("2026-09-05"), id="the last invoices after a stop"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_accuses_nobody(
    shipped_files: Mapping[str, bytes], plant: Callable[[Files], None]
) -> None:
    rules = RULES - {"actual-below-cost-lines"}
    assert found(shipped_files, rules, plant) == []
