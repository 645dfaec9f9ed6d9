"""Output on a machine whose code page lacks signs: nothing fails, and programs get UTF-8."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pmokit.cli.main import main

CALLS = (
    ["check"],
    ["status"],
    ["gate", "example"],
    ["path", "example"],
    ["tier", "example"],
    ["adherence"],
    ["period", "show"],
    ["steering", "agenda", "infrastructure-board", "--date", "2026-06-03"],
    ["explain", "report-overdue"],
)


@pytest.fixture
def abroad(sound_repository: Path) -> Path:
    """The sound portfolio with signs that cp1252 lacks in titles and names."""
    for path, old in (("projects/example/project.yaml", "title: "), ("people.yaml", "name: ")):
        file = sound_repository / "portfolio" / path
        file.write_text(file.read_text().replace(old, f"{old}Gdańsk 財 "), encoding="utf-8")
    return sound_repository


def run_in_code_page(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> tuple[object, bytes, bytes]:
    """The exit status and both outputs of the whole program where text is written in cp1252."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="cp1252") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    monkeypatch.setattr(sys, "argv", ["pmokit", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    for stream in streams:
        stream.flush()
    out, err = (stream.buffer.getvalue() for stream in streams)  # type: ignore[attr-defined]
    return ended.value.code, out, err


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_command_fails_for_a_sign_that_the_code_page_lacks(
    abroad: Path, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    status, out, err = run_in_code_page(monkeypatch, *call, "--root", abroad)
    assert status in (0, 1, None), err.decode("cp1252")
    assert out.decode("cp1252")


def test_a_sign_that_is_lacking_becomes_a_question_mark_in_output_and_complaint(
    abroad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, out, _err = run_in_code_page(monkeypatch, "tier", "example", "--root", abroad)
    assert "Gda?sk ? " in out.decode("cp1252")
    status, _out, err = run_in_code_page(monkeypatch, "status", "Gdańsk", "--root", abroad)
    assert status == 2 and "Gda?sk" in err.decode("cp1252")


def test_programs_get_utf_8_whatever_the_code_page(abroad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _status, out, _err = run_in_code_page(monkeypatch, "status", "--format", "json", "--root", abroad)
    assert json.loads(out.decode("utf-8")) and "Gdańsk 財" in out.decode("utf-8")
