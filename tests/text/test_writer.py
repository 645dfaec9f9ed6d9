"""A draft is written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmokit.text import journal
from pmokit.text.edits import Create, Move, Remove, Set
from pmokit.text.plan import draft
from pmokit.text.writer import CannotWrite, write

FILES = {"portfolio/a.yaml": b"x: 1\n", "portfolio/b.yaml": b"y: 1\n"}
EDITS = [
    Set("portfolio/a.yaml", ("x",), "2"),
    Create("portfolio/n/c.yaml", b"z: 1\n"),
    Remove("portfolio/b.yaml"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "portfolio").mkdir()
    for path, raw in FILES.items():
        (tmp_path / path).write_bytes(raw)
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_all_files_of_a_draft_are_written(root: Path) -> None:
    (root / "portfolio/a.yaml").chmod(0o600)
    write(root, draft(EDITS, FILES))
    assert tree(root) == {"portfolio/a.yaml": b"x: 2\n", "portfolio/n/c.yaml": b"z: 1\n"}
    assert (root / "portfolio/a.yaml").stat().st_mode & 0o777 == 0o600


def test_a_file_that_changed_meanwhile_stops_all(root: Path) -> None:
    made = draft(EDITS, FILES)
    (root / "portfolio/b.yaml").write_bytes(b"y: 2\n")
    before = tree(root)
    with pytest.raises(CannotWrite, match="changed in the meantime"):
        write(root, made)
    assert tree(root) == before


def test_a_file_that_appeared_meanwhile_is_not_overwritten(root: Path) -> None:
    made = draft([Move("portfolio/a.yaml", to_path="portfolio/d.yaml")], FILES)
    (root / "portfolio/d.yaml").write_bytes(b"mine")
    with pytest.raises(CannotWrite, match="already exists"):
        write(root, made)
    assert tree(root)["portfolio/d.yaml"] == b"mine" and "portfolio/a.yaml" in tree(root)


def test_a_place_that_cannot_be_written_leaves_everything_as_it_was(root: Path) -> None:
    (root / "portfolio/n").write_bytes(b"a file where a folder is needed")
    before = tree(root)
    with pytest.raises(CannotWrite):
        write(root, draft(EDITS, FILES))
    assert tree(root) == before


def test_a_link_leads_nothing_out_of_the_repository(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "portfolio/n").symlink_to(outside)
    with pytest.raises(CannotWrite, match="leads out of the repository"):
        write(root, draft(EDITS, FILES))
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("failing", [0, 1])
def test_a_disk_that_fails_while_files_get_their_places_leaves_everything_as_it_was(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    before, place, real, calls = tree(root), tmp_path_factory.mktemp("state"), os.replace, []

    def replace(old: Path, new: Path) -> None:
        calls.append(new)
        if Path(new).parent != place and sum(Path(path).parent != place for path in calls) == failing + 1:
            raise OSError(5, "Input/output error", str(new))
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(CannotWrite, match="Input/output error"):
        write(root, draft(EDITS, FILES), place)
    assert tree(root) == before and not (root / "portfolio/n").exists()
    assert journal.read(place, root) is None
    write(root, draft(EDITS, FILES), place)
