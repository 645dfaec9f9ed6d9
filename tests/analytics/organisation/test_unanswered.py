"""An escalated issue is answered by whatever minutes may be about it, of any forum."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import BOARD, E, said_of, with_rule

ISSUE = "{id: storage, title: Storage is short, owner: cleo, due: 2026-06-19}"
ESCALATED = ISSUE.replace("}", ", escalated_to: infrastructure-board, raised_on: 2026-04-22}")
GO_ON = "{id: d1, what: Go on, project: example, outcome: approved}"
SILENT = [
    (f"{E}/raid.yaml", ISSUE, ESCALATED),
    (f"{BOARD}/2026-05-20.yaml", GO_ON, GO_ON.replace("project: example", "project: other")),
]
HELD = "state: held\nchair: ana\n"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return with_rule(shipped_files, "issue-unanswered")


def test_the_meetings_since_it_was_raised_are_counted(files: dict[str, bytes]) -> None:
    earlier = (f"{BOARD}/2026-05-06.yaml", "", HELD)
    (message,) = said_of(files, *SILENT, earlier).values()
    assert "2 meetings since, the last on 2026-05-20" in message


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (f"{BOARD}/2026-05-06.yaml", "state: cancelled\nchair: ana\n"),
        (f"{BOARD}/2026-04-22.yaml", HELD),
        ("portfolio/steering/excellence-board/2026-05-06.yaml", HELD),
    ],
    ids=["cancelled", "the day on which it was raised", "another forum"],
)
def test_other_meetings_do_not_count(files: dict[str, bytes], path: str, text: str) -> None:
    assert not said_of(files, *SILENT, (path, "", text))


@pytest.mark.parametrize(
    "text",
    [
        "minutes: The example project may borrow two racks.\n",
        "agenda: [Storage is short]\n",
        "actions: [{id: a1, what: Lend two racks, owner: dan, due: 2026-06-15, project: example}]\n",
        "decisions: [{id: d1, what: Storage is short until July, outcome: approved}]\n",
        "decisions: [{id: d1, what: Buy more, project: example, escalation: gate-overdue, outcome: approved}]\n",
    ],
)
def test_each_place_of_minutes_may_answer(files: dict[str, bytes], text: str) -> None:
    assert not said_of(files, *SILENT, (f"{BOARD}/2026-05-06.yaml", "", HELD + text))
