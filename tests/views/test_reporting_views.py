"""Month-end on one page, and how milestones moved from report to report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmokit.views import charts
from pmokit.views.context import Context
from pmokit.views.reporting import month_end
from tests.conftest import check_files, sound

E = "portfolio/projects/example"


def queue(files: Mapping[str, bytes], today: str) -> dict[str, str]:
    found = month_end.queue(Context(check_files(files, date.fromisoformat(today))))
    return {row.project.id: row.state for row in found["rows"]}


def test_each_active_project_owes_the_period_that_ended_last(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    assert queue(files, "2026-05-16")["example"] == "done"
    # The period to 2026-05-29 has ended; its report is due on 2026-06-03.
    assert queue(files, "2026-06-01")["example"] == "missing"
    assert queue(files, "2026-06-04")["example"] == "overdue"
    unread = {
        **files,
        f"{E}/reports/2026-05-15.yaml": files[f"{E}/reports/2026-05-15.yaml"].replace(
            b"reviewed_by: dan\n", b""
        ),
    }
    assert queue(unread, "2026-05-16")["example"] == "unread"


def test_the_quality_of_reports_counts_the_rules_about_reports_alone(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    whole = month_end.queue(Context(check_files(files, date(2026, 5, 16))))
    assert {row.project.id: row.quality.adherence for row in whole["rows"]}["example"] == 100
    path = f"{E}/reports/2026-05-15.yaml"
    stale = {**files, path: files[path].replace(b"as_on: 2026-05-15", b"as_on: 2026-05-01")}
    row = month_end.queue(Context(check_files(stale, date(2026, 5, 16))))["rows"][0]
    assert row.quality.adherence is not None and row.quality.adherence < 100
    raid = f"{E}/raid.yaml"
    unowned = {**files, raid: files[raid].replace(b"    owner: ben\n    likelihood", b"    likelihood")}
    row = month_end.queue(Context(check_files(unowned, date(2026, 5, 16))))["rows"][0]
    assert row.quality.adherence == 100, "a risk says nothing about reports"


def test_the_milestone_trend_has_a_line_for_each_milestone_that_ends_when_it_is_reached(
    shipped_files: Mapping[str, bytes],
) -> None:
    project = check_files(shipped_files).run.project("sd-wan")
    assert project is not None
    trend = charts.milestone_trend(project.reports, project.schedule.milestones)
    assert trend is not None
    lines = {trace.title: trace for trace in trend.traces}
    assert set(lines) == {item.title for item in project.schedule.milestones}
    pilot, wave, end = (
        lines["Pilot in Hamburg and Lyon runs"],
        lines["Wave 2: Gdańsk, Brno, İzmir"],
        lines["Old lines are switched off"],
    )
    assert pilot.reached and len(pilot.points) < len(wave.points)
    assert wave.points[-1][1] < wave.points[0][1], "later is higher, and the axis of a picture runs down"
    assert len({y for _, y in end.points}) == 1, "a level line keeps its date"
    assert charts.milestone_trend(project.reports[:1], project.schedule.milestones) is None


def test_the_registers_hold_what_is_open_and_figures_of_people_only_where_they_are_on(
    shipped_files: Mapping[str, bytes],
) -> None:
    from pmokit.views.registers import raid_register

    found = raid_register.registers(Context(check_files(shipped_files)))
    scores = [row.score for row in found["risks"]]
    assert scores == sorted(scores, reverse=True) and scores[0] == 20
    assert sum(cell.number for row in found["heat"] for cell in row) == len(found["risks"])
    assert all(row.risk.state == "open" for row in found["risks"]) and found["loads"] == []
    about = "portfolio/portfolio.yaml"
    on = {
        **shipped_files,
        about: shipped_files[about].replace(b"currency: EUR\n", b"currency: EUR\nfigures_of_people: true\n"),
    }
    loads = raid_register.registers(Context(check_files(on)))["loads"]
    assert sum(load.risks for load in loads) == len(found["risks"])


def test_exposure_is_cost_times_likelihood(shipped_files: Mapping[str, bytes]) -> None:
    from pmokit.views.registers import raid_register

    files = sound(shipped_files)
    path = f"{E}/raid.yaml"
    costly = {
        **files,
        path: files[path].replace(b"    impact: 3\n", b"    impact: 3\n    cost: 100000 EUR\n", 1),
    }
    found = raid_register.registers(Context(check_files(costly)))
    assert [str(row.exposure) for row in found["risks"]] == ["80,000 EUR"]
    assert str(found["exposure"][2][3]) == "80,000 EUR" and found["costed"]
    assert not raid_register.registers(Context(check_files(files)))["costed"], "no table of dashes"
