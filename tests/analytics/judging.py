"""What one shipped rule says of a changed example portfolio."""

from __future__ import annotations

from collections.abc import Mapping

from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
OTHER_PROJECT = "portfolio/projects/other"
BOARD = "portfolio/steering/infrastructure-board"


def with_rule(shipped: Mapping[str, bytes], rule: str) -> dict[str, bytes]:
    """The sound portfolio, with one rule of the shipped methodology alone."""
    return {
        path: raw
        for path, raw in sound(shipped).items()
        if "/rules/" not in path or path.endswith(f"/{rule}.yaml")
    }


def said_of(files: Mapping[str, bytes], *changes: tuple[str, str, str]) -> dict[str, str]:
    """The message of each finding of that rule, by the file below the projects and the line."""
    some = changed(files, *changes)
    found = {}
    for one in check_files(some).findings:
        if one.clause or one.rule == "rule-invalid":
            line = some[one.path].decode().splitlines()[one.line - 1].strip(" -")
            found[f"{one.path.removeprefix('portfolio/').removeprefix('projects/')}: {line}"] = one.message
    return found
