"""Numbers about projects, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from pmokit.analytics.finance import project_cost
from pmokit.analytics.lifecycle import progress
from pmokit.analytics.reporting import duties
from pmokit.analytics.risk import scoring
from pmokit.analytics.schedule import slips
from pmokit.load.run import Run
from pmokit.model.money import MixedCurrencies, Money
from tests.conftest import check_files, sound

E = "portfolio/projects/example"


def workspace(files: Mapping[str, bytes], today: date | None = None) -> Run:
    return check_files(files, today).run


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def test_slip_is_forecast_or_actual_minus_baseline(files: dict[str, bytes]) -> None:
    ws = workspace(files)
    project = next(p for p in ws.projects if p.id == "example")
    pilot, half, end = project.schedule.milestones
    assert [slips.slip_days(m, ws) for m in (pilot, half, end)] == [4, 7, 0]
    assert slips.slip_days(half.model_copy(update={"baseline": None}), ws) is None
    assert slips.worst_slip_days(project, ws) == 7
    assert slips.finish_forecast(project, ws) == date(2026, 12, 11)
    assert slips.finish_slip_days(project, ws) == -7
    assert slips.next_milestone(project, ws) == half


def test_a_milestone_is_overdue_only_while_it_is_not_reached(files: dict[str, bytes]) -> None:
    ws = workspace(files, date(2026, 9, 14))
    pilot, half, _ = next(p for p in ws.projects if p.id == "example").schedule.milestones
    assert (slips.overdue_days(pilot, ws), slips.overdue_days(half, ws)) == (0, 10)


def test_the_phase_follows_from_the_approved_gates(files: dict[str, bytes]) -> None:
    ws = workspace(files)
    project = next(p for p in ws.projects if p.id == "example")
    assert progress.phase(project, ws) == "executing"
    assert progress.next_gate(project, ws) == "ready-for-service"
    assert progress.gates_skipped(project, ws) == 0
    light = project.model_copy(update={"tier": "light"})
    assert progress.next_gate(light, ws) == "ready-for-closing"
    none = project.model_copy(update={"gates": ()})
    assert (progress.phase(none, ws), progress.next_gate(none, ws)) == ("initiating", "ready-for-planning")
    skipped = project.model_copy(update={"gates": project.gates[:1]})
    assert progress.gates_skipped(skipped, ws) == 1
    rework = project.gates[0].model_copy(update={"decision": "rework"})
    assert progress.phase(project.model_copy(update={"gates": (rework,)}), ws) == "initiating"


def test_money_adds_up_line_by_line(files: dict[str, bytes]) -> None:
    ws = workspace(files)
    project = next(p for p in ws.projects if p.id == "example")
    assert project_cost.budget(project, ws) == Money(Decimal(300000), "EUR")
    assert project_cost.actual(project, ws) == Money(Decimal(120000), "EUR")
    assert project_cost.forecast(project, ws) == Money(Decimal(305000), "EUR")
    assert round(project_cost.overrun_percent(project, ws) or 0, 4) == Decimal("1.6667")


def test_amounts_in_two_currencies_are_never_added() -> None:
    with pytest.raises(MixedCurrencies, match="EUR and USD"):
        Money(Decimal(1), "EUR").plus(Money(Decimal(1), "USD"))


@pytest.mark.parametrize(
    ("today", "period", "overdue"),
    [
        (date(2026, 1, 14), None, 0),
        (date(2026, 5, 20), date(2026, 5, 1), 0),
        (date(2026, 5, 21), date(2026, 5, 15), 0),
        (date(2026, 6, 3), date(2026, 5, 15), 0),
        (date(2026, 6, 4), date(2026, 5, 29), 1),
        (date(2026, 6, 10), date(2026, 5, 29), 7),
    ],
)
def test_a_report_is_due_five_days_after_its_period(
    files: dict[str, bytes], today: date, period: date | None, overdue: int
) -> None:
    ws = workspace(files, today)
    project = next(p for p in ws.projects if p.id == "example")
    assert duties.last_due_period(project, ws) == period
    assert duties.report_overdue_days(project, ws) == overdue


@pytest.mark.parametrize(
    ("start", "owes"), [(date(2026, 5, 28), True), (date(2026, 5, 29), True), (date(2026, 5, 30), False)]
)
def test_a_project_that_starts_on_the_last_day_of_a_period_owes_its_report(
    files: dict[str, bytes], start: date, owes: bool
) -> None:
    ws = workspace(files, date(2026, 6, 4))
    project = next(p for p in ws.projects if p.id == "example").model_copy(
        update={"start": start, "reports": ()}
    )
    period = date(2026, 5, 29)
    assert duties.owes(project, ws, period) is owes
    assert duties.current_period(project, ws) == (period if owes else None)
    assert duties.last_due_period(project, ws) == (period if owes else None)
    assert duties.missing_periods(project, ws) == ([period] if owes else [])


def test_a_light_project_reports_every_other_period(files: dict[str, bytes]) -> None:
    ws = workspace(files, date(2026, 6, 10))
    project = next(p for p in ws.projects if p.id == "example").model_copy(update={"tier": "light"})
    assert duties.last_due_period(project, ws) == date(2026, 5, 29)
    ws = workspace(files, date(2026, 6, 20))
    assert duties.last_due_period(project, ws) == date(2026, 5, 29)


def test_a_risk_has_the_band_that_its_score_reaches(files: dict[str, bytes]) -> None:
    ws = workspace(files)
    example = next(p for p in ws.projects if p.id == "example").raid.risks[0]
    bands = {}
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            entry = example.model_copy(update={"likelihood": likelihood, "impact": impact})
            bands[scoring.score(entry, ws)] = scoring.band(entry, ws)
    assert {score: bands[score] for score in (1, 4, 5, 9, 10, 15, 16, 25)} == {
        1: "low", 4: "low", 5: "medium", 9: "medium", 10: "high", 15: "high", 16: "critical", 25: "critical",
    }  # fmt: skip
