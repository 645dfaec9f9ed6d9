"""Baselines and changes: dates and money that nobody approved are found where they stand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.conftest import causes, changed, check_files, sound

E = "portfolio/projects/example"
FIRST, SECOND, CHANGE = f"{E}/baselines/1.yaml", f"{E}/baselines/2.yaml", f"{E}/changes/more-time.yaml"
APPROVED = (
    "effect_days: 21\nforum: infrastructure-board\nstate: approved\ndecided_by: ana\ndecided_on: 2026-05-13\n"
)
AFTER = "title: Second\napproved_on: 2026-05-13\napproved_by: ana\nchange: more-time\n"
LATER = AFTER + "milestones:\n  - {milestone: end, date: 2027-01-01}\n"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def found(files: Mapping[str, bytes], *changes: tuple[str, str, str]) -> set[tuple[str, str]]:
    """The new findings after some changes: rule and file."""
    before = {(one.rule, one.path) for one in check_files(files).findings}
    return {(one.rule, one.path) for one in causes(check_files(changed(files, *changes)).findings)} - before


def test_a_removed_baseline_is_one_finding_of_several_reports(files: dict[str, bytes]) -> None:
    report = files[f"{E}/reports/2026-05-15.yaml"].decode()
    more = {
        f"{E}/reports/{day}.yaml": report.replace('baseline: "1"', 'baseline: "2"').encode()
        for day in ("2026-04-17", "2026-05-01", "2026-05-29")
    }
    without = {path: raw for path, raw in files.items() if path != FIRST}
    accused = [one for one in check_files({**files, **more}).findings if "baseline" in one.message]
    assert [one.rule for one in accused] == ["baseline-lost", "unknown-reference"]
    assert "baseline-lost" not in {one.rule for one in check_files(without).findings}


@pytest.mark.parametrize(("day", "is_found"), [("2027-01-04", False), ("2027-01-05", True)])
def test_a_baseline_may_take_the_days_that_were_approved(
    files: dict[str, bytes], day: str, is_found: bool
) -> None:
    new = found(
        files,
        (CHANGE, "effect_days: 21\n", APPROVED),
        (SECOND, "", LATER.replace("2027-01-01", day)),
        (f"{E}/schedule.yaml", "baseline: 2026-12-11", f"baseline: {day}"),
    )
    assert (("baseline-beyond-change", SECOND) in new) == is_found


def test_a_date_typed_over_in_the_plan_stands_at_its_milestone(files: dict[str, bytes]) -> None:
    plan = f"{E}/schedule.yaml"
    some = changed(
        files,
        (plan, "baseline: 2026-12-11, forecast: 2026-12-11", "baseline: 2027-02-26, forecast: 2027-02-26"),
    )
    (one,) = [one for one in check_files(some).findings if one.rule == "milestone-baseline-differs"]
    assert (one.record, one.route[-1], one.strength) == ("example/milestone/end", "baseline", "strong")
    assert [place.path for place in one.contradicted_by] == [FIRST]
    assert ("milestone-baseline-differs", plan) not in found(files)


@pytest.mark.parametrize("state", ["on_hold", "proposed"])
def test_projects_that_do_not_work_need_no_change_for_a_slip(files: dict[str, bytes], state: str) -> None:
    late = (
        f"{E}/schedule.yaml",
        "baseline: 2026-08-28, forecast: 2026-09-04",
        "baseline: 2026-08-28, forecast: 2026-12-04",
    )
    stopped = (f"{E}/project.yaml", "state: active", f"state: {state}")
    assert ("slip-without-change", f"{E}/schedule.yaml") in found(files, late)
    assert ("slip-without-change", f"{E}/schedule.yaml") not in found(files, late, stopped)
