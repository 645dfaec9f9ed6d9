"""What a role may decide alone, and who may approve at a gate that names a role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.analytics.organisation import authority
from pmokit.load.run import Run
from pmokit.rules import trend
from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
ROLES, LIFECYCLE = "methodology/roles.yaml", "methodology/lifecycle.yaml"
CHANGE = f"{E}/changes/more-time.yaml"
APPROVED = "state: approved\ndecided_by: ana\ndecided_on: 2026-05-20\n"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def run_of(files: dict[str, bytes], *changes: tuple[str, str, str]) -> Run:
    return check_files(changed(files, *changes)).run


def beyond(run: Run) -> str | None:
    project = run.project("example")
    found = authority.beyond_delegation(project.changes[0], project, run)
    return None if found is None else str(found)


def test_a_role_with_a_limit_of_days_alone_decides_within_it_and_its_limits_are_told(
    files: dict[str, bytes],
) -> None:
    days_only = (ROLES, "    cost_limit: 25000 EUR\n", "")
    eleven = (CHANGE, "effect_days: 21\n", f"effect_days: 11\n{APPROVED}")
    ten = (CHANGE, "effect_days: 21\n", f"effect_days: 10\n{APPROVED}")
    assert beyond(run_of(files, days_only, ten)) is None
    told = beyond(run_of(files, days_only, eleven))
    assert told is not None
    assert told.endswith(
        "who may decide alone only within limits (Sponsor: up to 10 days, no additional cost)"
    )
    both = beyond(run_of(files, eleven))
    assert both is not None and "25,000" in both and "10 days" in both


def test_whoever_approves_holds_the_role_that_the_gate_names(files: dict[str, bytes]) -> None:
    def reason(role: str) -> str | None:
        named = (LIFECYCLE, "    forum: infrastructure-board\n", f"    forum: infrastructure-board\n    approver: {role}\n")  # fmt: skip
        run = run_of(files, named)
        project = run.project("example")
        approval = next(item for item in project.gates if item.gate == "ready-for-planning")
        found = authority.without_authority(approval, project, run)
        return None if found is None else str(found)

    assert reason("sponsor") is None
    assert reason("service-owner") == "is not Service owner on 2026-01-22"


def test_before_any_period_has_ended_pages_look_back_and_not_ahead(files: dict[str, bytes]) -> None:
    run = check_files(files, date(2020, 1, 1)).run
    assert trend.ends(run, 2) == []
    assert trend.since_of(run) < run.today
