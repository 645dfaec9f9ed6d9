"""How a command ends when somebody stops it, stops listening, or asks for what it does not serve."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.cli.preview import Pages, PreviewServer

PMOKIT = [sys.executable, "-m", "pmokit"]


def test_a_command_that_is_stopped_says_so_in_one_line(sound_repository: Path, tmp_path: Path) -> None:
    pipe, mapping = tmp_path / "table.csv", tmp_path / "map.yaml"
    os.mkfifo(pipe)
    mapping.write_text("title: T\nid_from: [Name]\ncolumns:\n  - {name: Name, to: project.title}\n")
    process = subprocess.Popen(
        [*PMOKIT, "import", "table", str(pipe), "--map", str(mapping), "--into", str(sound_repository)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    # Whoever opens the other end waits until the command reads: then it is under way.
    with pipe.open("w"):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "Stopped.\n")


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_reader_that_has_gone_gets_no_traceback(sound_repository: Path, form: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PMOKIT, "check", "--root", str(sound_repository), "--format", form, "--rule", "risk-unowned"],
        stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writing)
    assert "Traceback" not in done.stderr and done.returncode in (0, 1)


@pytest.mark.parametrize(
    ("line", "more", "named"),
    [
        ("source: {encoding: klingon}", "", "klingon"),
        ("source: {encoding: base64}", "", "base64"),
        ("source: {encoding: undefined}", "", "undefined"),
        ("", ", dates: ['QQ.ZZ']", "`QQ.ZZ` is not the form of a date"),
        ("", ", dates: ['%d.%m.%']", "`%d.%m.%` is not the form of a date"),
        ("", ", dates: ['%d.%m.%Q']", "`%d.%m.%Q` is not the form of a date"),
        ("", ", dates: ['%d.%m.%Y', '%m/%Y']", "`%m/%Y` is not the form of a date"),
    ],
)
def test_a_mapping_that_names_what_does_not_exist_is_told_so(
    sound_repository: Path, tmp_path: Path, run: Callable[..., Result], line: str, more: str, named: str
) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    table.write_text("Name,Start\nAlpha,2026-01-01\n")
    columns = f"columns:\n  - {{name: Start, to: project.start, form: date{more}}}\n"
    mapping.write_text(f"title: T\n{line}\nid_from: [Name]\n{columns}")
    done = run("import", "table", table, "--map", mapping, "--into", sound_repository)
    assert done.exit_code == 2 and named in done.output, done.output
    assert not (sound_repository / "portfolio/projects/alpha").exists()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    site = tmp_path / "site"
    (site / "inner").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "inner/page.txt").write_text("page")
    server = PreviewServer(("127.0.0.1", 0), partial(Pages, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def answer(port: int, path: str, host: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    got = connection.getresponse()
    return got.status, got.read().decode()


def test_the_preview_serves_pages_to_this_machine_and_lists_no_folder(port: int) -> None:
    assert answer(port, "/") == (200, "home")
    assert answer(port, "/", f"localhost:{port}") == (200, "home")
    assert answer(port, "/inner/page.txt") == (200, "page")
    for path in ("/inner/", "/%00", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/none"):
        status, text = answer(port, path)
        assert status == 404 and "page.txt" not in text and "root:" not in text, path
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        f"127.0.0.1.evil.example:{port}",
        "127.0.0.1:1",
    ):
        status, text = answer(port, "/", host)
        assert status == 403 and "home" not in text, host


def test_the_preview_outlives_a_browser_that_hangs_up(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as rude:
        rude.sendall(b"GET / HTTP/1.1\r\nHost: ")
    assert answer(port, "/") == (200, "home")
    assert capfd.readouterr().err == ""


def test_a_cache_that_others_could_have_written_is_not_believed(
    sound_repository: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PMOKIT_CACHE", str(tmp_path / "cache"))
    assert run("check", "--root", sound_repository).exit_code == 0
    (kept,) = (tmp_path / "cache/pmokit").iterdir()
    findings = kept / "findings.json"
    assert findings.is_file()
    planted = findings.read_text().replace('"projects":2', '"projects":77')
    assert planted != findings.read_text()
    findings.write_text(planted)
    assert "77 projects" in run("check", "--root", sound_repository).output  # as its own cache it is believed
    kept.chmod(0o777)
    assert "77 projects" not in run("check", "--root", sound_repository).output
    kept.chmod(0o700)
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert "77 projects" not in run("check", "--root", sound_repository).output


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"], ["nonsense"]])
def test_a_stream_that_was_closed_before_the_start_is_no_defect(
    sound_repository: Path, command: list[str]
) -> None:
    root = ["--root", str(sound_repository)] if command[0] in ("check", "status") else []
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {closed}', "sh", *PMOKIT, *command, *root], capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode in (0, 1, 2), (closed, done.stderr)
        assert "has a bug" not in done.stderr and "Traceback" not in done.stderr
