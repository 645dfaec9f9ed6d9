"""A plugin of pytest: a test that takes far longer than it took without a fault fails.

The variable PMOKIT_SECONDS names a JSON file with the seconds of each test, by its id.
"""

from __future__ import annotations

import json
import os
import signal
from functools import cache
from pathlib import Path

import pytest

VARIABLE = "PMOKIT_SECONDS"
AT_LEAST, TIMES = 15.0, 5.0


@cache  # the file does not change while the tests run
def _seconds() -> dict[str, float]:
    found: dict[str, float] = json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> object:
    """Run a test, with its fixtures, against the clock."""

    def stop(*_: object) -> None:
        pytest.exit(f"{item.nodeid} does not end", returncode=1)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, AT_LEAST + TIMES * _seconds().get(item.nodeid, 0.0))
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
