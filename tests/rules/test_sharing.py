"""Work that is shared out among processes comes to what one process gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmokit.model.finding import Finding
from tests.conftest import CLOCK, ROOT, check_files, sound, write_files

MANY = 70
"""Projects that are shared out between two processes."""
WORK = """
import json, os
from pmokit.rules.sharing import shared_out
here = os.getpid()
names = [f"p{{number}}" for number in range(100)]
def work(share):
    if os.getpid() != here:
        {elsewhere}
    return {{name: [name.upper(), os.getpid()] for name in share}}
found = shared_out(work, names, {processes})
try:
    left = os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    left = None
assert left is None, "a process is left behind"
assert list(found) == names and all(found[name][0] == name.upper() for name in names)
print(len({{process for _, process in found.values()}}))
"""


def at_work(processes: int, elsewhere: str = "pass") -> subprocess.CompletedProcess[str]:
    """The result of a program that shares work on a hundred names out: how many processes had a part in it."""
    script = WORK.format(processes=processes, elsewhere=elsewhere)
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(("allowed", "used"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_each_process_works_on_a_share_of_at_least_32_names(allowed: int, used: int) -> None:
    done = at_work(allowed)
    assert (done.stdout, done.stderr) == (f"{used}\n", "")


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), 9)", "raise MemoryError", "raise KeyboardInterrupt", "os._exit(0)"]
)
def test_the_share_of_a_process_that_dies_is_worked_out_all_the_same(end: str) -> None:
    done = at_work(3, end)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_check_uses_as_many_processors_as_it_may_up_to_four() -> None:
    code = "from pmokit.rules.sharing import processors; print(processors())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == (min(4, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1)


def test_nothing_is_shared_out_beside_another_thread() -> None:
    code = (
        "import threading; from pmokit.rules.sharing import processors; wait = threading.Event()\n"
        "threading.Thread(target=wait.wait).start(); print(processors()); wait.set()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.fixture
def many(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A portfolio in which projects wait for the one before, and each has something to be found."""
    files = sound(shipped_files)
    example = "portfolio/projects/example/"
    some = {path.removeprefix(example): raw for path, raw in files.items() if path.startswith(example)}
    for number in range(MANY):
        charter = some["project.yaml"] + b"nonsense: 1\n" if number % 7 == 0 else some["project.yaml"]
        giver = f"example-{number - 1}/half" if number else "nobody/half"
        schedule = some["schedule.yaml"].replace(b"other/delivered", giver.encode())
        copy = {**some, "project.yaml": charter, "schedule.yaml": schedule}
        files |= {f"portfolio/projects/example-{number}/{name}": raw for name, raw in copy.items()}
    return files


@pytest.mark.slow
def test_a_large_portfolio_gives_the_same_findings_in_several_processes(
    many: dict[str, bytes], tmp_path: Path
) -> None:
    root = write_files(tmp_path / "many", many)
    command = [sys.executable, "-m", "pmokit", "check", "--root", str(root), "--today", CLOCK.isoformat()]
    environment = {**os.environ, "PMOKIT_CACHE": str(tmp_path / "memory")}
    cold, warm = (
        subprocess.run(
            [*command, "--format", "json"], capture_output=True, text=True, check=False, env=environment
        )
        for _ in range(2)
    )
    places = [(found["rule"], found["path"], found["line"]) for found in json.loads(cold.stdout)["findings"]]

    def place(found: Finding) -> tuple[str, str, int]:
        return found.rule, found.path, found.line

    assert len(places) > MANY
    assert places == [place(found) for found in check_files(many, CLOCK).findings]
    assert (cold.stderr, warm.stdout) == ("", cold.stdout)
