"""`pmokit check` as its users meet it: exit statuses, formats, filters, bases, memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import CLOCK, ROOT, sound, write_files
from tests.text.test_files_git import git

E = "portfolio/projects/example"


@pytest.fixture
def repository(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    """The sound example portfolio with the shipped methodology."""
    write_files(tmp_path / "repo", sound(shipped_files))
    return tmp_path / "repo"


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


def test_the_shipped_portfolio_has_no_unwaived_error_and_says_so(run: Callable[..., Result]) -> None:
    result = run("check", "--root", ROOT)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith(
        "0 errors, 19 warnings, 19 notes, 4 waived in 17 projects"
    )
    assert result.stdout.splitlines()[-1].endswith("today is 2026-11-23")


def test_exit_statuses_follow_the_severity_asked_for(run: Callable[..., Result], repository: Path) -> None:
    assert run("check", "--root", repository).exit_code == 0
    edit(repository, f"{E}/raid.yaml", "review_on: 2026-06-15", "review_on: 2026-05-15")
    for threshold, status in (("error", 0), ("warning", 0), ("note", 1), ("never", 0)):
        assert run("check", "--root", repository, "--fail-on", threshold).exit_code == status
    edit(repository, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    for threshold, status in (("error", 0), ("warning", 1), ("note", 1), ("never", 0)):
        assert run("check", "--root", repository, "--fail-on", threshold).exit_code == status


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xml"], "'xml' is not one of"),
        (["--today", "tomorrow"], "is not a date; write YYYY-MM-DD"),
        (["--rule", "risk-unownd"], "Did you mean `risk-unowned`"),
        (["nowhere.yaml"], "there is no file or folder `nowhere.yaml`"),
        (["--base", "nowhere"], "this is not a git repository"),
        (["--output", "/nowhere/out.json"], "cannot write /nowhere/out.json"),
    ],
)
def test_wrong_use_is_status_two_and_says_what_to_do(
    run: Callable[..., Result], repository: Path, arguments: list[str], said: str
) -> None:
    result = run("check", "--root", repository, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_outside_a_repository_the_way_in_is_shown(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "pmokit init DIR" in result.stderr


def test_the_repository_is_found_from_a_folder_inside_it(
    run: Callable[..., Result], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / E)
    assert run("check").exit_code == 0


def test_a_bug_of_ours_is_status_three_with_a_text_to_report_and_no_traceback(repository: Path) -> None:
    code = (
        "import sys; sys.argv = ['pmokit', 'check', '--root', sys.argv[1]]\n"
        "import pmokit.rules.checking as c\n"
        "def broken(*a): raise KeyError('boom')\n"
        "c.prepare = broken\n"
        "from pmokit.cli.main import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, repository], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "pmokit has a bug" in done.stderr and "KeyError: 'boom'" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_paths_and_rules_narrow_what_is_shown(run: Callable[..., Result], repository: Path) -> None:
    edit(repository, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    edit(repository, f"{E}/raid.yaml", "due: 2026-06-19", "due: 2026-05-19")
    edit(
        repository,
        f"{E}/team.yaml",
        "since: 2026-01-05, percent: 10}",
        "since: 2026-01-05, percent: 10}\n  - {person: eve, role: supplier-manager, since: 2026-01-05}",
    )

    def rules(*arguments: object) -> list[str]:
        out = run("check", "--root", repository, "--format", "json", *arguments).stdout
        return [finding["rule"] for finding in json.loads(out)["findings"]]

    assert rules() == ["issue-overdue", "action-overdue", "member-left"]
    assert rules(repository / E / "team.yaml") == ["member-left"]
    assert rules("--rule", "action-overdue", "--rule", "member-left") == ["action-overdue", "member-left"]
    assert rules(repository / "methodology") == []


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def test_a_report_that_fell_due_does_not_block_a_typo_but_is_named(
    run: Callable[..., Result], repository: Path
) -> None:
    git(repository, "init", "-q", "-b", "main")
    commit(repository, "all is well on the first of June")
    git(repository, "checkout", "-qb", "typo")
    edit(repository, f"{E}/project.yaml", "Replaces the mail", "Replaces the whole mail")
    commit(repository, "fix a typo")
    assert run("check", "--root", repository, "--today", "2026-06-03").exit_code == 0
    day = ["--today", "2026-06-05"]
    assert run("check", "--root", repository, *day).exit_code == 1
    result = run("check", "--root", repository, *day, "--base", "main")
    assert result.exit_code == 0
    assert "Not introduced by this change, and not counted:" in result.stdout
    assert "[report-overdue] the report of “Example project” is 2 days overdue" in result.stdout


def test_what_a_change_brings_fails_it_even_beside_what_was_there(
    run: Callable[..., Result], repository: Path
) -> None:
    edit(repository, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    git(repository, "init", "-q", "-b", "main")
    commit(repository, "one late action")
    git(repository, "checkout", "-qb", "more")
    text = "  - {id: second, title: Another, owner: ben, due: 2026-05-01}\n"
    path = repository / E / "raid.yaml"
    path.write_text("# a comment that moves all lines\n" + path.read_text() + text)
    result = run("check", "--root", repository, "--base", "main", "--fail-on", "warning", "--format", "json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert [entry["record"] for entry in document["findings"]] == ["example/action/second"]
    assert [entry["record"] for entry in document["apart"]] == ["example/action/order"]


def test_today_is_the_option_else_the_pinned_day_else_the_clock(
    run: Callable[..., Result], repository: Path
) -> None:
    def today(*arguments: str) -> str:
        out = run("check", "--root", repository, "--format", "json", "--fail-on", "never", *arguments).stdout
        return str(json.loads(out)["today"])

    assert today() == "2026-06-01"
    assert today("--today", "2026-07-01") == "2026-07-01"
    edit(repository, "portfolio/portfolio.yaml", "today: 2026-06-01\n", "")
    assert today() == CLOCK.isoformat()


def test_a_second_run_recalls_and_says_the_same(run: Callable[..., Result], repository: Path) -> None:
    edit(repository, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    cold = run("check", "--root", repository)
    warm = run("check", "--root", repository)
    without = run("check", "--root", repository, "--no-cache")
    assert cold.stdout == warm.stdout == without.stdout
    assert "action-overdue" in warm.stdout


def test_a_spoilt_or_missing_memory_costs_time_only(run: Callable[..., Result], repository: Path) -> None:
    expected = run("check", "--root", repository).stdout
    for file in Path(os.environ["PMOKIT_CACHE"]).rglob("*.json"):
        file.write_text('{"key": ')
    assert run("check", "--root", repository).stdout == expected
    shutil.rmtree(os.environ["PMOKIT_CACHE"])
    assert run("check", "--root", repository).stdout == expected


def test_the_memory_lies_outside_the_repository_or_nowhere(
    run: Callable[..., Result], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMOKIT_CACHE", str(repository / "cache"))
    assert run("check", "--root", repository).exit_code == 0
    assert not (repository / "cache").exists()
