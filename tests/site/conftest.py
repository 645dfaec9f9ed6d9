"""One browser, and one build of the shipped site, for all tests of the site in a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from pmokit.cli.main import pmokit
from tests.conftest import ROOT
from tests.site.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site") / "site"
    result = CliRunner().invoke(pmokit, ["build", "--root", str(ROOT), "--output", str(output)])
    assert result.exit_code == 0, result.output
    return output
