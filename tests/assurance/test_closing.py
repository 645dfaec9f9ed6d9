"""Benefits that are only claimed, and projects closed with work left open, are found where they are written."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.assurance.example import E, accused, with_file
from tests.conftest import changed, sound

BENEFIT = "{id: %s, title: Fewer calls %s, owner: ana, measure: Calls a month %s, unit: calls, before: 120, target: 60, %s}"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


BENEFITS = {
    "a": ("due: 2026-12-31, state: realised", {"benefit-not-realised", "benefit-before-result"}),
    "b": ("due: 2026-12-31, state: realised, measurements: [{on: 2026-05-04, value: 64}]", {"benefit-not-realised", "benefit-before-result"}),
    "c": ("due: 2026-12-31, state: realised, measurements: [{on: 2026-05-04, value: 55}]", {"benefit-before-result"}),
    "d": ("due: 2026-05-01", {"benefit-unmeasured"}),
    "e": ("due: 2026-05-02", {"benefit-measurement-due"}),
    "f": ("due: 2026-04-30, state: measured, measurements: [{on: 2026-05-04, value: 90}]", {"benefit-missed"}),
    "g": ("due: 2026-04-30, state: measured, measurements: [{on: 2026-05-04, value: 60}]", set()),
    "h": ("due: 2026-12-31, state: abandoned", {"benefit-abandoned-undecided"}),
    "i": ("state: planned", {"benefit-undated"}),
}  # fmt: skip
"""The fields of some benefits, and the rules that find them."""


def test_a_benefit_is_compared_with_its_target(files: dict[str, bytes]) -> None:
    lines = {name: BENEFIT % (name, name, name, fields) for name, (fields, _) in BENEFITS.items()}
    text = "benefits:\n" + "".join(f"  - {line}\n" for line in lines.values())
    expected = {
        (rule, "benefits.yaml", lines[name]) for name, (_, rules) in BENEFITS.items() for rule in rules
    }
    found = accused(with_file(files, "benefits.yaml", text))
    # Benefits that are due and not measured colour the calculated status, too.
    assert {entry for entry in found if entry[1] == "benefits.yaml"} == expected


def test_an_owner_that_is_missing_is_found_in_the_file_of_benefits(files: dict[str, bytes]) -> None:
    path = f"{E}/benefits.yaml"
    assert {rule[:2] for rule in accused(changed(files, (path, "owner: ana, ", "")))} == {
        ("benefit-unowned", "benefits.yaml")
    }
    assert ("benefits-missing", "benefits.yaml", "benefits: []") in accused(
        with_file(files, "benefits.yaml", "benefits: []\n")
    )


def test_what_is_open_in_a_closed_project_is_found_at_each_record(files: dict[str, bytes]) -> None:
    charter = f"{E}/project.yaml"
    closed = "state: closed\nstate_since: 2026-05-25\nstate_decision: infrastructure-board/2026-05-20\n"
    found = {(rule, path) for rule, path, _ in accused(changed(files, (charter, "state: active\n", closed)))}
    assert found == {
        ("closed-before-gate", "project.yaml"),
        ("closed-without-documents", "project.yaml"),
        ("milestone-open-after-closing", "schedule.yaml"),
        ("milestone-left-open", "schedule.yaml"),
        ("risk-open-after-closing", "raid.yaml"),
        ("issue-open-after-closing", "raid.yaml"),
        ("decision-open-after-closing", "raid.yaml"),
        ("action-open-after-closing", "raid.yaml"),
        ("change-open-after-closing", "changes/more-time.yaml"),
        ("condition-open-after-closing", "gates/ready-for-executing.yaml"),
    }
    cancelled = changed(files, (charter, "state: active\n", closed.replace("closed", "cancelled")))
    assert {(rule, path) for rule, path, _ in accused(cancelled)} == {
        ("ended-with-open-entries", "project.yaml"),
        ("benefit-of-ended-project", "benefits.yaml"),
    }
