"""What a run may recall: what this very program kept, and no other one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import pmokit
from pmokit.cli import memory


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with one module, in a folder of programs."""
    package = tmp_path / "pmokit"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.setattr(pmokit, "__file__", str(package / "__init__.py"))
    return package


def program() -> tuple[str, ...]:
    """What the memory knows this program by, found anew."""
    memory._program.cache_clear()
    try:
        return memory._program()
    finally:
        memory._program.cache_clear()


def test_an_installed_program_is_known_by_what_its_wheel_holds_whenever_it_was_installed(place: Path) -> None:
    record = place.parent / f"pmokit-{pmokit.__version__}.dist-info/RECORD"
    record.parent.mkdir()
    record.write_text("pmokit/__init__.py,sha256=abc,0\n")
    before = program()
    os.utime(place / "__init__.py", (1, 1))
    assert program() == before, "as in CI, where each run installs it again"
    record.write_text("pmokit/__init__.py,sha256=def,0\n")
    assert program() != before


def test_sources_of_a_clone_are_known_by_their_age(place: Path) -> None:
    before = program()
    os.utime(place / "__init__.py", (1, 1))
    assert program() != before
