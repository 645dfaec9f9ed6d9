"""The demonstration: a repository with a past, the same on every machine, that ends at what is shipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmokit.analytics.by_git import BY_GIT
from pmokit.cli.main import pmokit
from pmokit.load.integrity import DEMANDS
from pmokit.rules.checking import check
from pmokit.text.commit_history import last_of_each_day
from pmokit.text.git import read_at
from tests.cli.conftest import make
from tests.conftest import ROOT
from tests.text.test_files_git import git

Run = Callable[..., Result]
TRUE_THEN = {"report-overdue", "risk-accepter-missing", "slip-without-change"}
"""What was wrong on some days and was put right later, as anywhere."""


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["portfolio", "methodology", "schemas"])
def test_its_newest_state_is_what_is_shipped(demonstration: Path, name: str) -> None:
    assert files_of(demonstration / name) == files_of(ROOT / name)
    assert git(demonstration, "status", "--porcelain") == ""


def test_its_commits_are_whole_and_tell_who_did_what_from_may_to_november(demonstration: Path) -> None:
    git(demonstration, "fsck", "--strict")
    told = git(demonstration, "log", "--reverse", "--format=%as %aI %cI %ae %s").splitlines()
    rows = [row.split(" ", 4) for row in told]
    assert 150 < len(rows) < 500
    assert (rows[0][0], rows[-1][0]) == ("2026-05-18", "2026-11-23")
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), key=lambda text: text[:19])
    assert all(row[1] == row[2] and row[4] for row in rows)
    authors = {row[3] for row in rows}
    assert len(authors) > 15
    assert all(f"email: {author}" in (ROOT / "portfolio/people.yaml").read_text() for author in authors)


def test_it_is_the_same_whatever_the_machine_is_set_to(tmp_path: Path, demonstration: Path) -> None:
    hooks, home = tmp_path / "hooks", tmp_path / "home"
    for folder in (hooks, home, tmp_path / "template/hooks"):
        folder.mkdir(parents=True)
    for place in (hooks, tmp_path / "template/hooks"):
        for name in ("post-checkout", "post-commit", "reference-transaction", "post-index-change"):
            (place / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
            (place / name).chmod(0o755)
    (home / ".gitconfig").write_text(
        f"[core]\nhooksPath={hooks}\nautocrlf=true\n[init]\ntemplateDir={tmp_path}/template\n"
        "defaultBranch=trunk\n[commit]\ngpgSign=true\n[user]\nname=Somebody\nemail=some@body.example\n"
    )
    names = ("GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME")
    machine = {name: value for name, value in os.environ.items() if name not in names}
    machine |= {"HOME": str(home), "TZ": "Asia/Tokyo", "GIT_AUTHOR_NAME": "Nobody", "LC_ALL": "C"}
    CliRunner(env=machine).invoke(pmokit, ["demo", str(tmp_path / "other")], catch_exceptions=False)
    assert git(tmp_path / "other", "rev-parse", "main") == git(demonstration, "rev-parse", "main")
    assert files_of(tmp_path / "other/portfolio") == files_of(ROOT / "portfolio")
    assert not (tmp_path / "ran").exists()


def test_a_folder_that_holds_something_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("Dear all")
    result = run("demo", tmp_path / "mine")
    assert result.exit_code == 2
    assert "mine is not empty" in result.output
    assert files_of(tmp_path) == {"mine/letter.txt": b"Dear all"}


def test_an_empty_folder_is_filled_and_nothing_stays_beside_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    assert run("demo", tmp_path / "show").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["show"]
    assert (tmp_path / "show/.git").is_dir()


def test_the_folder_in_which_it_is_called_is_filled(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("demo", ".").exit_code == 0
    assert run("check").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_where_git_fails_no_half_of_a_repository_stays(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    found = shutil.which("git")
    old = f'#!/bin/sh\ncase "$*" in *index-pack*) exit 1;; esac\nexec {found} "$@"\n'
    (tmp_path / "bin/git").write_text(old)
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    result = run("demo", tmp_path / "show")
    assert result.exit_code == 0
    assert "without its past: git cannot read the repository: git index-pack" in result.stderr
    assert not (tmp_path / "show/.git").exists()
    assert files_of(tmp_path / "show/portfolio") == files_of(ROOT / "portfolio")


def test_without_git_today_is_written_and_the_reason_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("demo", tmp_path / "show")
    assert result.exit_code == 0
    assert "without its past: git is not installed" in result.stderr
    assert files_of(tmp_path / "show/portfolio") == files_of(ROOT / "portfolio")
    assert not (tmp_path / "show/.git").exists()


def test_all_that_its_readme_names_works(demonstration: Path, run: Run) -> None:
    commands = [
        line.split("`")[1].split()[1:]
        for line in (demonstration / "README.md").read_text().splitlines()
        if line.startswith("| `pmokit ")
    ]
    assert len(commands) > 5
    for name, *rest in commands:
        if name not in ("build", "serve"):
            # A project that is not ready, and errors of a past day.
            found = name == "gate" or "--as-of" in rest
            assert run(name, *rest, "--root", demonstration).exit_code == found, name


def test_the_witness_of_git_accuses_nobody_there(demonstration: Path, run: Run) -> None:
    facts = {entry for entries in BY_GIT.values() for entry in entries}
    rules = {
        path.stem
        for path in (ROOT / "methodology/rules").rglob("*.yaml")
        if any(fact in path.read_text() for fact in facts)
    }
    found = json.loads(run("check", "--root", demonstration, "--format", "json").stdout)["findings"]
    here = json.loads(run("check", "--root", ROOT, "--format", "json").stdout)["findings"]
    assert len(rules) > 20
    assert rules.isdisjoint(finding["rule"] for finding in found)
    assert found == here


def test_the_witness_of_git_sees_there_what_is_typed_over(run: Run, tmp_path: Path) -> None:
    make(tmp_path / "show")
    plan = tmp_path / "show/portfolio/projects/sd-wan/baselines/1.yaml"
    plan.write_text(plan.read_text().replace("2026-09-11", "2026-10-30"))
    git(tmp_path / "show", "commit", "-qam", "Later", "--date=2026-11-23T18:00+01:00")
    day = {"GIT_COMMITTER_DATE": "2026-11-23T18:00+01:00"}
    amend = [
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.example",
        "commit",
        "-q",
        "--amend",
        "--no-edit",
    ]
    subprocess.run(amend, cwd=tmp_path / "show", env={**os.environ, **day}, check=True)
    result = run("check", "--root", tmp_path / "show", "--format", "json")
    assert "baseline-altered" in {one["rule"] for one in json.loads(result.stdout)["findings"]}


def test_every_past_day_can_be_read_and_what_was_wrong_is_true(demonstration: Path) -> None:
    days = last_of_each_day(demonstration, date(2026, 5, 18))
    assert len(days) > 60
    # Days in between differ from these by single entries.
    for commit in days[::9]:
        done = check(read_at(demonstration, commit.name), commit.day, commit.day)
        errors = {one.rule for one in done.findings if one.severity == "error" and not one.waived_by}
        assert errors <= TRUE_THEN, commit
        assert {one.rule for one in done.findings}.isdisjoint(DEMANDS), commit


def test_findings_came_and_went(demonstration: Path) -> None:
    def errors(day: date) -> set[str]:
        commit = next(one for one in reversed(last_of_each_day(demonstration, day)) if one.day <= day)
        found = check(read_at(demonstration, commit.name), day, day).findings
        return {
            f"{one.rule} {one.path.split('/')[2]}"
            for one in found
            if one.severity == "error" and not one.waived_by
        }

    assert "risk-accepter-missing dc-consolidation" in errors(date(2026, 5, 18)) - errors(date(2026, 5, 20))
    assert "slip-without-change dc-consolidation" in errors(date(2026, 10, 20)) - errors(date(2026, 11, 2))


def test_decisions_at_gates_are_verified(demonstration: Path, run: Run) -> None:
    told = run("gate", "dc-consolidation", "ready-for-executing", "--root", demonstration).output
    assert "by Tomas Lindqvist on 2026-05-27 (verified)" in told
    brought = run("gate", "dc-consolidation", "ready-for-planning", "--root", demonstration).output
    assert "(attested)" in brought


def test_the_trend_moves(demonstration: Path, run: Run) -> None:
    rows = run("trend", "--root", demonstration).stdout.splitlines()
    assert len(rows) == 13
    assert len({row.split("  ")[1] for row in rows}) > 5
    assert (
        len(
            {
                row.split("  ")[1]
                for row in run("trend", "sd-wan", "--root", demonstration).stdout.splitlines()
            }
        )
        > 1
    )


def test_what_changed_has_new_and_fixed_findings(demonstration: Path, run: Run) -> None:
    told = run("changes", "--since", "2026-10-30", "--root", demonstration).output
    assert "New findings" in told and "Fixed findings" in told
    assert "SD-WAN for all plants: the reported status changed from Amber to Red" in told
