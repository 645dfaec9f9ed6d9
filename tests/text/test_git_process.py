"""Which repository is read, and which settings count, in the ways in which people keep repositories."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmokit.text.git import folder_in_git, read_commit
from pmokit.text.git_process import NoRepository, Repository
from tests.text.test_files_git import git, make

FILES = ["portfolio/a.yaml"]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with one commit, with a folder in it that is a portfolio of its own."""
    top = tmp_path / "top"
    make(top, "portfolio/a.yaml", "office/pmo/portfolio/a.yaml")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "one")
    return top


def worktree(top: Path) -> Path:
    git(top, "worktree", "add", "-q", "-b", "other", "../tree")
    return top.parent / "tree"


def submodule(top: Path) -> Path:
    outer = top.parent / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(top), "inner")
    return outer / "inner"


def linked(top: Path) -> Path:
    (top.parent / "link").symlink_to(top / "office/pmo")
    return top.parent / "link"


def shared(top: Path) -> Path:
    git(top, "clone", "-q", "--shared", str(top), "../shared")
    return top.parent / "shared"


def packed(top: Path) -> Path:
    git(top, "gc", "-q")
    return top


def of_bare(top: Path) -> Path:
    git(top, "clone", "-q", "--bare", str(top), "../bare.git")
    git(top.parent / "bare.git", "worktree", "add", "-q", "-b", "other", "../tree")
    return top.parent / "tree"


def sha256(top: Path) -> Path:
    other = top.parent / "other"
    make(other, *FILES)
    git(other, "init", "-q", "-b", "main", "--object-format=sha256")
    git(other, "add", "-A")
    git(other, "commit", "-qm", "one")
    return other


WAYS: list[Callable[[Path], Path]] = [worktree, submodule, linked, shared, packed, of_bare, sha256]


@pytest.mark.parametrize("way", [*WAYS, lambda top: top, lambda top: top / "office/pmo"])
def test_a_portfolio_is_read_in_each_way_in_which_git_keeps_a_work_tree(
    top: Path, way: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = way(top)
    # git lets a hook know the repository of the commit, which may be another one than is looked at.
    for name, value in {
        "DIR": "elsewhere",
        "INDEX_FILE": "x",
        "WORK_TREE": "y",
        "LITERAL_PATHSPECS": "1",
    }.items():
        monkeypatch.setenv(f"GIT_{name}", value)
    assert [path for path in read_commit(root, "HEAD").files if path.startswith("portfolio")] == FILES
    assert folder_in_git(root) == ("office/pmo/" if root.name in ("pmo", "link") else "")


def test_a_hook_of_a_commit_sees_what_the_branch_was(top: Path) -> None:
    hook = top / ".git/hooks/pre-commit"
    code = f"from pathlib import Path; from pmokit.text.git import read_commit; print(*read_commit(Path({str(top)!r}), 'HEAD').files)"
    hook.write_text(f'#!/bin/sh\n"{sys.executable}" -c "{code}" > ../said\n')
    hook.chmod(0o755)
    make(top, "portfolio/b.yaml")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "two")
    assert (top.parent / "said").read_text().split() == FILES


def test_a_repository_that_is_only_files_is_none(top: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "alone")
    make(tmp_path / "alone", *FILES)
    with pytest.raises(NoRepository):
        Repository(tmp_path / "alone")
    git(top, "init", "-q", "--bare", "office")
    with Repository(top / "office/pmo") as repository:
        assert repository.place.top == top


def test_nothing_is_left_of_what_git_was_given(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "here"))
    read_commit(top, "main")
    assert list((tmp_path / "here").iterdir()) == []
    assert git(top, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("scope", "value", "counts"),
    [
        ("--global", "{out}/program", True),
        ("--global", "program-in-path", True),
        ("--global", "{top}/tools/program", False),
        ("--global", "tools/program", False),
        ("--global", "{out}/link", False),
        ("--local", "{out}/program", False),
    ],
)
def test_a_program_counts_only_from_the_user_and_outside_the_work_tree(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scope: str, value: str, counts: bool
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    (tmp_path / "link").symlink_to(top / "tools/program")
    program = value.format(top=top, out=tmp_path)
    git(top, "config", scope, "gpg.ssh.program", program)
    with Repository(top) as repository:
        seen = repository.run("config", "gpg.ssh.program")
    assert seen == (f"{program}\n".encode() if counts else None)


def test_settings_in_a_file_of_the_work_tree_do_not_count(top: Path, tmp_path: Path) -> None:
    (top / "more").write_text("[gpg.ssh]\n\tallowedSignersFile = /elsewhere\n")
    git(top, "config", "include.path", "../more")
    assert git(top, "config", "gpg.ssh.allowedSignersFile") == "/elsewhere", "git believes it"
    with Repository(top) as repository:
        assert repository.signers == ""
    git(top, "config", "include.path", str(tmp_path / "more"))
    (tmp_path / "more").write_text((top / "more").read_text())
    with Repository(top) as repository:
        assert repository.signers == "/elsewhere"


def test_a_path_depends_on_the_work_tree_where_one_step_to_it_does(top: Path, tmp_path: Path) -> None:
    (top / "out").symlink_to(tmp_path / "outer")
    (tmp_path / "in").symlink_to(top / "office")
    (tmp_path / "through").symlink_to(top / "out")
    (tmp_path / "beside").symlink_to(tmp_path / "outer")
    (tmp_path / "outer").mkdir()
    with Repository(top) as repository:
        found = {
            path: repository.place.tree_path(path.replace("~", str(tmp_path)))
            for path in (
                "a",
                "out/a",
                "~/in/pmo/a",
                "~/through/a",
                "~/beside/a",
                "~/a",
                "../a",
                "office/../../a",
                ".git/a",
            )
        }
    assert {path: where for path, where in found.items() if where is not None} == {
        "a": "a",
        "out/a": "out/a",
        "~/in/pmo/a": "office/pmo/a",
        "~/through/a": "out/a",
        "office/../../a": "../a",
    }


def test_a_clone_without_all_objects_is_an_error_and_nothing_is_fetched(top: Path, tmp_path: Path) -> None:
    git(top, "config", "uploadpack.allowFilter", "true")
    git(top, "clone", "-q", "--no-checkout", "--filter=tree:0", f"file://{top}", str(tmp_path / "partial"))
    with pytest.raises(Exception, match=r"git cannot read the repository|lacks the object"):
        read_commit(tmp_path / "partial", "HEAD")
    missing = ["git", "rev-list", "--objects", "--all", "--missing=print"]
    done = subprocess.run(missing, cwd=tmp_path / "partial", capture_output=True, text=True, check=True)
    assert "?" in done.stdout
