"""What is based on something that nobody knows is not assessed: it neither accuses anybody nor passes anybody."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.rules.checking import check
from pmokit.text.files import Snapshot, read_tree
from pmokit.text.flaws import TOP, Flaw
from tests.conftest import CLOCK, changed, check_files, sound
from tests.rules.test_unjudged import accusing, silent

E = "portfolio/projects/example"
GATE = f"{E}/gates/ready-for-planning.yaml"
M = "methodology"

# One fault each, written down by somebody who had not seen the rules.
FAULTS = {
    "an empty entry in the directory of people": ("portfolio/people.yaml", "people:\n", "people:\n  -\n"),
    "a handle of two words": ("portfolio/people.yaml", "{id: ben,", "{id: ben, handle: two words,"),
    "a threshold that measures nothing": (f"{M}/reporting.yaml", "value: project.worst_slip_days", "value: project.worst_slip"),
    "an escalation that measures nothing": (f"{M}/reporting.yaml", "lasts: ", "lasts: nothing + "),
    "a score that measures nothing": (f"{M}/tiers.yaml", "    value: ", "    value: nothing + "),
    "a gate that opens an unknown phase": (f"{M}/lifecycle.yaml", "opens: planning", "opens: plannin"),
    "a gate twice": (f"{M}/lifecycle.yaml", "gates:\n", "gates:\n  - {id: ready-for-planning, title: T, question: Q, opens: planning, forum: infrastructure-board, criteria: []}\n"),
    "an unknown person decided": (GATE, "decided_by: ", "decided_by: x"),
    "an unknown sponsor": (f"{E}/project.yaml", "sponsor: ", "sponsor: x"),
    "an unknown person on the team": (f"{E}/team.yaml", "person: ", "person: x"),
    "an unknown role on the team": (f"{E}/team.yaml", "role: ", "role: x"),
    "an unknown role in the office": ("portfolio/team.yaml", "role: ", "role: x"),
    "an unknown person in the office": ("portfolio/team.yaml", "person: ", "person: x"),
    "a seat of an unknown role": (f"{M}/forums.yaml", "role: sponsor", "role: sponsorr"),
    "a tier with an unknown gate": (f"{M}/tiers.yaml", "gates: [", "gates: [unknown, "),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_silences_a_rule_or_makes_one_accuse(shipped_files: Mapping[str, bytes], name: str) -> None:
    files = sound(shipped_files)
    before, after = check_files(files), check_files(changed(files, FAULTS[name]))
    assert silent(before, after) == set()
    assert accusing(before, after) == []
    assert [found for found in after.findings if found.severity == "error"] != []


@pytest.mark.parametrize(
    ("name", "colours"),
    [
        ("an empty entry in the directory of people", {"red"}),
        ("a threshold that measures nothing", {"green"}),
    ],
)
def test_a_colour_that_nobody_can_measure_is_not_known(
    sound_repository: Path, run: Callable[..., Result], name: str, colours: set[str]
) -> None:
    path, old, new = FAULTS[name]
    text = (sound_repository / path).read_text()
    (sound_repository / path).write_text(text.replace(old, new, 1))
    said = json.loads(run("status", "--root", sound_repository, "--format", "json").stdout)
    cells = [row["dimensions"] for row in said["projects"] if row["readable"]]
    found = {cell["schedule" if "green" in colours else "resources"]["facts"] for cell in cells}
    assert cells and not found & colours and "unknown" in found
    assert not {row["overall"]["facts"] for row in said["projects"]} & {"green"}


@pytest.mark.parametrize(
    "folder", [E, f"{E}/gates", f"{E}/reports", "portfolio/steering", "portfolio/waivers"]
)
def test_a_folder_that_cannot_be_read_is_not_an_empty_one(
    shipped_files: Mapping[str, bytes], folder: str
) -> None:
    files = sound(shipped_files)
    rest = {path: raw for path, raw in files.items() if not path.startswith(f"{folder}/")}
    assert len(rest) < len(files)
    flaw = Flaw("unreadable-file", "cannot be read", "Make it readable.", TOP)
    after = check(Snapshot(rest, ((folder, flaw),)), None, CLOCK)
    before = check_files(files)
    assert silent(before, after) == set()
    assert accusing(before, after) == []
    assert "example" in after.run.project_ids


def test_a_rule_that_is_there_twice_is_found(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    rule = "methodology/rules/raid/risk-unowned.yaml"
    twin = "methodology/rules/registration/risk-unowned.yaml"
    (found,) = [f for f in check_files({**files, twin: files[rule]}).findings if f.rule == "duplicate-id"]
    assert found.path == twin and rule in found.message


@pytest.mark.parametrize(
    "place", ["methodology/rules/raid/risk-unowned.yml", "methodology/rules/risk-unowned.yaml"]
)
def test_a_rule_in_the_wrong_place_is_named(shipped_files: Mapping[str, bytes], place: str) -> None:
    files = sound(shipped_files)
    raw = files.pop("methodology/rules/raid/risk-unowned.yaml")
    found = check_files({**files, place: raw}).findings
    assert [f.path for f in found if f.rule == "not-judged" and f.of_rule == "risk-unowned"] == [place]


def test_a_folder_in_the_place_of_a_file_is_not_an_empty_register(sound_repository: Path) -> None:
    before = check(read_tree(sound_repository), None, CLOCK)
    path = sound_repository / f"{E}/raid.yaml"
    path.unlink()
    path.mkdir()
    after = check(read_tree(sound_repository), None, CLOCK)
    assert [found.path for found in after.findings if found.rule == "unreadable-file"] == [f"{E}/raid.yaml"]
    assert silent(before, after) == set()
    assert accusing(before, after) == []
