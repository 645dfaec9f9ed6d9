"""One browser for the tests of a process, and one build of the shipped site for all of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from pmokit.cli.main import pmokit
from tests.conftest import once_per_run
from tests.site.browser import chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the browser or for a whole site is marked so; `make test-fast` leaves it out."""
    for item in items:
        wanted = getattr(item, "fixturenames", ())
        if "browser" in wanted:
            item.add_marker("browser")
        if "site" in wanted or "hostile" in wanted:
            item.add_marker("slow")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def build(output: Path) -> None:
    """Build the shipped site as `make site` does: from the demonstration, which has a past."""
    shown = str(output.with_name(f"{output.name}-demonstration"))
    for arguments in (["demo", shown], ["build", "--root", shown, "--output", str(output)]):
        result = CliRunner().invoke(pmokit, arguments)
        assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site; tests read it and change nothing in it."""
    return once_per_run(tmp_path_factory, "site", build)
