"""Rows ready to print, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from pmokit.model.methodology.thresholds import ScoreBand
from pmokit.model.money import Money
from pmokit.views import charts
from pmokit.views.context import Context
from pmokit.views.handbook import handbook_pages
from pmokit.views.people import digest
from pmokit.views.portfolio import attention, overviews, totals
from pmokit.views.portfolio import home as home_page
from pmokit.views.project import reported_status
from pmokit.views.steering import agenda
from pmokit.views.steering.next_meeting import next_meeting
from tests.conftest import check_files, sound


@pytest.fixture
def demo(shipped_files: Mapping[str, bytes]) -> Context:
    done = check_files(shipped_files)
    return Context(done)


@pytest.fixture
def small(shipped_files: Mapping[str, bytes]) -> Context:
    done = check_files(sound(shipped_files))
    return Context(done)


def test_a_project_without_a_report_or_a_review_has_no_colour(small: Context) -> None:
    rows = {row.project.id: row for row in overviews.projects(small)["rows"]}
    assert rows["example"].rag == "amber"
    assert rows["other"].rag == "none"


def test_home_counts_active_projects_only_and_by_one_basis(demo: Context) -> None:
    home = home_page.home(demo)
    assert len(home["active"]) == 15
    for bar in home["bars"].values():
        assert sum(part.number for part in bar) == 15
    assert sum(number for _, number, _, _ in home["columns"][-1].parts) == 15
    assert home["money"].budget.counted == 15


def test_home_worries_about_late_projects_whatever_their_colour(demo: Context) -> None:
    worries = [(row.project.id, row.rag, row.derived) for row in home_page.home(demo)["worries"]]
    # By the worse of the two colours, then by slip.
    assert worries[:3] == [
        ("virtual-desktop", "amber", "red"), ("dc-consolidation", "amber", "red"), ("endpoint-refresh", "green", "red"),
    ]  # fmt: skip
    assert ("sd-wan", "red", "amber") in worries
    assert ("service-desk-platform", "green", "amber") in worries, "the facts are worse than the report"
    assert "backup-renewal" not in {name for name, _, _ in worries}, "an amber that the report admits"


@pytest.mark.parametrize(
    ("rag", "derived", "expected"),
    [
        ("red", "green", True),
        ("amber_red", "green", True),
        ("amber", "amber", False),
        ("amber", "red", True),
        ("green", "amber", True),
        ("amber", "green", False),
        ("green", "green", False),
        ("none", "red", True),
        ("none", "amber", False),
        ("amber", "none", False),
        ("none", "none", False),
    ],
)
def test_a_project_worries_beyond_amber_or_where_its_facts_are_worse_than_its_report(
    small: Context, rag: str, derived: str, expected: bool
) -> None:
    row = reported_status.row_of(small.projects[0], small)._replace(rag=rag, derived=derived)
    assert row.worries is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("active", True), ("on_hold", True), ("proposed", False), ("closed", False), ("cancelled", False)],
)
def test_a_project_worries_while_it_is_under_way(small: Context, state: str, expected: bool) -> None:
    project = small.projects[0].model_copy(update={"state": state})
    row = reported_status.row_of(project, small)._replace(project=project, rag="red", derived="red")
    assert row.worries is expected


def test_home_agenda_and_mail_name_the_same_projects(demo: Context) -> None:
    home = {row.project.id for row in home_page.home(demo)["worries"]}
    mails = {
        line.project.id
        for person in digest.everybody(demo)
        for part in digest.digest(demo, person).parts
        if part.title == "Items that need attention"
        for line in part.lines
        if line.project and line.what.startswith("Reported ")
    }
    assert mails == {name for name in home if demo.run.project(name).sponsor}
    points = {
        point.project.id
        for forum in demo.methodology.forums.forums
        for section in agenda.agenda(demo, forum, demo.today)
        for point in section.points
        if point.project and point.what.startswith("Reported ")
    }
    assert points and points <= home


def test_what_needs_a_decision_comes_by_meeting_and_urgency_and_says_what_is_late(demo: Context) -> None:
    sittings = attention.to_decide(demo)
    assert [sitting.day for sitting in sittings] == sorted(sitting.day for sitting in sittings if sitting.day)
    first = sittings[0].points[0]
    assert (first.what, first.kind, first.late) == (
        "Which interfaces move before the freeze",
        "decision",
        True,
    )
    for sitting in sittings:
        days = [point.due or date.max for point in sitting.points]
        assert days == sorted(days)


def test_home_asks_for_the_decisions_that_are_on_the_agendas(demo: Context) -> None:
    home = {(s.forum.id, p.what) for s in attention.to_decide(demo) if s.forum for p in s.points}
    agendas = {
        (forum.id, point.what)
        for forum in demo.methodology.forums.forums
        for section in agenda.agenda(demo, forum, next_meeting(demo, forum)[0])
        for point in section.points
        if point.decides
    }
    assert home == agendas and {kind for _, kind in home}


def test_what_comes_next_lies_within_six_weeks(demo: Context) -> None:
    items = attention.coming(demo)
    assert all(item.day and item.day <= date(2027, 1, 4) for item in items)
    assert {"milestone", "condition", "meeting"} == {item.kind for item in items}


def test_a_total_counts_apart_what_it_leaves_out(small: Context) -> None:
    project = small.projects[0]
    euro, dollar = Money(Decimal(5), "EUR"), Money(Decimal(7), "USD")
    found = totals.total([(project, euro), (project, dollar), (project, None)], "budget", "EUR")
    assert (found.amount, found.counted, found.other_currency, found.silent) == (euro, 1, 1, 1)


def test_a_bar_is_as_wide_as_its_parts_together() -> None:
    parts = charts.bar({"red": 1, "green": 3}, ("red", "amber", "green"))
    assert [(p.name, p.number, p.x, p.width) for p in parts] == [
        ("red", 1, 0.0, 25.0),
        ("green", 3, 25.0, 75.0),
    ]
    assert charts.bar({}, ("red",)) == []


def test_a_timeline_puts_later_days_further_right(small: Context) -> None:
    example = next(p for p in small.projects if p.id == "example")
    line = charts.timeline(example.schedule.milestones, small.today)
    assert line is not None
    assert [track.label for track in line.tracks] == ["+4 d", "+7 d", ""]
    assert line.tracks[0].forecast_x < line.tracks[1].forecast_x < line.tracks[2].forecast_x
    assert line.left < line.tracks[0].forecast_x and line.tracks[2].forecast_x < line.width
    assert charts.timeline((), small.today) is None


def test_a_trend_counts_each_project_with_its_latest_report_so_far(demo: Context) -> None:
    last = reported_status.trend(p for p in demo.projects if p.state == "active")[-1]
    assert last.period == date(2026, 11, 13)
    assert last.counts == {"red": 1, "amber": 5, "green": 9, "none": 0}


def test_the_heat_map_counts_open_risks_by_impact_and_likelihood(demo: Context) -> None:
    risks = next(p for p in demo.projects if p.id == "sd-wan").raid.risks
    grid = charts.heat_map(risks, demo.methodology.reporting.risk_bands)
    assert [cell.number for cell in grid[1]] == [0, 1, 0, 1, 0]
    assert sum(cell.number for row in grid for cell in row) == 2
    # Bands of the shipped method: 1 low, 5 medium, 10 high, 16 critical.
    assert [cell.shade for cell in grid[0]] == ["medium", "high", "high", "critical", "critical"]
    assert [cell.shade for cell in grid[4]] == ["low", "low", "low", "low", "medium"]


@pytest.mark.parametrize(
    ("floors", "shades"),
    [
        ([], ["low"] * 5),
        ([1, 13], ["medium", "medium", "critical", "critical", "critical"]),
        ([1, 6, 11, 16, 21], ["low", "medium", "high", "critical", "critical"]),
    ],
)
def test_a_heat_map_is_shaded_by_the_methods_own_bands(floors: list[int], shades: list[str]) -> None:
    bands = [ScoreBand.model_construct(title=str(floor), at_least=floor) for floor in floors]
    assert [cell.shade for cell in charts.heat_map([], bands)[0]] == shades


def test_the_matrix_has_one_accountable_role_an_activity(demo: Context) -> None:
    _, rows = handbook_pages.rasci(demo)
    for row in rows:
        assert sum("A" in letters for letters in row.letters) == 1
        assert any("R" in letters for letters in row.letters)


def test_every_standard_shows_its_clauses_with_their_rules(demo: Context) -> None:
    views = handbook_pages.standards(demo)
    rows = [row for view in views for row in view.clauses]
    assert all(row.rules or row.clause.checked_by or row.clause.demands for row in rows)
    assert sum(view.open for view in views) == 38
