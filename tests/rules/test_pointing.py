"""The texts of a rule: a value that lacks its braces, and a place that is none, are found in the rule's file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.model.finding import Finding
from tests.conftest import causes, check_files, sound

RULE = "methodology/rules/raid/probe.yaml"
PROBE = """title: A probe
clause: RSK-1
severity: warning
strength: medium
applies_to: risk
require: risk.owner is None
message: the risk “{risk.title}” is owned
claimed: "{risk.impact}"
contradicted_by: [history]
at: owner
why: To see.
remedy: Nothing.
examples:
  bad: [{title: owned, given: {}}]
  good: [{title: not owned, given: {raid: {risks: [{owner: (absent)}]}}}]
"""


def probed(files: Mapping[str, bytes], old: str, new: str) -> list[Finding]:
    assert old in PROBE
    made = {path: raw for path, raw in sound(files).items() if "/rules/" not in path}
    check = check_files({**made, RULE: PROBE.replace(old, new, 1).encode()})
    return [finding for finding in causes(check.findings) if finding.rule == "rule-invalid"]


@pytest.mark.parametrize(
    ("old", "new", "wrong", "help"),
    [
        ("“{risk.title}”", "«risk.title»", "«risk.title»", "Write `{risk.title}`."),
        ("“{risk.title}”", "<risk.title>", "<risk.title>", "Write `{risk.title}`."),
        ("“{risk.title}”", "[risk.title]", "[risk.title]", "Write `{risk.title}`."),
        ("“{risk.title}”", "“risk.title”", "risk.title", "Write `{risk.title}`."),
        ("“{risk.title}” is", "risk.title.", "risk.title", "Write `{risk.title}`."),
        ("“{risk.title}”", "“{risk.title}” of project.manager.name", "project.manager.name", "Write `{project.manager.name}`."),
        ("“{risk.title}”", "<title>", "<title>", "Write `{risk.title}`."),
        ('"{risk.impact}"', "risk.impact", "risk.impact", "Write `{risk.impact}`."),
        ('"{risk.impact}"', "impact", "risk.impact", "Write `{risk.impact}`."),
        ("at: owner", "at: <risk.owner>", "<risk.owner>", "Write `owner`."),
        ("at: owner", 'at: "{risk.owner}"', "{risk.owner}", "Write `owner`."),
        ("[history]", "[the budget of the project]", "the budget of the project", "Did you mean `finance.budget`? "),
        ("[history]", "[budget]", "budget", "Did you mean `finance.budget`? "),
        ("[history]", "[finances.budget]", "finances.budget", "Did you mean `finance.budget`? "),
        ("[history]", "[finance.budgets]", "finance.budgets", "Did you mean `finance.budget`"),
        ("[history]", "[histroy]", "histroy", "Write `history`"),
        ("[history]", "[risk.cost]", "risk.cost", "Write `history`"),
        ("[history]", '["see {project.id}"]', "see {project.id}", "Write `history`"),
        ("[history]", '["{project.id}/risks/{risk.id}"]', "{project.id}/risks/{risk.id}", "Did you mean `{project.id}/risk/{risk.id}`?"),
    ],
)  # fmt: skip
def test_a_text_that_would_say_nothing_is_found_with_what_to_write(
    shipped_files: Mapping[str, bytes], old: str, new: str, wrong: str, help: str
) -> None:
    (found,) = probed(shipped_files, old, new)
    assert (f"`{wrong}`" in found.message or wrong in found.message, found.help.startswith(help)) == (
        True,
        True,
    ), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("is owned", "has a file project.yaml, e.g. from risk.example, and an end of 1.2 (see `risk.owner`)"),
        ("is owned", "is owned [sic], is <3, and ask a.b@risk.title"),
        ('"{risk.impact}"', "green"),
        ("[history]", "[project.manager, charter.state, finance.lines, schedule, raid.risks.0.title]"),
        ("[history]", '["{project.id}/risk/{risk.id}", example/milestone/half, "{risk.title}"]'),
    ],
)  # fmt: skip
def test_prose_and_places_that_are_there_are_no_fault(
    shipped_files: Mapping[str, bytes], old: str, new: str
) -> None:
    assert probed(shipped_files, old, new if new.startswith("[") else json.dumps(new.strip('"'))
                  if old.startswith('"') else new) == []  # fmt: skip


def test_a_field_of_the_charter_is_named_by_the_file_that_it_is_in(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    rule = PROBE.replace("[history]", "[project.manager]")
    (sound_repository / RULE).write_text(rule)
    answer = run("check", "--root", sound_repository, "--format", "json", "--rule", "probe")
    found = json.loads(answer.stdout)["findings"][0]["contradicted_by"]
    assert [place["path"] for place in found] == ["portfolio/projects/example/project.yaml"]
