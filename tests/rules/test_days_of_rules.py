"""Days and limits by which rules judge, on both sides; what a run may remember; which links count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.analytics.reporting import duties, milestone_table
from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.rules.checking import Check, check
from pmokit.text.files import Backing, Snapshot
from pmokit.views.context import Context
from tests.conftest import CLOCK, changed, check_files, sound

E = "portfolio/projects/example"
TODAY = date(2026, 6, 1)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def project_of(workspace: Run) -> Project:
    project = workspace.project("example")
    assert project is not None
    return project


@pytest.mark.parametrize(
    ("effective", "severity", "advisory"),
    [("2026-05-31", "error", False), ("2026-06-01", "error", False), ("2026-06-02", "note", True)],
)
def test_a_rule_is_advisory_up_to_the_day_before_it_takes_effect(
    files: dict[str, bytes], effective: str, severity: str, advisory: bool
) -> None:
    rule = "methodology/rules/raid/risk-unowned.yaml"
    late = changed(
        files,
        (rule, "severity: error", f"severity: error\neffective_from: {effective}"),
        (f"{E}/raid.yaml", "    owner: ben\n    likelihood", "    likelihood"),
    )
    (found,) = [item for item in check_files(late).findings if item.rule == "risk-unowned"]
    assert found.severity == severity
    assert (f"(advisory until {effective})" in found.message) is advisory


def test_what_was_remembered_without_a_signature_is_judged_again_once_git_shows_one(
    files: dict[str, bytes],
) -> None:
    gate = f"{E}/gates/ready-for-executing.yaml"
    strict = changed(
        files,
        ("methodology/lifecycle.yaml", "valid_days: 365\n", "valid_days: 365\n    verification: verified\n"),
        ("portfolio/people.yaml", "{id: ana,", "{id: ana, email: ana@example.com,"),
    )
    plain = dict(sorted(strict.items()))

    def judged(signers: Mapping[str, Backing], memory: object) -> Check:
        kept = json.loads(json.dumps(memory)) if memory else None
        return check(Snapshot(plain, (), signers), TODAY, CLOCK, kept)

    before = judged({}, None)
    assert [item.rule for item in before.findings] == ["approval-unverified"]
    signed = judged({gate: Backing(frozenset({frozenset({"ana@example.com"})}))}, before.memory)
    assert signed.findings == []
    assert judged({}, signed.memory).findings == before.findings, "and again when it is taken away"


def test_a_withdrawn_dependency_closes_no_circle(files: dict[str, bytes]) -> None:
    other = "portfolio/projects/other/schedule.yaml"
    back = """dependencies:
  - id: back
    title: The way back
    giver: example
    milestone: example/half
    needed_for: delivered
    needed_by: 2026-07-20
    state: {state}
    accepted_by: ben
    accepted_on: 2026-05-11
    promised_for: 2026-07-15
"""

    def circles(state: str) -> int:
        some = {**files, other: files[other] + back.replace("{state}", state).encode()}
        return sum(item.rule == "cycle" for item in check_files(some).findings)

    assert circles("accepted") == 1
    assert circles("withdrawn") == 0


@pytest.mark.parametrize(("forecast", "silent"), [("2026-08-29", False), ("2026-08-28", True)])
def test_a_move_of_as_many_days_as_the_method_names_must_be_explained(
    files: dict[str, bytes], forecast: str, silent: bool
) -> None:
    """The report of 15 May forecasts 4 September; seven days are the limit."""
    before = changed(
        {**files, f"{E}/reports/2026-05-01.yaml": files[f"{E}/reports/2026-05-15.yaml"]},
        (f"{E}/reports/2026-05-01.yaml", "{milestone: half, forecast: 2026-09-04}", f"{{milestone: half, forecast: {forecast}}}"),
        (f"{E}/reports/2026-05-15.yaml", "comment: A week behind at the half.", "comment: As before."),
    )  # fmt: skip
    workspace = check_files(before).run
    project = project_of(workspace)
    moved = [
        milestone_table.moved_silently(entry, project, workspace) for entry in project.reports[-1].forecasts
    ]
    assert [(reason.code, reason.values["days"]) for reason in moved if reason] == (
        [("moved-silently", "+7")] if silent else []
    )


@pytest.mark.parametrize(("start", "owed"), [("2026-05-15", True), ("2026-05-16", False)])
def test_a_project_owes_the_period_that_ends_on_the_day_on_which_it_starts(
    files: dict[str, bytes], start: str, owed: bool
) -> None:
    period = date(2026, 5, 15)
    late = changed(files, (f"{E}/project.yaml", "start: 2026-01-05", f"start: {start}"))
    late.pop(f"{E}/reports/2026-05-15.yaml")
    workspace = check_files(late, date(2026, 5, 21)).run
    project = project_of(workspace)
    assert duties.owes(project, workspace, period) is owed
    assert duties.last_due_period(project, workspace) == (period if owed else None)
    assert duties.current_period(project, workspace) == (period if owed else None)
    assert duties.missing_periods(project, workspace) == ([period] if owed else [])
    assert duties.report_overdue_days(project, workspace) == (1 if owed else 0)


@pytest.mark.parametrize(("today", "period"), [("2026-01-09", None), ("2026-01-10", "2026-01-09"), ("2026-01-23", "2026-01-09"), ("2026-01-24", "2026-01-23")])  # fmt: skip
def test_a_period_has_ended_on_the_day_after_its_last(
    files: dict[str, bytes], today: str, period: str | None
) -> None:
    workspace = check_files(files, date.fromisoformat(today)).run
    expected = date.fromisoformat(period) if period else None
    assert duties.current_period(project_of(workspace), workspace) == expected


@pytest.mark.parametrize(("state", "number"), [("active", 1), ("on_hold", 1), ("closed", 0), ("proposed", 0)])
def test_a_project_on_hold_is_escalated_like_an_active_one_and_no_other(
    files: dict[str, bytes], state: str, number: int
) -> None:
    late = changed(
        files,
        (f"{E}/project.yaml", "state: active", f"state: {state}"),
        (f"{E}/raid.yaml", "needed_by: 2026-06-30", "needed_by: 2026-06-10"),
    )
    context = Context(check_files(late, date(2026, 6, 24)))
    assert len(context.raised(project_of(context.run))) == number


@pytest.mark.parametrize(("day", "waived"), [("2026-05-24", False), ("2026-05-25", True), ("2026-08-31", True), ("2026-09-01", False)])  # fmt: skip
def test_a_waiver_covers_from_its_first_to_its_last_day(
    files: dict[str, bytes], day: str, waived: bool
) -> None:
    late = changed(files, (f"{E}/schedule.yaml", "title: All mailboxes moved, baseline: 2026-12-11,", "title: All mailboxes moved,"))  # fmt: skip
    found = check_files(late, date.fromisoformat(day)).findings
    (finding,) = [item for item in found if item.rule == "milestone-without-baseline"]
    assert bool(finding.waived_by) is waived
