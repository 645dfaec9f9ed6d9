"""A milestone that changes something in a freeze is found, unless a forum made an exception."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import BOARD, E, said_of, with_rule

FREEZE = "freezes:\n  - {{id: peak, title: Season peak, since: {}, until: {}, systems: [mail]}}\n"
IN = ("portfolio/calendar.yaml", "", FREEZE.format("2026-12-11", "2026-12-11"))
GO_ON = "{id: d1, what: Go on, project: example, outcome: approved}"
CHANGE = f"{E}/changes/more-time.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return with_rule(shipped_files, "milestone-in-freeze")


def test_the_freeze_and_what_it_freezes_are_named(files: dict[str, bytes]) -> None:
    (message,) = said_of(files, IN).values()
    assert "in the freeze “Season peak” (2026-12-11 to 2026-12-11) of Mail" in message


@pytest.mark.parametrize("days", [("2026-12-12", "2026-12-24"), ("2026-11-01", "2026-12-10")])
def test_the_days_around_a_freeze_are_free(files: dict[str, bytes], days: tuple[str, str]) -> None:
    assert not said_of(files, ("portfolio/calendar.yaml", "", FREEZE.format(*days)))


def test_a_milestone_that_was_reached_counts_on_its_day(files: dict[str, bytes]) -> None:
    may = ("portfolio/calendar.yaml", "", FREEZE.format("2026-05-04", "2026-05-04"))
    moved = (f"{E}/schedule.yaml", "title: Pilot done", "title: Pilot users moved")
    assert list(said_of(files, may, moved)) == [
        "example/schedule.yaml: {id: pilot, title: Pilot users moved, baseline: 2026-04-30, "
        "forecast: 2026-04-30, actual: 2026-05-04}"
    ]


@pytest.mark.parametrize(
    "decision",
    [
        GO_ON.replace("Go on", "Exception for the last week"),
        GO_ON.replace("Go on", "Work in the season peak is allowed"),
        GO_ON.replace("Go on", "All mailboxes moved by 11 December"),
    ],
)
def test_minutes_make_an_exception_by_its_word_the_freeze_or_the_milestone(
    files: dict[str, bytes], decision: str
) -> None:
    board = f"{BOARD}/2026-05-20.yaml"
    assert not said_of(files, IN, (board, GO_ON, decision))
    refused = decision.replace("outcome: approved", "outcome: rejected")
    assert said_of(files, IN, (board, GO_ON, refused))


def test_a_change_makes_an_exception_if_a_forum_approved_it(files: dict[str, bytes]) -> None:
    approved = "state: approved\ndecided_by: ana\ndecided_on: 2026-05-20\ntitle: Exception from the freeze\n"
    title = "title: Three more weeks for the half\n"
    assert said_of(files, IN, (CHANGE, title, approved))
    assert not said_of(files, IN, (CHANGE, title, approved + "forum: infrastructure-board\n"))
