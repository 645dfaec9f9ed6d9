"""The past is told from the records of today: what was there before each step, and what cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pmokit.load.demonstration.replay import replay
from pmokit.load.demonstration.state import Unfit
from pmokit.text.new_history import NewCommit
from pmokit.text.yaml import parse
from tests.conftest import ROOT

HISTORY = (ROOT / "demonstration/history.yaml").read_text(encoding="utf-8")
HEAD = HISTORY[: HISTORY.index("\nsteps:")]
SCHEDULE = "portfolio/projects/sd-wan/schedule.yaml"
RISKS = "portfolio/projects/sd-wan/raid.yaml"
FINANCE = "portfolio/projects/dc-consolidation/finance.yaml"


@pytest.fixture(scope="module")
def told(shipped_files: Mapping[str, bytes]) -> list[NewCommit]:
    return replay(HISTORY.encode(), shipped_files)


def at(told: list[NewCommit], day: str, path: str) -> object:
    """The data of a file at the end of a day; None before it came."""
    found = None
    for commit in told:
        if commit.moment.date().isoformat() <= day and path in commit.changes:
            found = commit.changes[path]
    return parse(found).data if found is not None else None


def entry(told: list[NewCommit], day: str, path: str, kind: str, name: str) -> Mapping[str, object] | None:
    data = at(told, day, path)
    assert isinstance(data, dict)
    return next((one for one in data.get(kind, ()) if one["id"] == name), None)


def test_forecasts_are_those_of_the_last_report(told: list[NewCommit]) -> None:
    days = ("2026-06-05", "2026-09-12", "2026-10-09")
    rows = [entry(told, day, SCHEDULE, "milestones", "wave-2") for day in days]
    assert [row and row["forecast"] for row in rows] == ["2026-11-27", "2026-12-04", "2026-12-18"]
    assert [row and row["baseline"] for row in rows] == ["2026-11-27", "2026-11-27", "2026-12-18"]


def test_a_milestone_is_reached_on_its_day(told: list[NewCommit]) -> None:
    before, after = (
        entry(told, day, SCHEDULE, "milestones", "wave-1") for day in ("2026-09-24", "2026-09-25")
    )
    assert before is not None and after is not None
    assert ("actual" in before, after["actual"]) == (False, "2026-09-25")


def test_money_is_that_of_the_last_report_in_proportion(told: list[NewCommit]) -> None:
    data = at(told, "2026-09-12", FINANCE)
    assert isinstance(data, dict)
    assert data["as_on"] == "2026-08-31"
    assert sum(int(line["forecast"].split()[0]) for line in data["lines"]) == 3_160_000
    assert sum(int(line["actual"].split()[0]) for line in data["lines"]) == 1_088_000
    assert "ledger" not in data


def test_entries_come_on_their_day_and_scores_are_those_of_then(told: list[NewCommit]) -> None:
    assert entry(told, "2026-10-25", RISKS, "issues", "izmir-customs") is None
    assert entry(told, "2026-10-26", RISKS, "issues", "izmir-customs") is not None
    days = ("2026-08-30", "2026-08-31", "2026-09-28")
    scores = [entry(told, day, RISKS, "risks", "brno-circuit") for day in days]
    assert [row and row["likelihood"] for row in scores] == ["2", "3", "4"]


def test_projects_come_with_all_of_their_files(told: list[NewCommit]) -> None:
    commit = next(one for one in told if "portfolio/projects/cloud-migration/project.yaml" in one.changes)
    assert commit.moment.date().isoformat() == "2026-08-03"
    assert {Path(path).name for path in commit.changes} >= {"schedule.yaml", "raid.yaml", "team.yaml"}
    assert commit.author == "Piotr Zieliński"


def test_a_waiver_that_ended_was_there(told: list[NewCommit]) -> None:
    path = "portfolio/waivers/erp-first-report.yaml"
    assert at(told, "2026-06-29", path) is not None
    assert at(told, "2026-06-30", path) is None


def test_each_commit_changes_something_and_says_what(told: list[NewCommit]) -> None:
    assert all(commit.changes and commit.message.splitlines()[0] for commit in told)
    # The list of what happened is a small part of it.
    assert HISTORY.count("  - day:") < len(told) / 8


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("before: {projects/sd-wan/raid.yaml: {risks.brno-circuit.likelihood: 4}}", "likelihood"),
        ("before: {projects/sd-wan/raid.yaml: {risks.no-such.likelihood: 2}}", "risks.no-such"),
        ("before: {projects/no-such/raid.yaml: {risks.a.likelihood: 2}}", "no-such"),
        ("added: {projects/sd-wan/raid.yaml: [risks.brno-circuit.secret]}", "secret"),
        ("created: [projects/sd-wan/no-such.yaml]", "no-such"),
        ("before: {}", "Nothing"),
    ],
)
def test_a_step_that_does_not_fit_the_records_is_refused(
    shipped_files: Mapping[str, bytes], what: str, where: str
) -> None:
    step = f"\nsteps:\n  - day: 2026-11-20\n    by: anna-novak\n    message: Nothing\n    {what}\n"
    with pytest.raises(Unfit, match=where):
        replay((HEAD + step).encode(), shipped_files)


@pytest.mark.parametrize("day", ["2026-05-18", "2026-11-24"])
def test_a_step_outside_the_told_time_is_refused(shipped_files: Mapping[str, bytes], day: str) -> None:
    step = f"\nsteps:\n  - day: {day}\n    by: anna-novak\n    message: Beyond\n    created: [people.yaml]\n"
    with pytest.raises(Unfit, match="Beyond"):
        replay((HEAD + step).encode(), shipped_files)
