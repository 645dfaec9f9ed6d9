"""Who entered a review is the author of its first commit, also where somebody else merged it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.assurance.histories import E, commit_all, found_in, git, with_history_rules
from tests.conftest import changed, sound

Run = Callable[..., Result]
REVIEW = f"{E}/reviews/2026-04-20.yaml"
PEOPLE = "portfolio/people.yaml"
FOUND = ("review-entered-by-manager", "reviews/2026-04-20.yaml", "reviewer: Audit")


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    some = with_history_rules(sound(shipped_files))
    return changed(some, (PEOPLE, "name: Ben Baker", "name: Ben Baker, email: Ben@example.com"))


def with_review(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, REVIEW: b"reviewer: Audit\nrating: green\n"}


@pytest.mark.parametrize(("author", "found"), [("ben@example.com", {FOUND}), ("audit@example.com", set())])
def test_the_author_of_the_first_commit_entered_the_review(
    run: Run, tmp_path: Path, files: dict[str, bytes], author: str, found: set[tuple[str, str, str]]
) -> None:
    root = tmp_path / "repository"
    states = [("2026-03-25", files), ("2026-04-22", with_review(files))]
    commit_all(root, states, by=["fay@example.com", author])
    assert found_in(run, root) == found


@pytest.mark.parametrize(("author", "found"), [("ben@example.com", {FOUND}), ("audit@example.com", set())])
def test_a_merge_is_no_entry(
    run: Run, tmp_path: Path, files: dict[str, bytes], author: str, found: set[tuple[str, str, str]]
) -> None:
    root = tmp_path / "repository"
    commit_all(root, [("2026-03-25", files)], by=["fay@example.com"])
    start = git(root, "rev-parse", "HEAD").strip()
    commit_all(root, [("2026-04-22", with_review(files))], "work", start, by=[author])
    git(root, "checkout", "-q", "main")
    settings = ("-c", "user.name=Cleo", "-c", "user.email=cleo@example.com")
    git(root, *settings, "merge", "-q", "--no-ff", "-m", "Merge", "work")
    assert found_in(run, root, "--today", "2026-12-31") >= found
    assert (FOUND in found_in(run, root, "--today", "2026-12-31")) == bool(found)
