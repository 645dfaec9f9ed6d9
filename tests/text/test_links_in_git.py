"""Symbolic links in states read from git mean what they mean in the work tree."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.load.history import runs
from pmokit.text.commit_history import Commit
from pmokit.text.files import read_tree
from pmokit.text.git import read_at
from pmokit.text.objects import FOLDER, Objects
from tests.cli.test_time import git

PEOPLE = "portfolio/people.yaml"


@pytest.fixture
def root(sound_repository: Path) -> Path:
    git(sound_repository, "init", "-q", "-b", "main")
    return sound_repository


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "x")
    return git(root, "rev-parse", "HEAD").strip()


def share(root: Path) -> None:
    """The people become a link to a file elsewhere in the repository."""
    (root / "shared").mkdir()
    (root / PEOPLE).rename(root / "shared/people.yaml")
    (root / PEOPLE).symlink_to("../shared/people.yaml")


def test_a_link_inside_the_repository_is_followed_in_the_past_as_it_is_now(
    root: Path, run: Callable[..., Result]
) -> None:
    share(root)
    name = commit(root)
    assert read_at(root, name) == read_tree(root)._replace(signers={})
    past = run("check", "--root", root, "--as-of", "2026-06-01", "--format", "json")
    now = run("check", "--root", root, "--today", "2026-06-01", "--format", "json")
    assert json.loads(past.stdout)["findings"] == json.loads(now.stdout)["findings"]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("portfolio/estate.yaml", "../../outside.yaml"),
        ("portfolio/estate.yaml", "/etc/hostname"),
        ("portfolio/estate.yaml", "nowhere.yaml"),
        ("portfolio/estate.yaml", "estate.yaml"),
        ("portfolio/estate.yaml", "steering"),
        ("portfolio/estate.yaml", "people.yaml/x"),
        ("portfolio/more", "steering"),
        ("portfolio/note.txt", "people.yaml"),
        ("portfolio/estate.yaml", "../methodology/../portfolio/./calendar.yaml"),
        ("portfolio/estate.yaml", "hop/people.yaml"),
    ],
)
def test_each_link_is_followed_or_refused_alike(root: Path, link: str, target: str) -> None:
    (root.parent / "outside.yaml").write_text("a: 1\n")
    (root / "portfolio/hop").symlink_to("../portfolio")
    (root / link).unlink(missing_ok=True)
    (root / link).symlink_to(target)
    assert read_at(root, commit(root)) == read_tree(root)._replace(signers={})


def test_a_chain_of_links_ends(root: Path) -> None:
    for number in range(60):
        (root / f"portfolio/l{number}").symlink_to(f"l{number + 1}")
    (root / "portfolio/l60").write_text("a: 1\n")
    with Objects(root) as objects:
        name = commit(root)
        assert objects.follow(name, "portfolio/l0") is None
        assert objects.follow(name, "portfolio/l40") == b"a: 1\n"
        assert objects.follow(name, "portfolio") == FOLDER


def test_what_a_link_leads_to_is_read_anew_in_each_commit(root: Path) -> None:
    share(root)
    first = commit(root)
    path = root / "shared/people.yaml"
    path.write_text(path.read_text().replace("name: Ana Alves", "name: Ana Other"))
    second = commit(root)
    day = date(2026, 6, 1)
    with Objects(root) as objects:
        states = [(Commit(name, day), day) for name in (first, second)]
        names = [run.people["ana"].name for run in runs(objects, states)]
    assert names == ["Ana Alves", "Ana Other"]


def test_a_link_to_a_hidden_file_is_followed_neither_now_nor_in_the_past(root: Path) -> None:
    (root / ".secret").mkdir()
    (root / PEOPLE).rename(root / ".secret/people.yaml")
    (root / PEOPLE).symlink_to("../.secret/people.yaml")
    name = commit(root)
    now = read_tree(root)
    assert PEOPLE not in now.files and [path for path, _ in now.flaws] == [PEOPLE]
    assert read_at(root, name) == now._replace(signers={})
