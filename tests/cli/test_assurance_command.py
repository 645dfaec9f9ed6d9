"""`pmokit assurance`: claims, contradictions, what nobody can verify, and questions, the worst first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from tests.conftest import ROOT

DAY = ("--today", "2026-06-01")


def project(root: Path, run: Callable[..., Result], name: str = "example") -> dict[str, Any]:
    answer = run("assurance", name, "--root", str(root), *DAY, "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    [row] = json.loads(answer.stdout)["projects"]
    return dict(row)


def rewrite(root: Path, name: str, *changes: tuple[str, str]) -> None:
    path = root / "portfolio/projects/example" / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_sound_project_has_claims_and_no_contradiction(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    row = project(sound_repository, run)
    assert row["readable"] and row["reported"] == "2026-05-15"
    assert row["claims"]["schedule"] == {"claimed": "amber", "known": "green"}
    assert row["contradictions"] == []


def test_a_contradiction_names_claim_evidence_and_becomes_the_first_question(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    rewrite(
        sound_repository,
        "reports/2026-05-15.yaml",
        ("schedule: {rag: amber, comment: A week behind at the half.}", "schedule: {rag: green}"),
        ("milestone: end, forecast: 2026-12-11", "milestone: end, forecast: 2026-12-31"),
    )
    row = project(sound_repository, run)
    [found] = [one for one in row["contradictions"] if one["rule"] == "schedule-overstated"]
    assert (found["strength"], found["claimed"]) == ("strong", "green")
    assert {place["path"].rsplit("/", 1)[-1] for place in found["contradicted_by"]} == {
        "1.yaml",
        "schedule.yaml",
    }
    assert row["questions"][0].startswith(
        "The schedule is reported green, but the report shows a slip of 20 days."
    )
    assert row["trend"][-1] == {"period": "2026-05-15", "strong": 1, "medium": 0, "weak": 0}


def test_what_nobody_can_verify_is_said_and_asked(sound_repository: Path, run: Callable[..., Result]) -> None:
    rewrite(sound_repository, "reports/2026-05-15.yaml", ("reviewed_by: dan\n", ""))
    row = project(sound_repository, run)
    codes = {one["code"] for one in row["unverifiable"]}
    assert {"assurance-not-reviewed", "assurance-no-review", "assurance-no-ledger"} <= codes
    assert "Can finance confirm the actual cost?" in row["questions"]


def test_a_ledger_two_periods_old_is_still_young_and_a_day_more_is_old(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    # The report's data date is 15 May; two periods of fourteen days before it is 17 April.
    for day, old in (("2026-04-17", False), ("2026-04-16", True)):
        path = sound_repository / "portfolio/projects/example/finance.yaml"
        text = path.read_text(encoding="utf-8").split("\nledger:")[0]
        path.write_text(f"{text}\nledger:\n  - {{as_on: {day}, actual: 100000 EUR, source: Ledger}}\n")
        codes = {one["code"] for one in project(sound_repository, run)["unverifiable"]}
        assert ("assurance-old-ledger" in codes) is old and "assurance-no-ledger" not in codes


def test_a_project_that_cannot_be_read_comes_first(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    (sound_repository / "portfolio/projects/example/project.yaml").write_text("title: [\n", encoding="utf-8")
    answer = run("assurance", "--root", str(sound_repository), *DAY, "--format", "json")
    rows = json.loads(answer.stdout)["projects"]
    assert (rows[0]["id"], rows[0]["readable"]) == ("example", False)
    assert "cannot be read" in run("assurance", "--root", str(sound_repository), *DAY).stdout


def test_the_worst_projects_of_the_demonstration_come_first(run: Callable[..., Result]) -> None:
    rows = json.loads(run("assurance", "--root", str(ROOT), "--format", "json").stdout)["projects"]
    strong = [sum(one["strength"] == "strong" for one in row["contradictions"]) for row in rows]
    assert strong == sorted(strong, reverse=True) and strong[0] >= 2


def test_an_unknown_project_is_refused_with_the_nearest_name(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    answer = run("assurance", "exampel", "--root", str(sound_repository))
    assert answer.exit_code == 2 and "example" in answer.stderr
