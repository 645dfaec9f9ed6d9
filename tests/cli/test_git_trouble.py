"""Where git does not answer, each command that asks it says why, and none takes it for an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.test_time import git
from tests.conftest import sound, write_files

E = "portfolio/projects/example"
ASKING = {
    "check --base main": ("check", "--base", "main"),
    "check --as-of": ("check", "--as-of", "2026-06-01"),
    "check --ratchet": ("check", "--ratchet", "--base", "main"),
    "evidence": ("evidence", "--since", "2026-01-01"),
    "evidence as JSON": ("evidence", "--since", "2026-01-01", "--format", "json"),
    "changes from a day": ("changes", "--since", "2026-06-01"),
    "changes from a commit": ("changes", "--since", "main"),
    "trend": ("trend",),
    "adherence": ("adherence", "--since", "2026-06-01"),
    "build": ("build",),
    "build --as-of": ("build", "--as-of", "2026-06-01"),
    "gate": ("gate", "example", "ready-for-executing"),
}


@pytest.fixture(scope="module")
def repository_of_git(tmp_path_factory: pytest.TempPathFactory, shipped_files: Mapping[str, bytes]) -> Path:
    root = tmp_path_factory.mktemp("trouble") / "repository"
    method = {path: raw for path, raw in sound(shipped_files).items() if "/rules/" not in path}
    write_files(root, {**method, "mkdocs.yml": b"site_name: x\n"})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "start")
    return root


@pytest.mark.parametrize("arguments", ASKING.values(), ids=ASKING)
def test_a_folder_that_belongs_to_another_user_is_told_as_that(
    repository_of_git: Path,
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    result = run(*arguments, "--root", repository_of_git)
    assert result.exit_code == 2
    assert "belongs to another user" in result.output
    assert f"git config --global --add safe.directory {repository_of_git}" in result.output
    for word in ("not a git repository", "not committed", "fetch", "no commit"):
        assert word not in result.output


def test_a_gate_that_asks_for_a_signature_is_not_judged_where_git_refuses(
    repository_of_git: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    assert run("check", "--root", repository_of_git).exit_code != 2, "a check that does not ask git"
    path = repository_of_git / "methodology/lifecycle.yaml"
    before = path.read_text()
    path.write_text(before.replace("  - id: ready-for-executing\n", "  - id: ready-for-executing\n    verification: verified\n"))  # fmt: skip
    try:
        assert "safe.directory" in run("check", "--root", repository_of_git).output
    finally:
        path.write_text(before)


def test_a_broken_configuration_is_told_in_the_words_of_git(
    shipped_files: Mapping[str, bytes], run: Callable[..., Result], tmp_path: Path
) -> None:
    write_files(tmp_path, sound(shipped_files))
    git(tmp_path, "init", "-q")
    (tmp_path / ".git/config").write_text("[core\n")
    result = run("check", "--base", "main", "--root", tmp_path)
    assert result.exit_code == 2 and "bad config line 1 in file .git/config" in result.output


@pytest.fixture
def parted(shipped_files: Mapping[str, bytes], tmp_path: Path) -> Path:
    """A branch `pr` that changes nothing of weight, while `main` has gone on since."""
    root = tmp_path / "whole"
    write_files(root, sound(shipped_files))
    git(root, "init", "-q", "-b", "main")
    for name, branch in (("start", "main"), ("mine", "pr"), ("theirs", "main")):
        git(root, "checkout", "-q", *(["-b"] if branch == "pr" else []), branch) if name != "start" else None
        (root / f"{name}.txt").write_text(name)
        git(root, "add", "-A")
        git(root, "commit", "-qm", name)
    git(root, "checkout", "-q", "pr")
    return root


def test_a_shallow_clone_that_does_not_reach_the_parting_is_no_base(
    parted: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    assert run("check", "--base", "main", "--root", parted).exit_code == 0
    clone = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "pr", f"file://{parted}", str(clone))
    git(clone, "fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    result = run("check", "--base", "origin/main", "--root", clone)
    assert result.exit_code == 2 and "git fetch --unshallow" in result.output
    assert "does not know where `origin/main` and HEAD parted" in result.output
    git(clone, "fetch", "-q", "--unshallow")
    assert run("check", "--base", "origin/main", "--root", clone).exit_code == 0


def test_a_branch_without_a_commit_in_common_is_no_base(parted: Path, run: Callable[..., Result]) -> None:
    git(parted, "checkout", "-q", "--orphan", "other")
    git(parted, "commit", "-qm", "another beginning")
    result = run("check", "--base", "main", "--root", parted)
    assert result.exit_code == 2 and "no commit in common" in result.output


@pytest.mark.parametrize(
    "arguments",
    [("check", "--base", "main"), ("changes", "--since", "2026-06-01"), ("trend", "--today", "2026-07-01")],
)
def test_a_method_in_a_submodule_is_not_taken_for_no_method_at_all(
    parted: Path, run: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    commit = git(parted, "rev-parse", "main").strip()
    git(parted, "rm", "-rq", "--cached", "methodology")
    git(parted, "update-index", "--add", "--cacheinfo", f"160000,{commit},methodology")
    git(parted, "commit", "-qm", "method in a submodule")
    git(parted, "branch", "-qf", "main", "pr")
    result = run(*arguments, "--root", parted)
    assert result.exit_code == 2 and "methodology/ is a git submodule" in result.output


@pytest.mark.parametrize("place", ["portfolio/projects/elsewhere", "methodology/more"])
def test_a_submodule_among_the_records_is_a_finding_of_the_change_that_brings_it_and_stops_no_other(
    parted: Path, run: Callable[..., Result], place: str
) -> None:
    commit = git(parted, "rev-parse", "main").strip()
    git(parted, "update-index", "--add", "--cacheinfo", f"160000,{commit},{place}")
    (parted / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = {place}\n\turl = x\n\tupdate = !x\n')
    git(parted, "add", ".gitmodules")
    found = run("check", "--base", "main", "--root", parted, "--rule", "nested-repository")
    assert found.exit_code == 1 and f"--> {place}:1:1" in found.stdout
    git(parted, "commit", "-qm", "submodule")
    git(parted, "branch", "-qf", "main", "pr")
    for arguments in (
        ("check", "--base", "main"),
        ("changes", "--since", "main"),
        ("adherence", "--since", "2026-05-01"),
        ("evidence", "--since", "2026-01-01", "--output", str(parted.parent / "evidence")),
    ):
        result = run(*arguments, "--root", parted)
        assert result.exit_code == 0, result.output


def test_a_submodule_that_was_not_fetched_is_told_with_its_command(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    write_files(tmp_path, {".gitmodules": b"", "portfolio/portfolio.yaml": b"title: x\n"})
    (tmp_path / "methodology").mkdir()
    result = run("check", "--root", tmp_path)
    assert result.exit_code == 2 and "git submodule update --init" in result.output
