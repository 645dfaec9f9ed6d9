"""What a board decided is typed once, in the minutes, and carried to the records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.text.files import read_tree
from tests.conftest import check_files

E = "portfolio/projects/example"
BOARD = "infrastructure-board"
MINUTES = """\
state: held
chair: ana
attendance: [{person: ana}, {person: dan}, {person: eve}]
decisions:
  - {id: d1, what: Three more weeks, project: example, change: more-time, outcome: approved}
  - {id: d2, what: Which carrier, project: example, decision: carrier-choice, outcome: approved}
  - {id: d3, what: The plan is ready, project: other, gate: ready-for-planning, outcome: approved}
  - {id: d4, what: A gate is refused, project: other, gate: ready-for-executing, outcome: rejected}
  - {id: d5, what: A change without a record, project: example, change: nothing, outcome: approved}
  - {id: d6, what: Something to note, project: example, outcome: noted}
"""


@pytest.fixture
def repository(sound_repository: Path) -> Path:
    """The sound portfolio with a change and a decision that wait, and minutes that decide them."""
    (sound_repository / E / "changes").mkdir(exist_ok=True)
    for path in (sound_repository / E / "changes").iterdir():
        path.unlink()
    (sound_repository / E / "changes/more-time.yaml").write_text(
        "title: More time   # as asked\nrequested_by: ben\nrequested_on: 2026-05-04\nreason: Late.\nstate: proposed\n"
    )
    raid = sound_repository / E / "raid.yaml"
    raid.write_text(
        raid.read_text()
        + f"decisions:\n  - {{id: carrier-choice, title: Which carrier, options: [A, B], authority: {BOARD}}}\n"
        if "decisions:" not in raid.read_text()
        else raid.read_text().replace(
            "decisions:\n",
            f"decisions:\n  - {{id: carrier-choice, title: Which carrier, options: [A, B], authority: {BOARD}}}\n",
        )
    )
    minutes = sound_repository / f"portfolio/steering/{BOARD}/2026-05-27.yaml"
    minutes.parent.mkdir(parents=True, exist_ok=True)
    minutes.write_text(MINUTES)
    (sound_repository / "portfolio/projects/other/gates/ready-for-planning.yaml").unlink(missing_ok=True)
    return sound_repository


def carry(run: Callable[..., Result], root: Path, *more: str) -> Result:
    return run("steering", "carry", BOARD, "--date", "2026-05-27", "--root", root, *more)


def unrecorded(root: Path) -> list[str]:
    found = check_files(read_tree(root).files).findings
    return sorted(
        f.message.partition("“")[2].partition("”")[0] for f in found if f.rule == "decision-unrecorded"
    )


def test_what_was_decided_reaches_changes_registers_and_gates(
    run: Callable[..., Result], repository: Path
) -> None:
    assert unrecorded(repository) == [
        "A change without a record", "A gate is refused", "The plan is ready", "Three more weeks", "Which carrier",
    ]  # fmt: skip
    dry = carry(run, repository, "--dry-run")
    assert dry.exit_code == 0 and len(unrecorded(repository)) == 5
    done = carry(run, repository)
    assert done.exit_code == 0, done.output
    assert unrecorded(repository) == ["A change without a record", "A gate is refused"]
    change = (repository / E / "changes/more-time.yaml").read_text()
    assert "title: More time   # as asked\n" in change and "state: approved" in change
    assert (
        f"meeting: {BOARD}/2026-05-27" in change
        and "decided_by: ana" in change
        and "decided_on: 2026-05-27" in change
    )
    assert "state: decided" in (repository / E / "raid.yaml").read_text()
    gate = (repository / "portfolio/projects/other/gates/ready-for-planning.yaml").read_text()
    assert "decision: approved" in gate and f"meeting: {BOARD}/2026-05-27" in gate
    for left in ("A change without a record", "A gate is refused", "which option was chosen"):
        assert left in done.output
    again = carry(run, repository)
    assert again.exit_code == 0 and "0 files changed." in again.output


def test_the_conditions_of_an_approval_are_left_to_a_person_and_found_until_they_are_entered(
    run: Callable[..., Result], repository: Path
) -> None:
    minutes = repository / f"portfolio/steering/{BOARD}/2026-05-27.yaml"
    minutes.write_text(
        MINUTES.replace(
            "ready-for-planning, outcome: approved", "ready-for-planning, outcome: approved_with_conditions"
        )
    )
    path = "portfolio/projects/other/gates/ready-for-planning.yaml"
    assert f"to do: enter in {path} the conditions" in carry(run, repository).output
    gate = (repository / path).read_text()
    assert "approved_with_conditions" in gate
    assert not any(word in gate for word in ("conditions:", "owner", "due", "ben"))
    found = check_files(read_tree(repository).files).findings
    assert [finding.path for finding in found if finding.rule == "approval-without-conditions"] == [path]
    with (repository / path).open("a") as file:
        file.write("conditions: [{what: Name a deputy, owner: ben, due: 2026-07-01}]\n")
    found = check_files(read_tree(repository).files).findings
    assert not any(finding.rule == "approval-without-conditions" for finding in found)


def test_a_rejected_change_is_rejected_and_by_whom_can_be_said(
    run: Callable[..., Result], repository: Path
) -> None:
    minutes = repository / f"portfolio/steering/{BOARD}/2026-05-27.yaml"
    minutes.write_text(
        MINUTES.replace("chair: ana\n", "").replace(
            "more-time, outcome: approved", "more-time, outcome: rejected"
        )
    )
    assert "--by" in carry(run, repository).output
    assert carry(run, repository, "--by", "dan").exit_code == 0
    change = (repository / E / "changes/more-time.yaml").read_text()
    assert "state: rejected" in change and "decided_by: dan" in change


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_only_what_a_meeting_has_decided_is_carried(
    run: Callable[..., Result], repository: Path, state: str
) -> None:
    minutes = repository / f"portfolio/steering/{BOARD}/2026-05-27.yaml"
    minutes.write_text(MINUTES.replace("state: held", f"state: {state}"))
    result = carry(run, repository)
    assert result.exit_code == 2 and "was held on 2026-05-27" in result.output
