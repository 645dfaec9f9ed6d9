"""What a check remembers: it changes the time, never the result, and holds as long as what it rests on."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmokit.rules.checking import Check, check
from pmokit.text.files import Backing, Snapshot
from tests.conftest import CLOCK, sound

P = "portfolio/projects"
EXAMPLE, OTHER = "example", "other"
RULE = "methodology/rules/planning/dependency-late.yaml"
LIFECYCLE = "methodology/lifecycle.yaml"
GATE = f"{P}/example/gates/ready-for-executing.yaml"

EDITS: list[tuple[str, bytes, bytes]] = [
    (f"{P}/{{}}/schedule.yaml", b"other/delivered", b"other/delivred"),
    (f"{P}/{{}}/schedule.yaml", b"other/delivered", b"nowhere/delivered"),
    (f"{P}/{{}}/schedule.yaml", b"needed_by: 2026-07-20", b"needed_by: 2026-06-20"),
    (f"{P}/{{}}/schedule.yaml", b"id: half", b"id: halfway"),
    (f"{P}/{{}}/schedule.yaml", b"state: accepted", b"state: rejected"),
    (f"{P}/{{}}/raid.yaml", b"owner: ben\n    likelihood", b"likelihood"),
    (f"{P}/{{}}/project.yaml", b"state: active", b"state: merged\nmerged_into: other-b"),
    (f"{P}/other/schedule.yaml", b"forecast: 2026-07-15", b"forecast: 2026-09-15"),
    (f"{P}/other/schedule.yaml", b"id: delivered", b"id: done"),
    (f"{P}/other/schedule.yaml", b"title: Thing delivered", b"title: Thing handed over"),
    (f"{P}/other/schedule.yaml", b"milestones:", b"milestones: ["),
    (f"{P}/other/project.yaml", b"state: active", b"state: actve"),
    (f"{P}/other/project.yaml", b"title: Other project", b"title: Another project"),
    (f"{P}/other/project.yaml", b"systems: [mail]", b"systems: [mail, post]"),
    ("portfolio/people.yaml", b"id: cleo", b"id: clea"),
    ("methodology/reporting.yaml", b"due_after_days: 5", b"due_after_days: 50"),
    (RULE, b"require: dependency.milestone.date", b"require: dependency.giver is None or dependency.milestone.date"),
]  # fmt: skip
"""Changes and their opposites; braces stand for a project that gets something."""


def six(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio with three projects that all need something from the first of three others.

    The approvals of a gate must be verified.
    """
    result = sound(files)
    for name in (EXAMPLE, OTHER):
        own = {path: raw for path, raw in result.items() if path.startswith(f"{P}/{name}/")}
        for letter in "ab":
            result |= {path.replace(f"/{name}/", f"/{name}-{letter}/", 1): raw for path, raw in own.items()}
    old = b"valid_days: 365\n"
    assert old in result[LIFECYCLE]
    result[LIFECYCLE] = result[LIFECYCLE].replace(old, old + b"    verification: verified\n", 1)
    result["portfolio/people.yaml"] = result["portfolio/people.yaml"].replace(
        b"{id: ana,", b"{id: ana, email: ana@example.com,"
    )
    return result


def judged(files: Mapping[str, bytes], memory: Any = None, signed: frozenset[str] = frozenset()) -> Check:
    signers = {path: Backing(frozenset({frozenset({"ana@example.com"})})) for path in sorted(signed)}
    kept = json.loads(json.dumps(memory)) if memory else None
    return check(Snapshot(dict(sorted(files.items())), (), signers), None, CLOCK, kept)


def edited(files: Mapping[str, bytes], path: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in files[path], (path, old)
    return {**files, path: files[path].replace(old, new, 1)}


@pytest.mark.slow
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_remembering_changes_the_time_and_never_the_result(
    shipped_files: Mapping[str, bytes], seed: int
) -> None:
    expect_memory_to_change_nothing(shipped_files, seed)


@pytest.mark.sweep
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_remembering_changes_nothing_in_a_long_trial(shipped_files: Mapping[str, bytes], seed: int) -> None:
    expect_memory_to_change_nothing(shipped_files, seed)


def expect_memory_to_change_nothing(shipped_files: Mapping[str, bytes], seed: int) -> None:
    """A run after any series of edits, removals and signatures says what a run without memory says."""
    dice = random.Random(seed)
    whole = files = six(shipped_files)
    memory: Any = None
    for _ in range(4):
        files = _changed(files, whole, dice)
        signed = frozenset(dice.sample([GATE, GATE.replace("example", "example-a")], dice.randint(0, 2)))
        remembered, fresh = judged(files, memory, signed), judged(files, None, signed)
        assert remembered.findings == fresh.findings
        assert (remembered.applied, remembered.department) == (fresh.applied, fresh.department)
        assert json.dumps(remembered.memory) == json.dumps(fresh.memory)
        memory = remembered.memory


def _changed(files: dict[str, bytes], whole: Mapping[str, bytes], dice: random.Random) -> dict[str, bytes]:
    """The files after one to three edits; now and then a file or a project comes or goes."""
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(["example", "example-a", "example-b", "other", "other-a", "other-b"])
        lost = dice.choice([f"{P}/{name}/", f"{P}/{name}/schedule.yaml", f"{P}/{name}/project.yaml"])
        if dice.random() < 0.25:
            gone = [path for path in whole if path.startswith(lost)]
            if any(path in files for path in gone):
                files = {path: raw for path, raw in files.items() if path not in gone}
            else:
                files = {**files, **{path: whole[path] for path in gone}}
            continue
        path, old, new = dice.choice(EDITS)
        path = path.format(dice.choice(["example", "example-a", "example-b"]))
        raw = files.get(path, b"")
        pair = (old, new) if old in raw and new not in raw else (new, old)
        files = {**files, path: raw.replace(*pair, 1)} if path in files else files
    return files


def judged_again(files: Mapping[str, bytes], before: Check) -> set[str]:
    """The projects whose folders were opened when these files were checked after those of `before`."""
    done = judged(files, before.memory)
    assert done.findings == judged(files).findings
    return set(done.run._folders)


@pytest.fixture(scope="module")
def first(shipped_files: Mapping[str, bytes]) -> tuple[dict[str, bytes], Check]:
    # The rules about waivers are judged each time, and open the folder of the project that is exempted.
    files = {path: raw for path, raw in six(shipped_files).items() if "/waivers/" not in path}
    return files, judged(files)


def test_without_a_change_no_folder_is_opened(first: tuple[dict[str, bytes], Check]) -> None:
    files, before = first
    assert judged_again(files, before) == set()


@pytest.mark.parametrize(
    ("path", "old", "new", "again"),
    [
        # Three projects rest on a milestone of `other`, and none on anything else of it.
        ("schedule.yaml", b"milestones:", b"milestones:  # agreed", {OTHER}),
        ("schedule.yaml", b"forecast: 2026-07-15", b"forecast: 2026-07-16", {OTHER, EXAMPLE, "example-a", "example-b"}),
        # They ask the outline of who gives them something whether it is still under way.
        ("project.yaml", b"title: Other project", b"title: Another project", {OTHER, EXAMPLE, "example-a", "example-b"}),
    ],
)  # fmt: skip
def test_a_change_of_a_project_judges_those_again_that_rest_on_what_changed(
    first: tuple[dict[str, bytes], Check], path: str, old: bytes, new: bytes, again: set[str]
) -> None:
    files, before = first
    assert judged_again(edited(files, f"{P}/other/{path}", old, new), before) == again


def test_whoever_names_an_outline_is_judged_again_when_it_changes(
    first: tuple[dict[str, bytes], Check],
) -> None:
    """The message about a providing project that is on hold names its title."""
    files, _ = first
    charter = f"{P}/other/project.yaml"
    stopped = edited(files, charter, b"state: active", b"state: on_hold")
    before = judged(stopped)
    assert any("Other project" in found.message for found in before.findings)
    renamed = edited(stopped, charter, b"title: Other project", b"title: Another project")
    assert judged_again(renamed, before) == {OTHER, EXAMPLE, "example-a", "example-b"}
    summary = edited(stopped, charter, b"summary: Gives", b"summary: It gives")
    assert judged_again(summary, before) == {OTHER}


def test_extracts_outlast_a_change_of_the_method(first: tuple[dict[str, bytes], Check]) -> None:
    files, before = first
    other = edited(files, "methodology/reporting.yaml", b"due_after_days: 5", b"due_after_days: 6")
    done = judged(other, before.memory)
    assert done.run._rows.keys() == before.run.workspace.folders.keys()
    assert done.findings == judged(other).findings
