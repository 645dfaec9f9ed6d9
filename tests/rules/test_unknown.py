"""What is not known is never green: not in a dimension, not in the whole, not in a tier, not in compliance."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pmokit.rules.tailoring import Scored
from tests.conftest import ROOT, SHARED, changed, check_files, sound, write_files

P = "portfolio/projects/example"
GMPP = SHARED / "data/gmpp"
EMPTY = "title: {0}\nsummary: What it does.\nworkstream: infrastructure\nstate: active\n"


def status(run: Callable[..., Result], root: Path) -> list[dict[str, Any]]:
    projects: list[dict[str, Any]] = json.loads(run("status", "--root", root, "--format", "json").stdout)[
        "projects"
    ]
    return projects


@pytest.fixture
def empty(shipped_files: Mapping[str, bytes], tmp_path: Path) -> Path:
    """Five active projects of which nobody wrote anything down."""
    files = {
        path: raw for path, raw in sound(shipped_files).items() if not path.startswith("portfolio/projects/")
    }
    made = {f"portfolio/projects/p{n}/project.yaml": EMPTY.format(f"P{n}").encode() for n in range(5)}
    kept = {path: raw for path, raw in files.items() if "/waivers/" not in path and "/steering/" not in path}
    return write_files(tmp_path / "empty", {**kept, **made})


def test_projects_without_data_are_not_assessed_in_any_dimension(
    empty: Path, run: Callable[..., Result]
) -> None:
    for project in status(run, empty):
        assert {name: entry["facts"] for name, entry in project["dimensions"].items()} == dict.fromkeys(
            ("schedule", "cost", "scope", "resources", "risks", "benefits"), "unknown"
        )
        assert project["overall"]["facts"] == "unknown"


def test_their_compliance_is_below_twenty_and_their_tier_not_known(
    empty: Path, run: Callable[..., Result]
) -> None:
    document = json.loads(run("adherence", "--root", empty, "--format", "json").stdout)
    assert all(project["adherence"] < 20 for project in document["projects"]), document["projects"]
    said = run("tier", "p1", "--root", empty).stdout
    assert (
        "The calculated tier is not known: between Light and Major. Not known: Approved budget in thousands, "
        in said
    )
    assert "(calculated)" not in said
    tier = json.loads(run("tier", "p1", "--root", empty, "--format", "json").stdout)
    assert (tier["calculated"], tier["points"]) == (None, 0)


def calculated(files: Mapping[str, bytes]) -> dict[str, str]:
    done = check_files(files)
    project = done.run.project("example")
    assert project is not None
    return {name: cell.rag for name, cell in done.method.thresholds.derive(project, done.run).items()}


@pytest.mark.parametrize(
    ("dimension", "path", "lost"),
    [
        ("schedule", f"{P}/schedule.yaml", None),
        ("cost", f"{P}/finance.yaml", None),
        ("risks", f"{P}/raid.yaml", None),
        ("benefits", f"{P}/benefits.yaml", None),
        ("resources", f"{P}/project.yaml", ("tier: standard\n", "")),
    ],
)
def test_a_dimension_without_its_register_is_not_assessed(
    shipped_files: Mapping[str, bytes], dimension: str, path: str, lost: tuple[str, str] | None
) -> None:
    files = sound(shipped_files)
    assert calculated(files)[dimension] != "none"
    if lost:
        files = changed(files, (path, *lost))
    else:
        del files[path]
    assert calculated(files)[dimension] == "none"


def test_the_whole_needs_the_schedule_or_the_cost(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    for path, whole in ((f"{P}/schedule.yaml", True), (f"{P}/finance.yaml", False)):
        del files[path]
        found = calculated(files)
        assert (found["overall"] != "none") is whole
        assert found["risks"] != "none"


def tier_of(files: Mapping[str, bytes]) -> str | None:
    done = check_files(files)
    project = done.run.project("example")
    assert project is not None
    return done.method.scoring.tier(project, done.run)


def test_a_tier_that_a_missing_budget_could_change_is_not_known(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    known = tier_of(files)
    assert known is not None
    del files[f"{P}/finance.yaml"]
    assert tier_of(files) is None


def test_what_is_not_known_counts_between_nothing_and_its_highest_band(
    shipped_files: Mapping[str, bytes],
) -> None:
    done = check_files(sound(shipped_files))
    tiers = done.run.methodology.tiers
    assert tiers is not None
    cost, duration, sites = tiers.scoring[:3]
    assert [max(band.points for band in measure.bands) for measure in (cost, duration, sites)] == [4, 1, 2]
    possible = done.method.scoring.possible
    known = Scored(cost, 5000, cost.bands[-1], 4)
    assert possible([Scored(cost, None, None, 0)]) == ("light", "standard")
    assert possible([known, Scored(duration, None, None, 0)]) == ("standard", "standard")
    assert possible([known, Scored(sites, None, None, 0)]) == ("standard", "major")
    assert possible([known]) == ("standard", "standard")


def test_an_expression_may_say_that_nothing_is_known(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    path = "methodology/reporting.yaml"
    value = "value: project.overrun_percent\n"
    unknown = changed(files, (path, value, "value: 5 if count(project.suppliers) > 99 else None\n"))
    assert check_files(unknown).findings == check_files(files).findings
    assert calculated(unknown)["cost"] == "none"
    always = changed(files, (path, value, "value: 5 if count(project.suppliers) < 99 else None\n"))
    assert calculated(always)["cost"] == "amber"


@pytest.mark.skipif(not GMPP.is_dir(), reason="the GMPP tables are not beside the project")
@pytest.mark.slow
def test_no_project_of_the_uk_is_green_in_what_its_source_does_not_say(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    table, mapping = GMPP / "gmpp_2021_semicolon_cp1252.csv", ROOT / "tests/exchange/maps/gmpp-2021.yaml"
    assert run("import", "table", table, "--map", mapping, "--into", tmp_path / "gmpp").exit_code == 0
    projects = status(run, tmp_path / "gmpp")
    assert len(projects) == 184
    colours = {entry["facts"] for project in projects for entry in project["dimensions"].values()}
    assert colours == {"unknown"} and {project["overall"]["facts"] for project in projects} == {"unknown"}
