"""A finding about a public project does not tell the public of a confidential one, in none of its fields."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.model.finding import Finding
from pmokit.views.lens import seen
from tests.conftest import check_files

SECRET = "portfolio/projects/dc-consolidation"
OPEN = "portfolio/projects/core-advisory"
TEXT = "Turin moves two weeks later at the request of the plant. Hostara requests a meeting on the exit."
RULE = b"""title: Planted
clause: REP-11
severity: warning
strength: weak
contradicted_by: [dc-consolidation/milestone/hostara-exit]
applies_to: report
require: not report.is_last
message: planted
why: To see what the public sees.
remedy: None.
examples: {bad: [], good: []}
"""


@pytest.fixture
def confidential(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    charter = f"{SECRET}/project.yaml"
    raw = shipped_files[charter] + b"classification: confidential\n"
    return {**shipped_files, charter: raw}


def of_open(files: Mapping[str, bytes], rule: str) -> tuple[list[Finding], list[Finding]]:
    """What a rule finds of the public project, for all and for the public."""
    done = check_files(files)
    both = (done.findings, seen(done, "public").findings)
    some = [[f for f in findings if f.rule == rule and f.path.startswith(OPEN)] for findings in both]
    return some[0], some[1]


def test_that_a_text_is_that_of_a_confidential_report_is_not_told(confidential: dict[str, bytes]) -> None:
    path = f"{OPEN}/reports/2026-11-13.yaml"
    lines = confidential[path].decode().split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("summary:"))
    end = next(n for n in range(start + 1, len(lines)) if lines[n][:1].strip())
    copied = "\n".join([*lines[:start], f"summary: {TEXT}", *lines[end:]])
    files = {**confidential, path: copied.encode()}
    everybody, public = of_open(files, "text-of-another-project")
    assert ["dc-consolidation" in found.message for found in everybody] == [True]
    assert public == []


def test_evidence_in_a_confidential_project_is_not_told(confidential: dict[str, bytes]) -> None:
    files = {**confidential, "methodology/rules/reporting/planted.yaml": RULE}
    everybody, public = of_open(files, "planted")
    assert [place.path for found in everybody for place in found.contradicted_by] == [
        f"{SECRET}/schedule.yaml"
    ]
    assert public == []
