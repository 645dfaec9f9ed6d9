"""`pmokit build` on a system that it does not know says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_file_locks_as_on_windows_no_site_is_built_and_it_is_said_what_to_do(
    sound_repository: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (sound_repository / "mkdocs.yml").write_text("site_name: x\n")
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.delitem(sys.modules, "pmokit.site.publish", raising=False)
    monkeypatch.delitem(sys.modules, "pmokit.site.build", raising=False)
    port = ("--port", "0") if command == "serve" else ()
    result = run(command, "--root", sound_repository, *port)
    assert result.exit_code == 2
    assert "builds no site on this system" in result.stderr and "WSL" in result.stderr
    assert run("check", "--root", sound_repository).exit_code == 0
