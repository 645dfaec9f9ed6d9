"""A fact names every part that it reads, so that nobody is judged by it while one cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pmokit.analytics.facts import FACTS
from pmokit.load import records, repository
from pmokit.load.run import Run
from tests.conftest import CLOCK, sound

E = "portfolio/projects/example"
PARTS = {
    "people": "portfolio/people.yaml", "team": f"{E}/team.yaml", "roles": "methodology/roles.yaml",
    "lifecycle": "methodology/lifecycle.yaml", "tiers": "methodology/tiers.yaml",
    "forums": "methodology/forums.yaml", "artefacts": "methodology/artefacts.yaml",
    "reporting": "methodology/reporting.yaml", "schedule": f"{E}/schedule.yaml",
    "finance": f"{E}/finance.yaml", "gates": f"{E}/gates/ready-for-planning.yaml",
    "reports": f"{E}/reports/2026-05-15.yaml", "baselines": f"{E}/baselines/1.yaml",
    "changes": f"{E}/changes/more-time.yaml", "periods": "portfolio/periods/2026-05-15.yaml",
}  # fmt: skip


def facts_of(workspace: Run) -> dict[tuple[str, str, str], Any]:
    """Every fact of every record of the project and of what all share, by kind, name and record."""
    folder = workspace.folder("example")
    items = [*workspace.workspace.shared_items]
    if folder.project is not None:
        items += records.of_project("example", folder.parts, folder.project)
    found: dict[tuple[str, str, str], Any] = {}
    for (kind, name), fact in FACTS.items():
        for item in items:
            if item.kind == kind:
                key = (kind, name, str(records.address_of(item, "example")))
                more = (item.parent,) if fact.of_project else ()
                try:
                    found[key] = fact.function(item.record, *more, workspace)
                except Exception as error:  # whatever happens, a rule would not say what is true
                    found[key] = type(error)
    return found


@pytest.fixture(scope="module")
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio with a report whose period is closed, and edited since."""
    closed = (
        "{closed_on: 2026-05-25, closed_by: fay, reports: "
        "[{project: example, report: '2026-05-15', fingerprint: 0123456789abcdef}]}"
    )
    return {**sound(shipped_files), PARTS["periods"]: closed.encode()}


@pytest.fixture(scope="module")
def known(files: dict[str, bytes]) -> dict[tuple[str, str, str], Any]:
    return facts_of(repository.start(files, None, CLOCK))


@pytest.mark.parametrize("part", PARTS)
def test_a_fact_that_changes_while_a_part_cannot_be_read_names_that_part(
    files: dict[str, bytes], known: dict[tuple[str, str, str], Any], part: str
) -> None:
    workspace = repository.start({**files, PARTS[part]: b"title: 'not closed\n"}, None, CLOCK)
    folder = workspace.folder("example")
    assert part in workspace.broken | folder.broken
    now = facts_of(workspace)
    changed = {key[:2] for key, value in now.items() if value != known[key]}
    # What stands in the part itself is not judged while it cannot be read.
    unnamed = {key for key in changed if part not in FACTS[key].needs}
    assert unnamed == set()
