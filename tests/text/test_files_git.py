"""Which files count, from a folder and from a commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pmokit.text.files import read_tree
from pmokit.text.front_matter import parse
from pmokit.text.git import read_commit
from pmokit.text.git_process import GitError


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"at: {path}\n")


def test_yaml_and_markdown_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    make(
        tmp_path, "portfolio/b.yaml", "portfolio/a/z.yaml", "methodology/x.md", "portfolio/.hidden/c.yaml",
        "portfolio/picture.png", "elsewhere/d.yaml", "portfolio/e.yml",
    )  # fmt: skip
    assert list(read_tree(tmp_path).files) == [
        "methodology/x.md",
        "portfolio/a/z.yaml",
        "portfolio/b.yaml",
        "portfolio/e.yml",
    ]


def test_a_link_that_leaves_the_repository_or_leads_nowhere_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    make(root, "portfolio/real.yaml")
    make(tmp_path, "secret.yaml")
    os.symlink(tmp_path / "secret.yaml", root / "portfolio/out.yaml")
    os.symlink(root / "nowhere", root / "portfolio/gone.yaml")
    os.symlink(root / "portfolio/real.yaml", root / "portfolio/inside.yaml")
    os.symlink(tmp_path, root / "portfolio/folder")
    snapshot = read_tree(root)
    assert list(snapshot.files) == ["portfolio/inside.yaml", "portfolio/real.yaml"]
    assert [(path, flaw.rule) for path, flaw in snapshot.flaws] == [
        ("portfolio/folder", "outside-link"),
        ("portfolio/gone.yaml", "outside-link"),
        ("portfolio/out.yaml", "outside-link"),
    ]


def test_a_commit_holds_what_the_folder_held(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    make(tmp_path, "portfolio/a.yaml", "portfolio/ü b.yaml", "portfolio/c.txt", "methodology/d.md")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    files = dict(read_tree(tmp_path).files)
    make(tmp_path, "portfolio/later.yaml")
    assert dict(read_commit(tmp_path, "main").files) == files


def test_a_branch_is_compared_with_the_point_where_it_began(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    make(tmp_path, "portfolio/a.yaml")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "mine")
    git(tmp_path, "checkout", "-q", "main")
    make(tmp_path, "portfolio/theirs.yaml")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "two")
    git(tmp_path, "checkout", "-q", "mine")
    assert list(read_commit(tmp_path, "main").files) == ["portfolio/a.yaml"]


@pytest.mark.parametrize("reference", ["nowhere", "--help", "-x", ""])
def test_a_commit_that_git_does_not_know_is_named(tmp_path: Path, reference: str) -> None:
    git(tmp_path, "init", "-q")
    with pytest.raises(GitError, match=r"there is no commit|is not the name of one commit"):
        read_commit(tmp_path, reference)


def test_a_document_gives_its_front_matter_and_its_headings_with_their_lines() -> None:
    text = (
        "---\ntitle: T\n---\nintro\n\n## A-1 One (shall)\nbody\n```\n## not one\n```\n## A-2 Two (should)\n"
    )
    document = parse(text.encode())
    assert document.data == {"title": "T"}
    assert document.intro == "intro"
    assert [(h.title, h.span.line) for h in document.headings] == [
        ("A-1 One (shall)", 6),
        ("A-2 Two (should)", 11),
    ]


def test_a_document_without_front_matter_says_so() -> None:
    assert [flaw.rule for flaw in parse(b"# Only a heading\n").flaws] == ["no-front-matter"]
