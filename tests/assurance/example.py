"""Faults planted in the sound example project: what is found of them, and in which line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.conftest import check_files

E = "portfolio/projects/example"


def accused(files: Mapping[str, bytes], today: date | None = None) -> set[tuple[str, str, str]]:
    """The rule, the file below the project's folder and the line of each finding, without its indentation."""
    found = set()
    for finding in check_files(files, today).findings:
        lines = files[finding.path].decode().splitlines() if finding.path in files else [""]
        path = finding.path.removeprefix(f"{E}/")
        found.add((finding.rule, path, lines[finding.line - 1].strip(" -")))
    return found


def with_file(files: Mapping[str, bytes], path: str, text: str) -> dict[str, bytes]:
    """The files with another text for one file of the project."""
    return {**files, f"{E}/{path}": text.encode()}
