"""Today is the portfolio's: the day in its time zone, on whichever machine and whoever asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result

from pmokit.cli import memory
from pmokit.model.time_zone import time_zone
from tests.conftest import changed, check_files, sound

ABOUT = "portfolio/portfolio.yaml"
# Before a fixture puts another in its place.
CLOCK_OF_THE_MACHINE = memory.clock
# In Auckland the next day has begun, in Honolulu the last one has not ended.
MOMENT = datetime(2026, 6, 1, 11, 30, tzinfo=UTC)


@pytest.fixture
def repository(sound_repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound portfolio, which pins no day, at one moment in all the world."""
    path = sound_repository / ABOUT
    path.write_text(path.read_text().replace("today: 2026-06-01\n", ""))

    def clock(zone: tzinfo | None = None) -> date:
        return MOMENT.astimezone(zone or UTC).date()

    monkeypatch.setattr(memory, "clock", clock)
    return sound_repository


def put(repository: Path, line: str) -> None:
    path = repository / ABOUT
    path.write_text(line + path.read_text())


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Auckland", "2026-06-01"), ("Pacific/Kiritimati", "2026-06-02"), ("Pacific/Honolulu", "2026-06-01"),
     ("Etc/GMT+12", "2026-05-31"), ("UTC", "2026-06-01")],
)  # fmt: skip
def test_each_command_takes_the_day_of_the_portfolio_s_time_zone(
    run: Callable[..., Result], repository: Path, zone: str, day: str
) -> None:
    put(repository, f"time_zone: {zone}\n")
    assert run("check", "--root", repository).stdout.endswith(f"today is {day}\n")
    for command in ("status", "check", "adherence", "path"):
        more = ("example",) if command == "path" else ()
        said = json.loads(run(command, "--root", repository, "--format", "json", *more).stdout)
        assert said["today"] == day, command


def test_the_clock_of_the_machine_is_asked_for_the_day_in_that_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp(MOMENT.timestamp(), tz or ZoneInfo("Etc/GMT+12"))

    monkeypatch.setattr(memory, "datetime", Clock)
    files = {ABOUT: b"time_zone: 'Pacific/Kiritimati'   # the head office\n"}
    assert CLOCK_OF_THE_MACHINE(time_zone(files)) == date(2026, 6, 2)
    assert CLOCK_OF_THE_MACHINE() == date(2026, 5, 31)


def test_without_a_time_zone_it_is_the_day_of_the_machine() -> None:
    assert time_zone({}) is None and time_zone({ABOUT: b"title: x\n"}) is None


@pytest.mark.parametrize("name", ["Europe/Berln", "../../etc/passwd", "MEZ?", "/etc/localtime", ""])
def test_a_time_zone_that_is_none_is_a_finding_and_the_machine_s_day_counts(
    shipped_files: Mapping[str, bytes], name: str
) -> None:
    files = changed(sound(shipped_files), (ABOUT, "currency:", f"time_zone: '{name}'\ncurrency:"))
    assert time_zone(files) is None
    found = [f.message for f in check_files(files).findings if f.path == ABOUT and f.rule == "bad-text"]
    assert found == [f"expected a time zone such as `Europe/Berlin` or `America/New_York`; found `{name}`"]


def test_a_portfolio_that_starts_today_owes_no_earlier_report(shipped_files: Mapping[str, bytes]) -> None:
    files = {
        p: raw
        for p, raw in sound(shipped_files).items()
        if not p.startswith("portfolio/projects/example/reports/")
    }
    assert "report-overdue" in {f.rule for f in check_files(files).findings}
    for since, owed in (("2026-05-15", True), ("2026-05-16", False), ("2026-06-01", False)):
        begun = changed(files, (ABOUT, "since: 2025-01-06", f"since: {since}"))
        assert ("report-overdue" in {f.rule for f in check_files(begun).findings}) == owed, since
