"""A finding about the truth of a claim names the claim, how much the evidence weighs, and what speaks against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

RULE = """\
title: Planted
clause: REP-11
severity: warning
strength: medium
claimed: "{report.claims.overall.rag}"
contradicted_by: [%s]
applies_to: report
require: not report.is_last
message: planted
why: To see where evidence is found.
remedy: None.
examples: {bad: [], good: []}
"""


def planted(root: Path, run: Callable[..., Result], *texts: str) -> dict[str, Any]:
    """What the check says of the last report where a rule names these texts as evidence."""
    (root / "methodology/rules/reporting/planted.yaml").write_text(
        RULE % ", ".join(f'"{text}"' for text in texts)
    )
    answer = json.loads(run("check", "--root", str(root), "--format", "json", "--rule", "planted").stdout)
    found = [entry for entry in answer["findings"] if entry["rule"] == "planted"]
    assert len(found) == 1, answer["findings"]
    return dict(found[0])


def line(root: Path, path: str, text: str) -> int:
    return (root / path).read_text(encoding="utf-8").splitlines().index(text) + 1


def test_strength_and_claim_stand_in_the_finding(sound_repository: Path, run: Callable[..., Result]) -> None:
    found = planted(sound_repository, run)
    assert (found["strength"], found["claimed"], found["contradicted_by"]) == ("medium", "amber", [])


def test_evidence_is_found_in_other_files_of_the_project_and_says_whose_it_is(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    finance = "portfolio/projects/example/finance.yaml"
    found = planted(sound_repository, run, "finance.lines", "{project.id}/milestone/half")
    first, second = found["contradicted_by"]
    assert first == {
        "path": finance,
        "line": line(sound_repository, finance, "lines:"),
        "whose": "finance",
    }
    assert second["path"] == "portfolio/projects/example/schedule.yaml"
    assert "half" in (sound_repository / second["path"]).read_text().splitlines()[second["line"] - 1]
    assert second["whose"].startswith("the project “")


def test_evidence_that_leads_nowhere_is_left_out(sound_repository: Path, run: Callable[..., Result]) -> None:
    texts = (
        "example/milestone/none",
        "nobody/risk/none",
        "{''}",
        "{'finance/none/of/this'}",
        "{'nothing'}",
        "{'a:b/c/d'}",
    )
    assert planted(sound_repository, run, *texts)["contradicted_by"] == []


def test_a_rule_about_projects_may_point_into_another_file_of_the_project(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    rule = RULE.replace("applies_to: report", "applies_to: project\nat: finance.lines").replace(
        "not report.is_last", "1 == 2"
    )
    rule = rule.replace("{report.claims.overall.rag}", "{project.title}")
    (sound_repository / "methodology/rules/reporting/planted.yaml").write_text(rule % "")
    answer = run("check", "--root", str(sound_repository), "--format", "json", "--rule", "planted")
    found = [entry for entry in json.loads(answer.stdout)["findings"] if entry["record"] == "example"]
    assert [entry["path"] for entry in found] == ["portfolio/projects/example/finance.yaml"]
    assert found[0]["line"] == line(sound_repository, found[0]["path"], "lines:")


def test_a_text_that_does_not_compile_is_a_finding_at_its_place(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    (sound_repository / "methodology/rules/reporting/planted.yaml").write_text(RULE % '"{report.nothing}"')
    answer = json.loads(run("check", "--root", str(sound_repository), "--format", "json").stdout)
    found = [entry for entry in answer["findings"] if entry["rule"] == "rule-invalid"]
    assert [(entry["line"], "nothing" in entry["message"]) for entry in found] == [(6, True)]
