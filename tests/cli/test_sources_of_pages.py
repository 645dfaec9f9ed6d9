"""What a built site says of the files of its records: the commit by git, and the folder in its repository."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

E = "portfolio/projects/example"


def git(root: Path, *arguments: str) -> str:
    whole = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(whole, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path, day: str) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x", f"--date={day}T12:00:00")
    return git(root, "rev-parse", "HEAD")[:8]


@pytest.fixture
def committed(small_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound portfolio in a folder of a git repository."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-20T12:00:00")
    git(small_copy.parent, "init", "-q")
    commit(small_copy.parent, "2026-05-20")
    return small_copy


def source(root: Path, page: str) -> str:
    text = (root / "site" / page / "index.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<p class="pk-edit">(.*?)</p>', text, re.DOTALL)[:1]
    return re.sub(r"<(?!/?a)[^>]*>", "", found)


def test_a_page_names_the_commit_that_last_touched_its_file_and_none_of_a_changed_file(
    run: Callable[..., Result], committed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    charter = committed / E / "project.yaml"
    charter.write_text(charter.read_text() + "\n")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-21T12:00:00")
    last = commit(committed.parent, "2026-05-21")
    assert run("build", "--root", committed).exit_code == 0
    assert source(committed, "projects/example") == f"Recorded in {E}/project.yaml:1, commit {last}"
    first = git(committed.parent, "rev-parse", "HEAD~1")[:8]
    assert source(committed, "projects/example/reports/2026-05-15").endswith(f", commit {first}")
    charter.write_text(charter.read_text() + "\n")
    assert run("build", "--root", committed).exit_code == 0
    assert source(committed, "projects/example") == f"Recorded in {E}/project.yaml:1"


def test_with_a_forge_a_page_leads_to_the_file_in_the_folder_of_its_repository(
    run: Callable[..., Result], committed: Path
) -> None:
    about = committed / "portfolio/portfolio.yaml"
    about.write_text(about.read_text() + "repository: https://github.com/acme/pmo.git\n")
    assert run("build", "--root", committed).exit_code == 0
    url = f"https://github.com/acme/pmo/edit/main/{committed.name}/{E}/project.yaml"
    assert f'<a href="{url}"' in source(committed, "projects/example")


def test_a_forge_that_nobody_knows_gives_text(run: Callable[..., Result], committed: Path) -> None:
    about = committed / "portfolio/portfolio.yaml"
    about.write_text(about.read_text() + "repository: https://git.acme.de/it/pmo\n")
    assert run("build", "--root", committed).exit_code == 0
    first = git(committed.parent, "rev-parse", "HEAD")[:8]
    assert source(committed, "projects/example") == f"Recorded in {E}/project.yaml:1, commit {first}"


def test_a_shallow_clone_names_no_commit(run: Callable[..., Result], committed: Path, tmp_path: Path) -> None:
    (committed / E / "project.yaml").touch()
    (committed / "README.md").write_text("x")
    commit(committed.parent, "2026-05-21")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{committed.parent}", str(tmp_path / "clone"))
    folder = tmp_path / "clone" / committed.name
    assert run("build", "--root", folder).exit_code == 0
    assert source(folder, "projects/example") == f"Recorded in {E}/project.yaml:1"
