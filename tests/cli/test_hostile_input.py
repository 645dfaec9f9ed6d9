"""What an attacker tried, command by command: always an answer, never a crash or a write outside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.text.test_files_git import git

P = "portfolio/projects"


def pmokit(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own, so that a crash of the process is seen."""
    return subprocess.run(
        [sys.executable, "-m", "pmokit", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028"])
@pytest.mark.slow
def test_deep_nesting_behind_any_line_end_is_found_and_the_process_lives(
    shipped_copy: Path, end: str
) -> None:
    (shipped_copy / "portfolio/estate.yaml").write_text("systems:" + end + "- " * 200_000 + "a\n", newline="")
    done = pmokit("check", "--no-cache", folder=shipped_copy)
    assert done.returncode == 1
    assert "nested more than 50 levels" in done.stdout or "yaml" in done.stdout


def test_a_starter_is_not_added_to_a_file_that_would_crash_the_parser(shipped_copy: Path) -> None:
    (shipped_copy / P / "sd-wan/raid.yaml").write_text("risks:\n" + "- " * 200_000 + "a\n")
    done = pmokit("new", "issue", "sd-wan", "foo", folder=shipped_copy)
    assert done.returncode == 2 and "nested more than" in done.stderr


def test_a_pipe_an_unreadable_folder_and_a_name_that_is_no_text_are_findings(shipped_copy: Path) -> None:
    os.mkfifo(shipped_copy / "portfolio/pipe.yaml")
    (shipped_copy / os.fsdecode(b"portfolio/\xff.yaml")).write_text("a: 1\n")
    locked = shipped_copy / P / "locked"
    locked.mkdir()
    locked.chmod(0)
    done = pmokit("check", "--format", "json", folder=shipped_copy)
    locked.chmod(0o700)
    assert done.returncode == 1
    assert "it is not a regular file" in done.stdout
    assert "characters that are not UTF-8" in done.stdout
    if os.geteuid() != 0:  # root may read everything
        assert "Permission denied" in done.stdout


@pytest.mark.slow
def test_a_spoilt_memory_is_passed_over(sound_repository: Path) -> None:
    first = pmokit("check", folder=sound_repository)
    for kept in ("[1]", "null", '"x"', '{"key": 1}', "{" * 5_000):
        spoilt = list(Path(os.environ["PMOKIT_CACHE"]).rglob("*.json"))
        for file in spoilt:
            file.write_text(kept)
        assert spoilt and pmokit("check", folder=sound_repository).stdout == first.stdout, kept


def test_a_lost_git_object_is_named(shipped_copy: Path, run: Callable[..., Result]) -> None:
    git(shipped_copy, "init", "-q", "-b", "main")
    git(shipped_copy, "add", "-A")
    git(shipped_copy, "commit", "-qm", "one")
    blob = git(shipped_copy, "rev-parse", "HEAD:portfolio/people.yaml")
    (shipped_copy / ".git/objects" / blob[:2] / blob[2:]).unlink()
    result = run("check", "--root", shipped_copy, "--base", "main")
    assert (
        result.exit_code == 2
        and "the git repository lacks the object of portfolio/people.yaml" in result.stderr
    )


def test_an_id_that_is_the_address_of_a_list_is_refused(
    shipped_copy: Path, run: Callable[..., Result]
) -> None:
    (shipped_copy / P / "core-advisory").rename(shipped_copy / P / "index")
    result = run("check", "--root", shipped_copy)
    assert result.exit_code == 1 and "other than `index`" in result.stdout


@pytest.mark.parametrize("today", ["9999-12-31", "0001-01-01"])
def test_a_day_beyond_all_calendars_is_wrong_use(
    run: Callable[..., Result], shipped_copy: Path, today: str
) -> None:
    for command in (["check"], ["build"], ["new", "report"]):
        result = run(
            *command, "--root", shipped_copy, "--today", today, *(["sd-wan"] if "new" in command else [])
        )
        assert result.exit_code == 2 and "between the years" in result.stderr


def test_nothing_is_written_behind_a_link_that_leaves_the_repository(
    tmp_path: Path, shipped_copy: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", shipped_copy / P / "lp")
    result = run("new", "project", "--root", shipped_copy, "lp")
    assert result.exit_code == 2 and "leads out of the repository" in result.stderr
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.slow
def test_an_example_portfolio_without_a_readable_day_is_a_finding(
    shipped_copy: Path, run: Callable[..., Result]
) -> None:
    path = shipped_copy / "methodology/examples/portfolio/portfolio.yaml"
    path.write_text(path.read_text().replace("today: 2026-06-01", "today: soon"))
    result = run("test", "--root", shipped_copy, "--rule", "risk-unowned")
    assert result.exit_code == 1 and "found `soon`" in result.stdout


def test_a_rule_cannot_hold_what_a_terminal_would_obey(
    shipped_copy: Path, run: Callable[..., Result]
) -> None:
    path = shipped_copy / "methodology/rules/raid/risk-unowned.yaml"
    path.write_text(
        path.read_text().replace("{risk.title}", "{'\\\\ud800'}").replace('message: "', 'message: "')
    )
    result = run("check", "--root", shipped_copy, "--format", "json")
    assert result.exit_code == 1 and "invisible character" in result.stdout
