"""A decision that a report asks for reaches the agenda of the steering group, home and the project's page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import rendered_pages

E = "portfolio/projects/example"
WHAT = "Choose the carrier for the north"


@pytest.fixture
def repository(sound_repository: Path) -> Path:
    """The sound portfolio, with a decision in its last report and another in the one before."""
    reports = sorted((sound_repository / E / "reports").iterdir())
    reports[-1].write_text(reports[-1].read_text() + f"decisions_needed: [{WHAT}]\n")
    earlier = reports[-1].read_text().replace(WHAT, "Something of the past")
    (sound_repository / E / "reports/2026-05-01.yaml").write_text(earlier)
    return sound_repository


def test_it_is_on_the_agenda_of_the_forum_that_steers_the_project(
    run: Callable[..., Result], repository: Path
) -> None:
    said = {
        forum: run(
            "steering", "agenda", forum, "--date", "2026-06-10", "--root", repository, "--format", "json"
        ).stdout
        for forum in ("infrastructure-board", "change-board")
    }
    points = [p for s in json.loads(said["infrastructure-board"])["sections"] for p in s["items"]]
    (found,) = [p for p in points if p["text"] == WHAT]
    assert found["request"].startswith("Decide; required by the report as of")
    assert WHAT not in said["change-board"] and "Something of the past" not in said["infrastructure-board"]


def test_it_is_on_home_and_on_the_page_of_the_project(repository: Path) -> None:
    shutil.rmtree(repository / "methodology/rules")
    pages = dict(rendered_pages(repository))
    for address in ("index", "projects/example"):
        assert WHAT in pages[address] and "Something of the past" not in pages[address], address
