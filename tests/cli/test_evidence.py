"""The folder that an auditor asks for: every row with its file and its commit."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, root / name)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments], cwd=root, check=True
        )
    return root


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_each_row_names_its_file_and_the_commit_that_last_touched_it(
    repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    edited = repository / "portfolio/waivers/dc-slip.yaml"
    edited.write_text(edited.read_text() + "# looked at\n")
    out = tmp_path / "evidence"
    result = run("evidence", "--since", "2026-09-01", "--root", repository, "--output", out)
    assert result.exit_code == 0, result.output
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repository, capture_output=True, text=True, check=True
    )
    approvals = rows(out, "approvals")
    assert {row["commit"] for row in approvals} == {head.stdout.strip()}
    assert all(
        row["decided_on"] >= "2026-09-01" and (repository / row["file"]).is_file() for row in approvals
    )
    mine = next(row for row in approvals if row["project"] == "security-operations")
    assert (mine["decided_by"], mine["how_known"], mine["evidence"]) == (
        "Tomas Lindqvist",
        "attested",
        "charter 1.0; business-case 1.0",
    )
    waivers = {row["waiver"]: row for row in rows(out, "waivers")}
    assert waivers["dc-slip"]["commit"] == "not committed", "it was changed since"
    assert (waivers["endpoint-tier"]["first_until"], waivers["endpoint-tier"]["ends"]) == (
        "2026-10-30",
        "2027-01-29",
    )
    assert len(rows(out, "adherence")) == 17
    assert all(int(row["present"]) >= int(row["quorum"]) for row in rows(out, "meetings"))
    assert {row["subject"] for row in rows(out, "attestations")} >= {
        "ORG-5",
        "REG-11",
        "ready-for-planning/roles-accepted",
    }


def test_a_text_never_becomes_a_formula(repository: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    waiver = repository / "portfolio/waivers/dc-slip.yaml"
    lines = [
        'reason: "=HYPERLINK(1)"' if line.startswith("reason:") else line
        for line in waiver.read_text().splitlines()
    ]
    waiver.write_text("\n".join(lines) + "\n")
    run("evidence", "--since", "2026-09-01", "--root", repository, "--output", tmp_path / "evidence")
    found = {row["waiver"]: row["reason"] for row in rows(tmp_path / "evidence", "waivers")}
    assert found["dc-slip"] == "'=HYPERLINK(1)"


def test_without_git_the_folder_is_written_and_says_so(run: Callable[..., Result], tmp_path: Path) -> None:
    root = tmp_path / "plain"
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, root / name)
    result = run("evidence", "--since", "2026-09-01", "--root", root, "--output", tmp_path / "evidence")
    assert result.exit_code == 0 and "there is no git history here" in result.stderr
    assert {row["commit"] for row in rows(tmp_path / "evidence", "approvals")} == {"not committed"}
