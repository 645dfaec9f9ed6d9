"""Registers that are kept for show are found at the guilty key; unusual ones that are sound stay silent."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.assurance.example import accused, with_file
from tests.conftest import changed, sound

GUILTY = """\
risks:
  - id: gone
    title: Nobody looks any more
    owner: eve
    response: reduce
    likelihood: 2
    impact: 2
    review_on: 2026-06-15
  - id: past
    title: It should have occurred in May
    owner: ben
    response: reduce
    likelihood: 2
    impact: 2
    proximity: 2026-05-31
    review_on: 2026-06-15
  - id: worse
    title: The response makes it worse
    owner: ben
    response: reduce
    likelihood: 2
    impact: 2
    residual_likelihood: 3
    review_on: 2026-06-15
  - id: late
    title: The response is late
    cause: Two engineers leave
    owner: ben
    likelihood: 3
    impact: 4
    response: reduce
    responses:
      - {what: Ask for help, owner: ben, due: 2026-05-31}
    review_on: 2026-10-30
  - id: handed-over
    title: The response is with somebody who left
    owner: ben
    likelihood: 2
    impact: 2
    response: reduce
    responses:
      - {what: Ask for help, owner: eve, due: 2026-06-30}
    review_on: 2026-06-15
  - id: occurred
    title: It occurred, and nothing follows
    owner: ben
    likelihood: 2
    impact: 2
    state: struck
    closed_on: 2026-05-20
assumptions:
  - {id: believed, title: It holds, owner: ben, state: confirmed}
issues:
  - {id: swept, title: Put aside, owner: ben, due: 2026-05-20, state: closed, closed_on: 2026-05-20}
decisions:
  - {id: somehow, title: Somehow taken, state: decided, decided_by: ana, decided_on: 2026-05-18, rationale: It was cheaper}
actions:
  - {id: wish, title: A wish, due: 2026-06-30}
"""
SOUND = """\
risks:
  - id: today
    title: It may occur today, and its owner leaves tonight
    response: reduce
    owner: gus
    likelihood: 2
    impact: 2
    proximity: 2026-06-01
    review_on: 2026-09-29
  - id: chance
    title: An opportunity that grows by its response
    event: The plant closes a line
    opportunity: true
    owner: ben
    likelihood: 2
    impact: 3
    response: enhance
    residual_likelihood: 4
    review_on: 2026-06-15
  - id: accepted
    title: Accepted as it is, long ago
    owner: ben
    likelihood: 2
    impact: 2
    raised_on: 2026-01-10
    response: accept
    accepted_by: ana
    accepted_on: 2026-05-04
    residual_likelihood: 2
    residual_impact: 2
    review_on: 2026-06-15
  - id: occurred
    title: It occurred
    owner: ben
    likelihood: 2
    impact: 2
    state: struck
    closed_on: 2026-05-20
assumptions:
  - {id: refuted, title: It did not hold, owner: eve, test: Ask the vendor, state: "false"}
issues:
  - {id: last, title: It is here, risk: occurred, owner: ben, due: 2026-06-01, responses: [{what: Ask, due: 2026-06-01}]}
  - {id: done, title: Resolved, owner: eve, due: 2026-01-20, state: closed, closed_on: 2026-01-20, resolution: Bought another.}
decisions:
  - {id: dropped, title: No longer asked, state: withdrawn}
actions:
  - {id: done, title: Done by somebody who left since, owner: eve, due: 2026-02-01, done: 2026-01-30}
"""


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def test_each_fault_of_a_register_is_found_once_at_its_key(files: dict[str, bytes]) -> None:
    assert accused(with_file(files, "raid.yaml", GUILTY)) == {
        ("risk-owner-left", "raid.yaml", "owner: eve"),
        ("risk-date-passed", "raid.yaml", "proximity: 2026-05-31"),
        ("risk-residual-higher", "raid.yaml", "residual_likelihood: 3"),
        ("risk-response-overdue", "raid.yaml", "responses:"),
        ("risk-unreviewed", "raid.yaml", "review_on: 2026-10-30"),
        ("risk-response-owner-left", "raid.yaml", "responses:"),
        ("risk-struck-without-issue", "raid.yaml", "state: struck"),
        ("assumption-untested", "raid.yaml", "{id: believed, title: It holds, owner: ben, state: confirmed}"),
        ("issue-unresolved", "raid.yaml",
         "{id: swept, title: Put aside, owner: ben, due: 2026-05-20, state: closed, closed_on: 2026-05-20}"),
        ("decision-undocumented", "raid.yaml",
         "{id: somehow, title: Somehow taken, state: decided, decided_by: ana, decided_on: 2026-05-18, rationale: It was cheaper}"),
        ("action-undated", "raid.yaml", "{id: wish, title: A wish, due: 2026-06-30}"),
    }  # fmt: skip


def test_registers_that_are_unusual_and_sound_are_not_accused(files: dict[str, bytes]) -> None:
    leaving = changed(
        files,
        ("portfolio/people.yaml", "title: Service owner}", "title: Service owner, until: 2026-06-01}"),
    )
    assert accused(with_file(leaving, "raid.yaml", SOUND)) == set()


def test_on_hold_and_in_the_light_tier_dates_wait_and_gaps_weigh_less(files: dict[str, bytes]) -> None:
    from tests.conftest import check_files

    late = with_file(files, "raid.yaml", GUILTY)
    charter = "portfolio/projects/example/project.yaml"
    held = changed(late, (charter, "state: active\n", "state: on_hold\nstate_since: 2026-05-25\n"))
    rules = {rule for rule, _, _ in accused(held)}
    assert rules & {"risk-date-passed", "risk-response-overdue", "risk-unreviewed"} == set()
    assert rules >= {"risk-owner-left", "action-undated"}
    light = changed(late, (charter, "tier: standard", "tier: light"))
    weights = {item.rule: item.severity for item in check_files(light).findings}
    assert (weights["issue-unresolved"], weights["action-undated"]) == ("note", "note")
    assert weights["risk-date-passed"] == "warning"
