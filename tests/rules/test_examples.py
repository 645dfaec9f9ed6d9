"""`pmokit test` as the author of a rule meets it: a wrong line is shown where it is, a reversed rule is told so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import ROOT

RULE = """title: A probe
clause: RSK-1
severity: warning
applies_to: risk
when: risk.state == "open"
require: risk.owner is not None
message: x
why: To see.
remedy: Nothing.
examples:
  bad:
    - title: nobody
      given: {raid: {risks: [{id: capacity, owner: (absent)}]}}
  good:
    - title: closed
      given: {raid: {risks: [{id: capacity, state: closed, owner: (absent)}]}}
    - title: owned
      given: {}
"""


@pytest.fixture
def tried(sound_repository: Path, run: Callable[..., Result]) -> Callable[..., list[dict[str, Any]]]:
    shutil.copytree(ROOT / "methodology/examples", sound_repository / "methodology/examples")

    def trying(*changes: tuple[str, str]) -> list[dict[str, Any]]:
        text = RULE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (sound_repository / "methodology/rules/raid/probe.yaml").write_text(text)
        answer = run("test", "--root", sound_repository, "--rule", "probe", "--format", "json")
        assert answer.exit_code == (1 if json.loads(answer.stdout)["findings"] else 0)
        return list(json.loads(answer.stdout)["findings"])

    return trying


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "help"),
    [
        ("raid: {risks: [{id: capacity, owner: (absent)}]}", "raid: {risk: [{id: capacity, owner: (absent)}]}", 13, 22, "Did you mean `risks`?"),
        ("owner: (absent)}]}}\n  good", "owner: Ben Baker}]}}\n  good", 13, 52, "Write the id"),
        ("id: capacity, owner", "id: capacity, ownr: ben, owner", 13, 45, "Did you mean `owner`?"),
        ("{raid: {risks: [{id: capacity, owner: (absent)}]}}", "{riad: {risks: []}}", 13, 15, "Write `raid`."),
        ("{raid: {risks: [{id: capacity, owner: (absent)}]}}", "{risks: []}", 13, 15, "Name the file first: `raid: {risks: ...}`."),
        ("{raid: {risks: [{id: capacity, owner: (absent)}]}}", "{whatever: []}", 13, 15, "Write a file of the project: `project`"),
    ],
)  # fmt: skip
def test_a_wrong_line_of_an_example_is_shown_with_what_to_write(
    tried: Callable[..., list[dict[str, Any]]], old: str, new: str, line: int, column: int, help: str
) -> None:
    (found,) = tried((old, new))
    assert (found["line"], found["column"]) == (line, column), found
    assert found["help"].startswith(help) and "the rule" not in found["help"], found


@pytest.mark.parametrize(
    ("require", "better"),
    [
        ("risk.owner is None", "risk.owner is not None"),
        ("not risk.owner is not None", "risk.owner is not None"),
        ("risk.owner is None or risk.impact < 0", "not (risk.owner is None or risk.impact < 0)"),
    ],
)
def test_a_defect_in_the_place_of_the_demand_is_told(
    tried: Callable[..., list[dict[str, Any]]], require: str, better: str
) -> None:
    found = tried(("risk.owner is not None", require))
    assert [f"write `require: {better}`" in entry["help"] for entry in found] == [True, True]
    assert tried(("risk.owner is not None", better)) == []


def test_a_rule_that_is_wrong_in_another_way_is_not_called_reversed(
    tried: Callable[..., list[dict[str, Any]]],
) -> None:
    found = tried(("risk.owner is not None", "risk.impact > 0"))
    assert [entry["help"].startswith("Correct the example or the rule") for entry in found] == [True]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("owner is not None", "owner <> 5", "`<>` is not an operator"),
        ("clause: RSK-1", "clause: RSK 1", "RSK 1"),
    ],
)
def test_a_chosen_rule_that_does_not_compile_shows_what_is_wrong_with_it(
    tried: Callable[..., list[dict[str, Any]]], old: str, new: str, message: str
) -> None:
    (found,) = tried((old, new))
    assert (found["path"], message in found["message"]) == ("methodology/rules/raid/probe.yaml", True)
