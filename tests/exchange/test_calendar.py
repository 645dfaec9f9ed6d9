"""Calendars read back by a parser that is not the one that wrote them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
import vobject
from click.testing import Result

from tests.conftest import ROOT, sound, write_files

E = "portfolio/projects/example"
PORTFOLIO = "example-portfolio-5d982853"


@pytest.fixture
def repository(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    root = tmp_path / "repository"
    write_files(root, sound(shipped_files))
    return root


def entries(path: Path) -> dict[str, tuple[date, str]]:
    calendar = vobject.readOne(path.read_text(encoding="utf-8"))
    found = getattr(calendar, "vevent_list", [])
    return {e.uid.value: (e.dtstart.value, e.summary.value) for e in found}


def test_all_dates_of_each_forum_and_of_each_project_are_there(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    result = run("calendar", "--root", repository, "--output", tmp_path / "calendar")
    assert result.exit_code == 0, result.output
    everything = entries(tmp_path / "calendar/all.ics")
    assert everything[f"milestone/example/half@{PORTFOLIO}"] == (
        date(2026, 9, 4), "Example project: Half of the mailboxes moved",
    )  # fmt: skip
    assert everything[f"meeting/infrastructure-board/2026-05-20@{PORTFOLIO}"][0] == date(2026, 5, 20)
    # The period to 2026-05-29 is due five days later; a light project reports every other period.
    assert everything[f"report/example/2026-05-29@{PORTFOLIO}"][0] == date(2026, 6, 3)
    assert sum(uid.startswith("report/example/") for uid in everything) == 6
    assert list(entries(tmp_path / "calendar/forums/change-board.ics")) == []
    mine = entries(tmp_path / "calendar/projects/other.ics")
    assert set(mine) <= set(everything) and f"milestone/other/delivered@{PORTFOLIO}" in mine


def test_a_date_that_moves_keeps_its_identity_and_the_same_input_gives_the_same_bytes(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    run("calendar", "--root", repository, "--output", tmp_path / "one")
    run("calendar", "--root", repository, "--output", tmp_path / "again")
    assert (tmp_path / "one/all.ics").read_bytes() == (tmp_path / "again/all.ics").read_bytes()
    schedule = repository / E / "schedule.yaml"
    schedule.write_text(schedule.read_text().replace("forecast: 2026-09-04", "forecast: 2026-10-02"))
    run("calendar", "--root", repository, "--output", tmp_path / "two")
    before, after = entries(tmp_path / "one/all.ics"), entries(tmp_path / "two/all.ics")
    assert before.keys() == after.keys()
    moved = {uid for uid in before if before[uid] != after[uid]}
    assert moved == {f"milestone/example/half@{PORTFOLIO}"}
    assert after[f"milestone/example/half@{PORTFOLIO}"][0] == date(2026, 10, 2)


def test_a_title_cannot_forge_a_line_of_a_calendar(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    schedule = repository / E / "schedule.yaml"
    forged = 'title: "Half; of, the\\\\nEND:VEVENT BEGIN:VEVENT"'
    schedule.write_text(schedule.read_text().replace("title: Half of the mailboxes moved", forged))
    run("calendar", "--root", repository, "--output", tmp_path / "calendar")
    before = entries(tmp_path / "calendar/all.ics")
    assert (
        before[f"milestone/example/half@{PORTFOLIO}"][1]
        == "Example project: Half; of, the\\nEND:VEVENT BEGIN:VEVENT"
    )


def test_the_shipped_portfolio_has_a_calendar_for_each_forum_and_project(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    out = run("calendar", "--root", ROOT, "--output", tmp_path / "calendar").stdout
    assert out.startswith("21 calendars with ") and " dates in all, in " in out
    for path in (tmp_path / "calendar").rglob("*.ics"):
        entries(path)


def test_a_meeting_that_moves_keeps_its_identity(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    meeting = repository / "portfolio/steering/infrastructure-board/2026-06-17.yaml"
    meeting.write_text("state: planned\n")
    run("calendar", "--root", repository, "--output", tmp_path / "one")
    moved = run(
        "steering",
        "move",
        "infrastructure-board",
        "--date",
        "2026-06-17",
        "--to",
        "2026-06-24",
        "--root",
        repository,
    )
    assert moved.exit_code == 0, moved.output
    run(
        "steering",
        "move",
        "infrastructure-board",
        "--date",
        "2026-06-24",
        "--to",
        "2026-07-01",
        "--root",
        repository,
    )
    run("calendar", "--root", repository, "--output", tmp_path / "two")
    before, after = entries(tmp_path / "one/all.ics"), entries(tmp_path / "two/all.ics")
    uid = f"meeting/infrastructure-board/2026-06-17@{PORTFOLIO}"
    assert (before[uid][0], after[uid][0]) == (date(2026, 6, 17), date(2026, 7, 1))
    assert set(before) == set(after)


def test_a_meeting_called_for_the_day_that_another_one_left_is_another_entry(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    folder = repository / "portfolio/steering/infrastructure-board"
    (folder / "2026-06-24.yaml").write_text("state: planned\nfirst_planned: 2026-06-17\n")
    run("calendar", "--root", repository, "--output", tmp_path / "one")
    (folder / "2026-06-17.yaml").write_text("state: planned\n")
    run("calendar", "--root", repository, "--output", tmp_path / "two")
    before, after = entries(tmp_path / "one/all.ics"), entries(tmp_path / "two/all.ics")
    uid = f"meeting/infrastructure-board/2026-06-17@{PORTFOLIO}"
    assert before[uid] == after[uid] and after[uid][0] == date(2026, 6, 24)
    assert {after[name][0] for name in set(after) - set(before)} == {date(2026, 6, 17)}


def test_two_projects_whose_ids_and_milestones_read_the_same_in_a_row_have_two_entries(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    projects = repository / "portfolio/projects"
    for project, milestone in (("erp", "hub-live"), ("erp-hub", "live")):
        shutil.copytree(projects / "other", projects / project)
        (projects / project / "schedule.yaml").write_text(
            f"milestones:\n  - {{id: {milestone}, title: Live, forecast: 2027-01-15}}\n"
        )
    run("calendar", "--root", repository, "--output", tmp_path / "calendar")
    found = {uid for uid in entries(tmp_path / "calendar/all.ics") if uid.startswith("milestone/erp")}
    assert found == {f"milestone/erp/hub-live@{PORTFOLIO}", f"milestone/erp-hub/live@{PORTFOLIO}"}


def test_no_entry_of_one_department_is_taken_for_one_of_another(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    about = repository / "portfolio/portfolio.yaml"
    text = about.read_text()
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    seen: set[str] = set()
    for number, change in enumerate(
        ("title: Finance", "title: Finance!", "title: 財務", "title: 財経", f"{title}\norganisation: Acme")
    ):
        about.write_text(text.replace(title, change))
        run("calendar", "--root", repository, "--output", tmp_path / str(number))
        found = set(entries(tmp_path / f"{number}/all.ics"))
        assert found and not found & seen
        seen |= found


def test_an_entry_is_the_same_one_on_the_next_day(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    for day in ("2026-06-01", "2026-06-02"):
        run("calendar", "--root", repository, "--today", day, "--output", tmp_path / day)
    one, two = (entries(tmp_path / day / "all.ics") for day in ("2026-06-01", "2026-06-02"))
    assert set(one) == set(two)
