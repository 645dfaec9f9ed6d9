"""`pmokit serve`: a preview on this machine that follows the files."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_preview_shows_a_change_and_ends_with_ctrl_c(small_copy: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pmokit", "serve", "--root", small_copy, "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = ""
        while not address.startswith("http://127.0.0.1:"):
            address = process.stdout.readline()
            assert address, "the server ended"
        base = address.split()[0]
        assert "Example portfolio" in read(base)
        path = small_copy / "portfolio/portfolio.yaml"
        path.write_text(path.read_text().replace("title: Example portfolio", "title: Changed"))
        deadline = time.monotonic() + 60
        while "Changed" not in read(base):
            assert time.monotonic() < deadline, "the preview did not follow"
            time.sleep(0.3)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert not (small_copy / "site").exists()


def read(base: str) -> str:
    with urllib.request.urlopen(base, timeout=10) as answer:
        return str(answer.read().decode())


def test_a_port_in_use_is_named(small_copy: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "pmokit", "serve", "--root", small_copy, "--port", str(taken.getsockname()[1])],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and "cannot be used" in done.stderr
