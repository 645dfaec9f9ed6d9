"""A finding about the truth of a report may be examined and rejected, by whoever may, until the facts change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

RECORD = "example/report/2026-05-15"
REPORT = "portfolio/projects/example/reports/2026-05-15.yaml"
DAY = ("--today", "2026-06-01")


@pytest.fixture
def overstated(sound_repository: Path) -> Path:
    """The sound example, whose last report claims a green schedule with a slip of twenty days."""
    path = sound_repository / REPORT
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        "schedule: {rag: amber, comment: A week behind at the half.}", "schedule: {rag: green}"
    )
    path.write_text(
        text.replace("milestone: end, forecast: 2026-12-11", "milestone: end, forecast: 2026-12-31")
    )
    return sound_repository


def rules_found(root: Path, run: Callable[..., Result]) -> list[str]:
    answer = run("check", "--root", str(root), *DAY, "--format", "json", "--no-cache")
    return [entry["rule"] for entry in json.loads(answer.stdout)["findings"]]


def examine(root: Path, run: Callable[..., Result], by: str = "fay", verdict: str = "rejected") -> Result:
    options = ("--verdict", verdict, "--by", by, "--reason", "The board moved the date on 14 May.")
    return run("examine", "schedule-overstated", RECORD, "--root", str(root), *DAY, *options)


def rates(root: Path, run: Callable[..., Result]) -> dict[str, object]:
    answer = run("assurance", "--root", str(root), *DAY, "--format", "json")
    rows = json.loads(answer.stdout)["rules"]
    return next((row for row in rows if row["rule"] == "schedule-overstated"), {})


def test_a_rejected_finding_no_longer_counts_and_the_rule_shows_it(
    overstated: Path, run: Callable[..., Result]
) -> None:
    assert "schedule-overstated" in rules_found(overstated, run)
    assert examine(overstated, run).exit_code == 0
    assert "schedule-overstated" not in rules_found(overstated, run)
    rate = rates(overstated, run)
    assert (rate["open"], rate["confirmed"], rate["rejected"], rate["hit_rate"]) == (0, 0, 1, 0.0)


def test_a_confirmed_finding_still_counts(overstated: Path, run: Callable[..., Result]) -> None:
    assert examine(overstated, run, verdict="confirmed").exit_code == 0
    assert "schedule-overstated" in rules_found(overstated, run)
    rate = rates(overstated, run)
    assert (rate["open"], rate["confirmed"], rate["rejected"], rate["hit_rate"]) == (1, 1, 0, 1.0)


def test_a_rejected_finding_returns_when_the_facts_change(
    overstated: Path, run: Callable[..., Result]
) -> None:
    examine(overstated, run)
    path = overstated / REPORT
    path.write_text(path.read_text(encoding="utf-8").replace("2026-12-31", "2027-01-01"), encoding="utf-8")
    assert "schedule-overstated" in rules_found(overstated, run)


@pytest.mark.parametrize("by", ["ben", "ana", "gus", "eve"])
def test_who_answers_for_the_project_or_holds_no_role_of_assurance_rejects_nothing(
    overstated: Path, run: Callable[..., Result], by: str
) -> None:
    examine(overstated, run, by)
    assert {"schedule-overstated", "examination-without-authority"} <= set(rules_found(overstated, run))
    assert rates(overstated, run)["rejected"] == 0


def test_what_is_no_finding_or_no_claim_is_refused_in_words(
    overstated: Path, run: Callable[..., Result]
) -> None:
    options = ("--root", str(overstated), *DAY, "--verdict", "rejected", "--by", "fay", "--reason", "x")
    wrong = run("examine", "schedule-overstated", "example/report/2026-05-16", *options)
    assert wrong.exit_code == 2 and RECORD in wrong.stderr
    assert not (overstated / "portfolio/examinations").exists()
    assert run("examine", "schedule-overstatd", RECORD, *options).exit_code == 2
    assert run("examine", "schedule-overstated", RECORD, *options[:-1], " ").exit_code == 2


def test_a_second_examination_does_not_overwrite_the_first(
    overstated: Path, run: Callable[..., Result]
) -> None:
    examine(overstated, run, verdict="confirmed")
    examine(overstated, run, verdict="confirmed")
    assert len(list((overstated / "portfolio/examinations").glob("*.yaml"))) == 2
