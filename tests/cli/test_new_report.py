"""`pmokit new report`: a file where nobody is asked, a dialogue on a real terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.text import yaml
from tests.conftest import sound, write_files

E = "portfolio/projects/example"
REPORT = f"{E}/reports/2026-05-29.yaml"


@pytest.fixture
def root(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    files = sound(shipped_files)
    schedule, raid = f"{E}/schedule.yaml", f"{E}/raid.yaml"
    files[schedule] = files[schedule].replace(
        b"forecast: 2026-09-04, owner", b"forecast: 2026-10-16, owner"
    ).replace(b"actual: 2026-05-04", b"actual: 2026-05-19")  # fmt: skip
    files[raid] = files[raid].replace(b"due: 2026-06-12}", b"due: 2026-06-12, done: 2026-05-26}")
    write_files(tmp_path, files)
    return tmp_path


def typed(root: Path, answers: list[str], *more: str) -> tuple[str, int]:
    """What a terminal shows and the exit status when somebody types answers, each at its question."""
    process, terminal = pty.fork()
    if process == 0:
        # A shell that runs the tests in the background has them ignore Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execv(
            sys.executable,
            [sys.executable, "-m", "pmokit", "new", "report", "example", "--root", str(root), *more],
        )
    shown, waiting = "", list(answers)
    deadline = time.monotonic() + 60
    since = 0
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.15)[0]:
            try:
                raw = os.read(terminal, 65536)
            except OSError:
                break
            if not raw:
                break
            shown += raw.decode(errors="replace").replace("\r\n", "\n")
        elif waiting and shown[since:].rstrip(" ").endswith(":"):
            since = len(shown)
            os.write(
                terminal,
                waiting.pop(0).encode() if waiting[0] == "\x03" else (waiting.pop(0) + "\n").encode(),
            )
    else:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    assert not waiting, f"nobody asked for {waiting}:\n{shown}"
    return shown, os.waitstatus_to_exitcode(status)


def data(root: Path) -> dict[str, object]:
    found = yaml.parse((root / REPORT).read_bytes()).data
    assert isinstance(found, dict)
    return found


def test_without_a_terminal_a_file_is_written_that_says_what_the_facts_say(
    root: Path, run: Callable[..., Result]
) -> None:
    out = run("new", "report", "example", "--root", root).stdout
    assert out == (
        "Example project, period ending 2026-05-29\n"
        "Calculated status of the project: Red.\n"
        "  Schedule: Red, “Half of the mailboxes moved” is forecast 49 days after its baseline\n"
        "  Risks: Amber, the highest open risk scores 12 of 25\n"
        "Since the last report:\n"
        "  2026-05-19  the milestone “Pilot done” was reached 19 days after its baseline\n"
        "  2026-05-26  the action “Order storage” was completed\n"
        f"wrote {REPORT}\n"
    )
    found = data(root)
    assert found["claims"]["overall"]["rag"] == found["claims"]["schedule"]["rag"] == "red"  # type: ignore[index]
    assert found["claims"]["cost"] == {"rag": "green"}  # type: ignore[index]
    assert found["achievements"] == [
        "The milestone “Pilot done” was reached 19 days after its baseline",
        "The action “Order storage” was completed",
    ]
    assert found["forecasts"][1] == {"milestone": "half", "forecast": "2026-10-16"}  # type: ignore[index]
    assert found["figures"]["forecast"] == "305000 EUR"  # type: ignore[index]
    assert (root / REPORT).read_text().splitlines()[1] == "# Since the last report:"


def test_on_a_terminal_only_what_no_fact_can_say_is_asked_for(root: Path, run: Callable[..., Result]) -> None:
    shown, status = typed(
        root,
        ["The pilot is done and the plant is satisfied. Storage is short and on order.", "Mail of the north hall follows in autumn.", "",
         "A second team moves mail at night.", "clio", "cleo", "", "", "Move the north hall", "", "tomorrow", "2026-06-20", "", ""],
    )  # fmt: skip
    assert status == 0, shown
    assert "That is the text of the last report. What has changed?" in shown
    assert "  Schedule: Red (“Half of the mailboxes moved” is forecast 49 days after its baseline)" in shown
    assert "there is no person `clio`. Did you mean `cleo`?" in shown and "'tomorrow' is not a date" in shown
    found = data(root)
    assert found["summary"] == "Mail of the north hall follows in autumn."
    assert found["claims"]["overall"]["rag"] == "red"  # type: ignore[index]
    assert found["path_to_green"] == {
        "what": "A second team moves mail at night.",
        "owner": "cleo",
        "due": "2026-06-29",
    }
    assert found["next_steps"] == [{"what": "Move the north hall", "owner": "ben", "due": "2026-06-20"}]
    rules = run("check", "--root", root, root / REPORT).stdout
    assert "0 errors, 0 warnings" in rules, rules


def test_a_claim_better_than_the_facts_asks_for_an_override(root: Path) -> None:
    shown, status = typed(
        root,
        [
            "It will hold.",
            "n",
            "green",
            "green",
            "",
            "",
            "",
            "",
            "",
            "",
            "The plant has agreed.",
            "ana",
            "",
            "",
            "Go on",
            "",
            "",
            "",
            "",
        ],
    )
    assert status == 0, shown
    assert "Reported status: Green; calculated status: Red." in shown
    found = data(root)
    assert found["override"] == {
        "reason": "The plant has agreed.",
        "approved_by": "ana",
        "until": "2026-06-29",
    }
    assert "path_to_green" not in found


def test_whoever_stops_leaves_nothing_behind(root: Path) -> None:
    shown, status = typed(root, ["It goes on.", "\x03"])
    assert status == 1 and "nothing was written" in shown and "Traceback" not in shown
    assert not (root / REPORT).exists()


def test_a_report_that_is_there_is_never_overwritten_nor_asked_for_again(
    root: Path, run: Callable[..., Result]
) -> None:
    assert run("new", "report", "example", "--root", root).exit_code == 0
    before = (root / REPORT).read_bytes()
    shown, status = typed(root, [], "--plain")
    assert status == 2 and "already exists" in shown
    assert (root / REPORT).read_bytes() == before
