"""Objects of git that a stranger has made: names, dates and trees that should not be."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from pmokit.text import objects as reading
from pmokit.text.commit_history import Commit, commit_of_day, commits, last_commits
from pmokit.text.files import Backing, read_tree
from pmokit.text.git_process import GitError
from pmokit.text.objects import Objects
from pmokit.text.signatures import read_signers
from tests.cli.test_time import git


def commit(root: Path, day: str, **files: str) -> str:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(root, "add", "-A", day=day)
    git(root, "commit", "-q", "--allow-empty", "-m", day, day=day)
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


def test_files_are_read_by_their_folder_and_hidden_ones_are_passed_over(root: Path) -> None:
    name = commit(
        root,
        "2026-01-01",
        **{
            "portfolio__a.yaml": "a: 1",
            "portfolio__.b.yaml": "",
            "portfolio__c__d.md": "d",
            "portfolio__e.txt": "",
        },
    )
    with Objects(root) as objects:
        tree = objects.folder(name, "portfolio")
        assert tree is not None
        assert objects.files(name, tree, "portfolio") == {
            "portfolio/a.yaml": b"a: 1",
            "portfolio/c/d.md": b"d",
        }
        assert (
            objects.folder(name, "portfolio/nothing") is None
            and objects.folder(name, "portfolio/a.yaml") is None
        )


@pytest.mark.parametrize("folder", ["PMO data", " dept", "de\npt", "d\udce9pt"])
def test_a_department_in_a_folder_with_an_odd_name_is_found(root: Path, folder: str) -> None:
    inner = root / folder
    (inner / "portfolio").mkdir(parents=True)
    (inner / "portfolio/a.yaml").write_text("a: 1")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    name = git(root, "rev-parse", "HEAD").strip()
    with Objects(inner) as objects:
        tree = objects.folder(name, "portfolio")
        assert tree is not None and objects.files(name, tree, "portfolio") == {"portfolio/a.yaml": b"a: 1"}
    assert list(last_commits(inner, ".")) == ["portfolio/a.yaml"]


def test_a_backdated_commit_does_not_rewrite_the_past(root: Path) -> None:
    first, second = commit(root, "2026-01-10", a="1"), commit(root, "2026-02-10", a="2")
    back = commit(root, "2000-01-01", a="3")
    assert commits(root) == [
        Commit(back, date(2026, 2, 10)), Commit(second, date(2026, 2, 10)), Commit(first, date(2026, 1, 10)),
    ]  # fmt: skip


def test_a_date_beyond_all_calendars_is_no_reason_to_fail(root: Path) -> None:
    first = commit(root, "2026-01-10", a="1")
    environment = {
        "GIT_AUTHOR_DATE": "@1 +0000",
        "GIT_COMMITTER_DATE": "@253402300800 +0000",
        "PATH": "/usr/bin:/bin",
    }
    command = [
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "far",
    ]
    subprocess.run(command, cwd=root, check=True, env=environment)
    assert [entry.day for entry in commits(root)] == [date(2026, 1, 10), date(2026, 1, 10)]
    assert commits(root)[1].name == first


def test_a_path_cannot_forge_who_signed_a_file(root: Path) -> None:
    gate = "portfolio/projects/p/gates/g.yaml"
    commit(root, "2026-01-10", **{gate.replace("/", "__"): "x"})
    evil = root / "portfolio/projects/p/z\x01G\x02boss@example.com\x02a\x02\x02\nportfolio/projects/p/gates"
    evil.mkdir(parents=True)
    (evil / "g.yaml\nq").write_text("")
    git(root, "add", "-A")
    # A name that would end an entry of the log, and after it, in the same commit, the file to be signed.
    (root / "portfolio/projects/p/a\x01G\x02boss@example.com\x02a\x02").write_text("")
    (root / gate).write_text("y")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "notes")
    backing = read_signers(root, ":(glob)portfolio/projects/*/gates/*.yaml", read_tree(root).files).backing
    assert backing == {gate: Backing()}
    assert gate in last_commits(root, "portfolio")


def test_a_lost_object_is_an_error_and_not_an_empty_folder(root: Path) -> None:
    name = commit(root, "2026-01-10", **{"portfolio__a.yaml": "a: 1"})
    lost = git(root, "rev-parse", f"{name}:portfolio").strip()
    (root / ".git/objects" / lost[:2] / lost[2:]).unlink()
    with Objects(root) as objects, pytest.raises(GitError, match="lacks the object"):
        tree = objects.folder(name, "portfolio")
        objects.files(name, tree or "", "portfolio")


def test_a_tree_that_stands_for_millions_of_files_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_FILES", 500)

    def made(lines: str) -> str:
        return subprocess.run(
            ["git", "mktree"], cwd=root, input=lines, capture_output=True, text=True, check=True
        ).stdout.strip()

    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=root,
        input="x",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    tree = made("".join(f"100644 blob {blob}\tf{n}.yaml\n" for n in range(10)))
    for _ in range(3):
        tree = made("".join(f"040000 tree {tree}\td{n}\n" for n in range(10)))
    with Objects(root) as objects, pytest.raises(GitError, match="more than 500 files"):
        objects.files("HEAD", tree, "portfolio")
    for _ in range(reading.MOST_LEVELS + 2):
        tree = made(f"040000 tree {tree}\td\n")
    with Objects(root) as objects, pytest.raises(GitError, match="folders deep"):
        objects.files("HEAD", tree, "portfolio")


@pytest.mark.parametrize("ahead", [["2037-01-01"], ["2037-01-01", "2037-01-02"]])
def test_a_clock_in_the_future_does_not_hold_later_commits_back(root: Path, ahead: list[str]) -> None:
    days = ["2026-09-01", *ahead, "2026-10-05", "2026-10-06"]
    names = [commit(root, day, portfolio__a=str(number)) for number, day in enumerate(days)]
    found = {entry.name: entry.day for entry in commits(root)}
    assert found[names[-2]] == date(2026, 10, 5) and found[names[-1]] == date(2026, 10, 6)
    assert {found[name] for name in names[1:-2]} == {date(2026, 10, 5)}, "there before the next one"
    assert commit_of_day(root, date(2026, 9, 20)) == names[0]
    assert commit_of_day(root, date(2026, 11, 1)) == names[-1]
    assert commits(root, folders=["portfolio"]) == commits(root)
