"""What a project should have and has not: reports, risks, dates, and somebody who looks at it on hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.assurance.example import E, accused, with_file
from tests.conftest import changed, sound

MAY = """\
as_on: 2026-05-01
submitted_on: 2026-05-04
author: ben
reviewed_by: dan
baseline: "1"
summary: The pilot runs with forty users.
claims: {overall: {rag: green}, schedule: {rag: green}, cost: {rag: green}}
next_steps: [{what: End the pilot, owner: ben, due: 2026-05-04}]
forecasts: [{milestone: half, forecast: 2026-09-04}, {milestone: end, forecast: 2026-12-11}]
figures: {budget: 300000 EUR, actual: 110000 EUR, forecast: 305000 EUR}
"""


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


@pytest.mark.parametrize(
    ("start", "missing"), [("2026-04-03", True), ("2026-04-04", False), ("2026-04-17", False)]
)
def test_the_first_report_may_cover_the_period_of_the_start_and_no_more(
    files: dict[str, bytes], start: str, missing: bool
) -> None:
    late = changed(
        with_file(files, "reports/2026-05-01.yaml", MAY),
        (f"{E}/project.yaml", "start: 2026-01-05", f"start: {start}"),
    )
    assert ("reports-missing-at-start" in {rule for rule, _, _ in accused(late)}) is missing


def test_a_project_on_hold_is_found_once_nobody_has_dealt_with_it_for_ninety_days(
    files: dict[str, bytes],
) -> None:
    held = changed(
        files,
        (f"{E}/project.yaml", "state: active\n",
         "state: on_hold\nstate_since: 2026-05-21\nstate_decision: infrastructure-board/2026-05-20\n"),
    )  # fmt: skip
    found = ("hold-unwatched", "project.yaml", "state_since: 2026-05-21")
    assert found not in accused(held, date(2026, 8, 18))
    assert found in accused(held, date(2026, 8, 19))
    meeting = b"state: held\ndecisions:\n  - {id: d1, what: Wait, project: example, outcome: approved}\n"
    seen = {**held, "portfolio/steering/infrastructure-board/2026-07-20.yaml": meeting}
    assert found not in accused(seen, date(2026, 8, 19))


def test_what_its_tier_needs_is_found_where_it_should_be(files: dict[str, bytes]) -> None:
    bare = changed(
        with_file(files, "raid.yaml", "risks: []\n"),
        (f"{E}/project.yaml", "finish: 2026-12-18\n", ""),
        (f"{E}/finance.yaml", "as_on: 2026-05-15\n", ""),
        (f"{E}/schedule.yaml", ", critical: true", ""),
    )
    assert accused(bare) == {
        ("charter-undated", "project.yaml", "title: Example project"),
        ("risks-missing", "raid.yaml", "risks: []"),
        ("figures-undated", "finance.yaml", "lines:"),
        ("critical-milestone-missing", "schedule.yaml", "milestones:"),
    }
    light = changed(bare, (f"{E}/project.yaml", "tier: standard", "tier: light"))
    assert {rule for rule, _, _ in accused(light)} <= {"figures-undated", "tier-differs"}
