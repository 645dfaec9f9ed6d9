"""What a role may decide alone, and who may approve at a gate that names a role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.analytics.organisation import assignments, authority, untraced
from pmokit.analytics.reporting import duties
from pmokit.analytics.schedule import baselines
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


MEETING = "portfolio/steering/infrastructure-board/2026-05-20.yaml"
DECISION = "{id: d1, what: Go on, project: example, outcome: approved}"
GATE = f"{E}/gates/ready-for-planning.yaml"


@pytest.mark.parametrize(
    ("outcome", "recorded", "is_traced"),
    [
        ("approved", "approved", True),
        ("approved", "approved_with_conditions", True),
        ("approved", "stopped", False),
        ("approved_with_conditions", "approved", True),
        ("approved_with_conditions", "approved_with_conditions", True),
        ("approved_with_conditions", "rework", False),
        ("rejected", "rejected", True),
        ("rejected", "rework", True),
        ("rejected", "stopped", True),
        ("rejected", "approved", False),
        ("deferred", "approved", True),
    ],
)
def test_a_meetings_decision_reaches_a_gate_whose_record_says_what_follows_from_it(
    files: dict[str, bytes], outcome: str, recorded: str, is_traced: bool
) -> None:
    named = DECISION.replace("outcome: approved", f"outcome: {outcome}, gate: ready-for-planning")
    run = run_of(files, (MEETING, DECISION, named), (GATE, "decision: approved", f"decision: {recorded}"))
    (decision,) = run.workspace.portfolio.meetings[0].decisions
    assert (untraced.untraced(decision, run) is None) == is_traced


@pytest.mark.parametrize(
    ("outcome", "state", "is_traced"),
    [
        ("approved", "state: approved\n", True),
        ("approved", "", False),
        ("rejected", "state: rejected\n", True),
        ("rejected", "state: withdrawn\n", True),
        ("rejected", "state: approved\n", False),
    ],
)
def test_a_meetings_decision_reaches_a_change_whose_state_says_what_follows_from_it(
    files: dict[str, bytes], outcome: str, state: str, is_traced: bool
) -> None:
    named = DECISION.replace("outcome: approved", f"outcome: {outcome}, change: more-time")
    run = run_of(
        files, (MEETING, DECISION, named), (CHANGE, "effect_days: 21\n", f"effect_days: 21\n{state}")
    )
    (decision,) = run.workspace.portfolio.meetings[0].decisions
    told = untraced.untraced(decision, run)
    assert (told is None) == is_traced
    assert told is None or "more-time" in str(told)


def test_nobody_is_said_to_exceed_limits_who_is_not_in_the_directory(files: dict[str, bytes]) -> None:
    unknown = APPROVED.replace("ana", "somebody-else")
    assert beyond(run_of(files, (CHANGE, "effect_days: 21\n", f"effect_days: 21\n{unknown}"))) is None


def test_a_role_that_the_method_does_not_describe_is_not_vacant(files: dict[str, bytes]) -> None:
    tiers = files["methodology/tiers.yaml"].decode()
    role = "technical-lead"
    assert role in tiers
    run = run_of({**files, "methodology/tiers.yaml": tiers.replace(role, "ghost").encode()})
    project = run.project("example")
    assert project is not None and "ghost" in run.tier(project.tier or "").roles  # type: ignore[union-attr]
    assert assignments.roles_unfilled(project, run) == ()


def test_each_gap_in_the_numbers_of_baselines_is_told(files: dict[str, bytes]) -> None:
    first = files[f"{E}/baselines/1.yaml"]
    more = {f"{E}/baselines/{number}.yaml": first for number in (3, 6)}
    run = run_of({**files, **more})
    project = run.project("example")
    assert project is not None
    assert baselines.baselines_lost(project, run) == ("2", "4 to 5")
    whole = run_of(files).project("example")
    assert whole is not None and baselines.baselines_lost(whole, run) == ()


@pytest.mark.parametrize("number", [1, 3])
def test_reports_are_missing_from_the_last_one_on(files: dict[str, bytes], number: int) -> None:
    report = files[f"{E}/reports/2026-05-15.yaml"]
    earlier = {f"{E}/reports/{day}.yaml": report for day in ("2026-04-17", "2026-05-01")[: number - 1]}
    run = check_files({**files, **earlier}, date(2026, 7, 1)).run
    project = run.project("example")
    assert project is not None and len(project.reports) == number
    assert [str(day) for day in duties.missing_periods(project, run)] == [
        "2026-05-29",
        "2026-06-12",
        "2026-06-26",
    ]
