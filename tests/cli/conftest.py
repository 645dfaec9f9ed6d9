"""One demonstration, with its past, for all tests of a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pmokit.cli.main import pmokit
from tests.conftest import once_per_run


def make(folder: Path) -> None:
    result = CliRunner().invoke(pmokit, ["demo", str(folder)])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration; tests read it and change nothing in it."""
    return once_per_run(tmp_path_factory, "demonstration", make)
