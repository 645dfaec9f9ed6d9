"""Folders of files that git could take for a repository, among all that was committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmokit.text.nested_repositories import nested_among, nested_repositories
from tests.text.test_files_git import git, make


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        ({"a/HEAD", "a/objects/x", "a/refs/x"}, ["a/HEAD"]),
        ({"HEAD", "objects/x", "refs/x"}, ["HEAD"]),
        ({"a/HEAD", "a/commondir"}, ["a/HEAD"]),
        ({"a/Head", "a/OBJECTS/x", "a/Refs"}, ["a/Head"]),
        ({"a/HEAD", "a/objects/x", "b/refs/x"}, []),
        ({"a/HEAD", "a/notes.md"}, []),
        ({"a/AHEAD", "a/objects/x", "a/refs/x"}, []),
    ],
)
def test_head_and_what_belongs_to_it_make_a_repository(paths: set[str], wanted: list[str]) -> None:
    assert [path for path, _ in nested_among(paths)] == wanted


@pytest.mark.parametrize("form", [("--index-version", "2"), ("--index-version", "4"), ("--split-index",)])
def test_it_is_found_in_each_form_of_the_index(tmp_path: Path, form: tuple[str, ...]) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "x/HEAC", "x/HEAD", "x/commondir")
    git(tmp_path, "add", "-A")
    git(tmp_path, "update-index", *form)
    assert [path for path, _ in nested_repositories(tmp_path)] == ["x/HEAD"]
