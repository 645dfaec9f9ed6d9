"""Small changes that were approved alone are accused once: where together they pass the limits."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import E, said_of, with_rule

SMALL = (
    "title: One more site\nrequested_by: ben\nrequested_on: 2026-05-01\nstate: approved\ndecided_by: ana\n"
)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return with_rule(shipped_files, "changes-beyond-delegation")


def small(name: str, text: str) -> tuple[str, str, str]:
    return f"{E}/changes/{name}.yaml", "", f"{SMALL}{text}\n"


def test_only_the_change_that_passes_the_limit_is_accused(files: dict[str, bytes]) -> None:
    some = [small(f"c{n}", f"decided_on: 2026-05-0{n}\neffect_days: 4") for n in range(1, 6)]
    found = said_of(files, *some)
    assert list(found) == ["example/changes/c3.yaml: decided_by: ana"]
    (message,) = found.values()
    assert "3 changes approved alone add up to 12 days" in message


def test_days_and_cost_are_both_added(files: dict[str, bytes]) -> None:
    some = [small(n, "decided_on: 2026-05-02\neffect_days: 1\neffect_cost: 13000 EUR") for n in ("a", "b")]
    assert [message for message in said_of(files, *some).values() if "2 days and 26,000 EUR" in message]


def test_what_a_forum_decided_or_rejected_is_not_added(files: dict[str, bytes]) -> None:
    alone = small("a", "decided_on: 2026-05-04\neffect_cost: 20000 EUR")
    board = small("b", "decided_on: 2026-05-03\neffect_cost: 20000 EUR\nforum: infrastructure-board")
    path, _, text = small("c", "decided_on: 2026-05-03\neffect_cost: 20000 EUR")
    assert not said_of(files, alone, board, (path, "", text.replace("approved", "rejected")))


def test_amounts_of_another_currency_are_not_added(files: dict[str, bytes]) -> None:
    some = [
        small("a", "decided_on: 2026-05-02\neffect_cost: 20000 EUR"),
        small("b", "decided_on: 2026-05-03\neffect_cost: 20000 CHF"),
        small("c", "decided_on: 2026-05-04\neffect_cost: 6000 EUR"),
    ]
    (message,) = said_of(files, *some).values()
    assert "26,000 EUR" in message
