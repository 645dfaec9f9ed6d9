"""The tool that breaks the program on purpose, on a tiny package of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOOL = ROOT / "tools/mutants.py"
BEFORE = "def untouched(a: int) -> bool:\n    return a > 3\n"
AFTER = BEFORE + "\n\ndef is_late(day: int, due: int) -> bool:\n    return day > due\n"
WEAK = "from tiny import is_late\n\ndef test_late():\n    assert is_late(2, 1)\n"
PROGRAM = (
    "import subprocess, sys\n\ndef test_late_in_a_program():\n"
    "    code = 'from tiny import is_late; raise SystemExit(is_late(1, 1))'\n"
    "    assert subprocess.run([sys.executable, '-c', code]).returncode == 0\n"
)
STRONG = WEAK + "\ndef test_the_day_itself():\n    assert not is_late(1, 1)\n"


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A package in git in which one function is new."""
    root = tmp_path / "project"
    (root / "src").mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "src/tiny.py").write_text(BEFORE)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "before")
    (root / "src/tiny.py").write_text(AFTER)
    return root


def mutate(root: Path, test: str) -> subprocess.CompletedProcess[str]:
    (root / "tests/test_tiny.py").write_text(test)
    command = [sys.executable, str(TOOL), "HEAD", "--root", str(root), "--seed", "5", "--workers", "1"]
    return subprocess.run([*command, "--tests", "tests"], capture_output=True, text=True, cwd=root)


@pytest.mark.sweep
def test_a_boundary_that_no_test_tries_survives_with_its_place_and_a_better_test_kills_it(
    tiny: Path,
) -> None:
    weak = mutate(tiny, WEAK)
    assert weak.stdout == (
        "1 of 1 mutants of the lines changed since HEAD; SEED=5\n"
        "survived: src/tiny.py:6 in is_late: day > due -> (day >= due)\n"
        "0 of 1 killed (0%); 0 untried\n"
    ), weak.stderr
    assert weak.returncode == 1
    strong = mutate(tiny, STRONG)
    assert strong.returncode == 0 and "1 of 1 killed (100%)" in strong.stdout
    program = mutate(tiny, PROGRAM)
    assert program.returncode == 0 and "1 of 1 killed (100%)" in program.stdout, (
        program.stdout + program.stderr
    )
    assert (tiny / "src/tiny.py").read_text() == AFTER, "the project itself is never broken"


def test_a_mutant_listed_as_equivalent_is_not_drawn_and_needs_its_reason(tiny: Path) -> None:
    listed = tiny / "tests/equivalent_mutants.txt"
    listed.write_text("src/tiny.py | is_late | day > due -> (day >= due) | nobody is due twice\n")
    assert mutate(tiny, WEAK).stdout.startswith("0 of 0 mutants")
    listed.write_text("src/tiny.py | is_late | day > due -> (day >= due)\n")
    assert "not `file | function | old -> new | reason`" in mutate(tiny, WEAK).stdout


@pytest.mark.sweep
def test_tests_that_fail_by_themselves_prove_nothing(tiny: Path) -> None:
    result = mutate(tiny, WEAK + "\ndef test_wrong():\n    assert False\n")
    assert result.returncode == 2 and "the tests fail without any fault" in result.stdout
