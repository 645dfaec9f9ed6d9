"""A fact names every part that it reads, so that nobody is judged by it while one cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pmokit.analytics.facts import FACTS
from pmokit.load import records, repository
from pmokit.load.run import Run
from tests.conftest import CLOCK, sound

PROJECTS = ("example", "service-desk-platform", "sd-wan", "dc-consolidation", "core-advisory")
"""The sound one, and some of the demonstration of which much is to be said."""
PARTS = {
    "people": "portfolio/people.yaml", "roles": "methodology/roles.yaml", "lifecycle": "methodology/lifecycle.yaml",
    "tiers": "methodology/tiers.yaml", "forums": "methodology/forums.yaml", "artefacts": "methodology/artefacts.yaml",
    "reporting": "methodology/reporting.yaml", "periods": "portfolio/periods/2026-05-15.yaml",
}  # fmt: skip
"""Parts that all share."""
PARTS_OF_PROJECTS = {
    "team": "team", "schedule": "schedule", "finance": "finance", "benefits": "benefits", "raid": "raid",
    "gates": "gates/", "reports": "reports/", "baselines": "baselines/", "changes": "changes/", "reviews": "reviews/",
}  # fmt: skip
"""Parts of each project: the beginning of the paths of their files."""


def facts_of(workspace: Run) -> dict[tuple[str, str, str], Any]:
    """Every fact of every record of the projects and of what all share, by kind, name and record."""
    found: dict[tuple[str, str, str], Any] = {}
    for name in (*workspace.project_ids, ""):
        folder = workspace.folder(name) if name else None
        items: list[records.Item] = list(workspace.workspace.shared_items) if folder is None else []
        if folder is not None and folder.project is not None:
            items += records.of_project(name, folder.parts, folder.project)
        for (kind, fact_name), fact in FACTS.items():
            for item in items:
                if item.kind == kind:
                    key = (kind, fact_name, str(records.address_of(item, name)))
                    more = (item.parent,) if fact.of_project else ()
                    try:
                        found[key] = fact.function(item.record, *more, workspace)
                    except Exception as error:  # whatever happens, a rule would not say what is true
                        found[key] = type(error)
    return found


def spoilt(files: Mapping[str, bytes], part: str) -> dict[str, bytes]:
    """Files of which those of a part cannot be read: of each project the first one."""
    broken = b"title: 'not closed\n"
    if part in PARTS:
        return {**files, PARTS[part]: broken}
    some = dict(files)
    for name in PROJECTS:
        begin = f"portfolio/projects/{name}/{PARTS_OF_PROJECTS[part]}"
        first = next((path for path in sorted(files) if path.startswith(begin)), None)
        if first is not None:
            some[first] = broken
    return some


@pytest.fixture(scope="module")
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio and the others, with a report whose period is closed, and edited since."""
    closed = (
        "{closed_on: 2026-05-25, closed_by: fay, reports: "
        "[{project: example, report: '2026-05-15', fingerprint: 0123456789abcdef}]}"
    )
    others = {
        path: raw
        for path, raw in shipped_files.items()
        if path.startswith(tuple(f"portfolio/projects/{name}/" for name in PROJECTS))
    }
    return {**sound(shipped_files), **others, PARTS["periods"]: closed.encode()}


@pytest.fixture(scope="module")
def known(files: dict[str, bytes]) -> dict[tuple[str, str, str], Any]:
    return facts_of(repository.start(files, None, CLOCK))


@pytest.mark.parametrize("part", [*PARTS, *PARTS_OF_PROJECTS])
def test_a_fact_that_changes_while_a_part_cannot_be_read_names_that_part(
    files: dict[str, bytes], known: dict[tuple[str, str, str], Any], part: str
) -> None:
    workspace = repository.start(spoilt(files, part), None, CLOCK)
    assert part in workspace.broken | frozenset().union(*(workspace.folder(name).broken for name in PROJECTS))
    now = facts_of(workspace)
    changed = {key[:2] for key, value in now.items() if value != known[key]}
    # What stands in the part itself is not judged while it cannot be read.
    unnamed = {key for key in changed if part not in FACTS[key].needs}
    assert unnamed == set()
