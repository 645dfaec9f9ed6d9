"""One fault planted in one of the twenty sound projects, and what some rules find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tests.assurance.portfolio import as_files, sound
from tests.conftest import check_files

Files = dict[str, Any]
PROJECT = "p03"
BASE = f"portfolio/projects/{PROJECT}"


def nothing(_files: Files) -> None:
    pass


def found(
    shipped: Mapping[str, bytes], rules: Iterable[str], plant: Callable[[Files], object] = nothing
) -> list[tuple[str, str, str]]:
    """Rule, file and key of each finding of some rules, after a change of the data of one project."""
    method = {path: raw for path, raw in shipped.items() if path.startswith("methodology/")}
    files = {
        path: data
        for path, data in sound().items()
        if path.startswith(BASE) or not path.startswith("portfolio/projects")
    }
    # It waits for nobody here.
    files[f"{BASE}/schedule.yaml"]["dependencies"] = []
    plant(files)
    return sorted(
        (entry.rule, entry.path.removeprefix(f"{BASE}/"), ".".join(map(str, entry.route)))
        for entry in check_files({**method, **as_files(files)}).findings
        if entry.rule in rules or entry.of_rule in rules
    )


def report_of(files: Files, period: str) -> Any:
    return files[f"{BASE}/reports/{period}.yaml"]
