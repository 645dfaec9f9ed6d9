"""Status derived from facts: the five projects of the documentation, and what a single day changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from pmokit.rules.checking import Check
from tests.conftest import ROOT, causes, check_files, sound

E = "portfolio/projects/example"


@pytest.fixture(scope="module")
def shipped(shipped_files: Mapping[str, bytes]) -> Check:
    return check_files(shipped_files)


def table() -> dict[str, list[str]]:
    text = (ROOT / "docs/status.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", text, re.M)
    return {name: cells.split(" | ") for name, cells in rows}


@pytest.mark.parametrize("name", sorted(table()))
def test_the_program_says_what_was_worked_out_by_hand(shipped: Check, name: str) -> None:
    project = shipped.run.project(name)
    assert project is not None and len(table()) == 5
    derived = shipped.method.thresholds.derive(project, shipped.run)
    for dimension, cell in zip(("schedule", "cost", "resources", "risks"), table()[name], strict=False):
        number, rag = re.match(r"(-?[\d.]+)[^:]*: (\w+)", cell).groups()  # type: ignore[union-attr]
        values = {reason.threshold.id: reason.value for reason in derived[dimension].reasons}
        assert round(float(values[dimension]), 2) == float(number), (name, dimension)
        assert derived[dimension].rag == rag, (name, dimension)
    assert derived["overall"].rag == table()[name][-1]


def colours(files: Mapping[str, bytes]) -> dict[str, str]:
    done = check_files(files)
    project = done.run.project("example")
    assert project is not None
    return {name: cell.rag for name, cell in done.method.thresholds.derive(project, done.run).items()}


@pytest.mark.parametrize(
    ("days", "schedule", "overall"),
    [(9, "green", "amber"), (10, "amber", "amber"), (29, "amber", "amber"), (30, "red", "red")],
)
def test_a_milestone_moved_by_a_day_across_a_threshold_turns_exactly_its_colours(
    shipped_files: Mapping[str, bytes], days: int, schedule: str, overall: str
) -> None:
    files = sound(shipped_files)
    forecast = date(2026, 8, 28) + timedelta(days=days)
    path = f"{E}/schedule.yaml"
    moved = {**files, path: files[path].replace(b"forecast: 2026-09-04", f"forecast: {forecast}".encode())}
    before = colours(files)
    assert before["overall"] == "amber" and before["schedule"] == "green", "a risk of twelve points"
    after = colours(moved)
    assert after["schedule"] == schedule and after["overall"] == overall
    assert {k: v for k, v in after.items() if k not in ("schedule", "overall")} == {
        k: v for k, v in before.items() if k not in ("schedule", "overall")
    }


def test_a_tier_may_have_other_limits(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    path = f"{E}/schedule.yaml"
    moved = {**files, path: files[path].replace(b"forecast: 2026-09-04", b"forecast: 2026-09-10")}
    assert colours(moved)["schedule"] == "amber"
    charter = f"{E}/project.yaml"
    light = {**moved, charter: moved[charter].replace(b"tier: standard", b"tier: light")}
    assert colours(light)["schedule"] == "green"


def test_what_is_not_known_has_no_colour(shipped_files: Mapping[str, bytes]) -> None:
    files = {p: raw for p, raw in sound(shipped_files).items() if p != f"{E}/finance.yaml"}
    assert colours(files)["cost"] == "none"


def test_a_threshold_that_does_not_compile_is_found_in_its_own_place(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    path = "methodology/reporting.yaml"
    for old, new, message in (
        (
            b"value: project.overrun_percent",
            b"value: project.overrun_percnt",
            "`overrun_percnt` is not a field of project",
        ),
        (b"the forecast is {value} percent", b"the forecast is {vaule} percent", "`vaule` is not known here"),
    ):
        found = check_files({**files, path: files[path].replace(old, new)}).findings
        mine = [f for f in causes(found) if f.path == path]
        assert [(f.rule, f.message) for f in mine] == [("rule-invalid", message)]
        assert "status-overstated" in {f.of_rule for f in found if f.rule == "not-judged"}
        line = files[path].replace(old, new).decode().splitlines()[mine[0].line - 1]
        assert line[mine[0].column - 1 :].startswith(("project.overrun_percnt", "overrun_percnt", "vaule"))


def test_the_demonstration_shows_each_kind_of_untruth_on_the_site(shipped: Check) -> None:
    found = {f.rule for f in shipped.findings}
    assert {"schedule-overstated", "status-overstated", "review-contradicted", "report-copied", "dependency-dates-differ",
            "override-expired", "milestone-move-unexplained"} <= found  # fmt: skip
