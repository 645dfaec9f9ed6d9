"""A record as `pmokit new` wrote it counts as nothing until somebody has filled it in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.text.files import read_tree
from tests.conftest import ROOT, check_files

E = "portfolio/projects/example"


@pytest.fixture
def repository(sound_repository: Path) -> Path:
    """The sound portfolio with the shipped starters."""
    import shutil

    shutil.copytree(ROOT / "methodology/starters", sound_repository / "methodology/starters")
    return sound_repository


def rules(root: Path) -> list[tuple[str, str, str]]:
    found = check_files(read_tree(root).files).findings
    return [(f.rule, f.path, f.waived_by) for f in found]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_waiver_as_it_was_written_waives_nothing(run: Callable[..., Result], repository: Path) -> None:
    replace(repository / E / "raid.yaml", "due: 2026-06-19", "due: 2026-05-19")
    late = ("issue-overdue", f"{E}/raid.yaml", "")
    assert late in rules(repository)
    made = run(
        "new", "waiver", "late", "--rule", "issue-overdue", "--project", "example", "--root", repository
    )
    assert made.exit_code == 0
    path = repository / "portfolio/waivers/late.yaml"
    replace(path, "approved_by:\n", "approved_by: ana\n")
    found = rules(repository)
    assert late in found and ("without-effect", "portfolio/waivers/late.yaml", "") in found
    replace(path, "Say why the rule cannot be kept for now", "The supplier is late")
    assert late in rules(repository), "the compensating control is still the starter's"
    replace(path, "Say what is done instead", "The board looks at it each week")
    assert ("issue-overdue", f"{E}/raid.yaml", "late") in rules(repository)


def test_an_attestation_as_it_was_written_attests_nothing(
    run: Callable[..., Result], repository: Path
) -> None:
    for path in (repository / "portfolio/attestations").glob("*.yaml"):
        path.unlink()
    replace(repository / "portfolio/portfolio.yaml", "since: 2025-01-06", "since: 2020-01-06")
    due = {path for rule, path, _ in rules(repository) if rule == "clause-unattested"}
    assert due
    made = run("new", "attestation", "org", "--by", "fay", "--clause", "ORG-5", "--root", repository)
    assert made.exit_code == 0, made.output
    number = sum(rule == "clause-unattested" for rule, _, _ in rules(repository))
    replace(
        repository / "portfolio/attestations/org.yaml",
        "Describe what you checked and what you found",
        "I read all.",
    )
    assert sum(rule == "clause-unattested" for rule, _, _ in rules(repository)) < number


def test_a_review_as_it_was_written_rates_nothing(run: Callable[..., Result], repository: Path) -> None:
    import shutil

    shutil.rmtree(repository / E / "reports")
    shutil.rmtree(repository / E / "reviews", ignore_errors=True)

    def claimed() -> str:
        said = json.loads(run("status", "example", "--root", repository, "--format", "json").stdout)
        return str(said["projects"][0]["overall"]["claimed"])

    assert run("new", "review", "example", "--root", repository).exit_code == 0
    assert claimed() == "unknown"
    (path,) = (repository / E / "reviews").iterdir()
    replace(path, "Say what you saw", "The plan holds.")
    assert claimed() == "unknown", "nobody has said who looked"
    replace(path, "Say who looked, and for which organisation", "Ada Kern, Audit")
    assert claimed() == "amber"


def test_a_text_of_a_department_s_own_starter_counts_as_well(
    run: Callable[..., Result], repository: Path
) -> None:
    replace(
        repository / "methodology/starters/waiver.yaml", "Say why the rule cannot be kept for now", "Say more"
    )
    run("new", "waiver", "late", "--rule", "issue-overdue", "--project", "example", "--root", repository)
    replace(repository / "portfolio/waivers/late.yaml", "Say what is done instead", "The board looks at it")
    replace(repository / "portfolio/waivers/late.yaml", "approved_by:\n", "approved_by: ana\n")
    found = [f for f in check_files(read_tree(repository).files).findings if f.rule == "without-effect"]
    assert [f.message for f in found] == [
        "`reason` still holds the text of the starter, so this waiver counts as nothing"
    ]


def test_a_starter_that_makes_records_which_cannot_be_read_is_found(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    folder = sound_repository / "methodology/starters"
    folder.mkdir(exist_ok=True)
    (folder / "risk.yaml").write_text("id: $id\ntitle: [$title\n")
    (folder / "issue.yaml").write_text("id: $id\ntitel: $title\n")
    (folder / "change.yaml").write_text((ROOT / "methodology/starters/change.yaml").read_text())
    result = run("check", "--root", sound_repository)
    assert result.exit_code == 1 and "2 errors" in result.stdout
    assert "error[yaml-syntax]" in result.stdout and "methodology/starters/risk.yaml:2:" in result.stdout
    assert "`titel` is not a key of this record" in result.stdout and "Did you mean `title`?" in result.stdout
    assert "--> methodology/starters/issue.yaml:2:1" in result.stdout
