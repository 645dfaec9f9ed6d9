"""What the program says, held against a file that somebody has read."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest


def assert_same(path: Path, text: str) -> None:
    """The text is that of a file. To accept a change, delete the file and run the test twice; then read the
    difference."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        pytest.fail(f"{path} was missing and has been written: read it, then run again")
    known = path.read_bytes().decode()
    if text != known:
        lines = difflib.unified_diff(
            known.splitlines(), text.splitlines(), path.name, "now", lineterm="", n=1
        )
        pytest.fail("\n".join(lines) or "the line ends differ")
