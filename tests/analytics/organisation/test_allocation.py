"""Who is allocated to more than a working week is found once, where the last of the shares began."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import OTHER_PROJECT, E, said_of, with_rule

MINE = "{person: cleo, role: technical-lead, since: 2026-01-05, percent: 40}"
OTHER = "assignments:\n  - {person: cleo, role: project-manager, since: 2026-05-25, percent: 80}\n"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return with_rule(shipped_files, "person-overallocated")


def test_the_share_that_began_last_is_accused_and_all_projects_are_listed(files: dict[str, bytes]) -> None:
    assert said_of(files, (f"{OTHER_PROJECT}/team.yaml", "", OTHER)) == {
        "other/team.yaml: " + OTHER.splitlines()[1].strip(" -"): "cleo is allocated to 120 percent in all (example, other)"
    }  # fmt: skip


def test_what_a_short_share_hides_is_found_when_it_has_ended(files: dict[str, bytes]) -> None:
    team = f"{E}/team.yaml"
    short = MINE.replace("40}", "70, until: 2026-06-10}")
    later = short + "\n  - " + MINE.replace("2026-01-05, percent: 40", "2026-06-05, percent: 30")
    found = said_of(files, (team, MINE, later), (f"{OTHER_PROJECT}/team.yaml", "", OTHER))
    assert list(found.values()) == ["cleo is allocated to 110 percent in all (example, other)"]


@pytest.mark.parametrize(
    "share",
    [
        MINE.replace("40}", "40, until: 2026-05-31}"),
        MINE.replace(", percent: 40", ""),
        MINE.replace("2026-01-05", "2026-09-01").replace("40}", "40, until: 2026-09-15}"),
    ],
    ids=["ended", "not measured", "a handover that is still to come"],
)
def test_what_is_over_unknown_or_short_is_not_added(files: dict[str, bytes], share: str) -> None:
    assert not said_of(files, (f"{E}/team.yaml", MINE, share), (f"{OTHER_PROJECT}/team.yaml", "", OTHER))


def test_what_was_too_much_in_the_past_is_not_found_today(files: dict[str, bytes]) -> None:
    past = MINE.replace("2026-01-05, percent: 40", "2026-02-01, percent: 60, until: 2026-05-31")
    ended = MINE.replace("40}", "10, until: 2026-02-28}") + "\n  - " + past
    gone = OTHER.replace("2026-05-25", "2026-02-01").replace("80}", "60, until: 2026-05-31}")
    assert not said_of(files, (f"{E}/team.yaml", MINE, ended), (f"{OTHER_PROJECT}/team.yaml", "", gone))
