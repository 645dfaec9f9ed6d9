"""Words in the texts of reports: what denies a word, and how near it has to be."""

from __future__ import annotations

import pytest

from pmokit.analytics.reporting.sentences import phrases, speaks_of, spoken

TROUBLE = phrases(["delay*", "behind schedule"])
DENIAL = phrases(["no", "without"])


@pytest.mark.parametrize(
    ("text", "is_trouble"),
    [
        ("There is a delay.", True),
        ("Delayed again.", True),
        ("No further big delay.", False),
        ("No further big new delay.", True),
        ("No delay in May, a delay in June.", True),
        ("We are behind schedule.", True),
        ("We are behind, the schedule says.", False),
        ("The relay is built.", False),
    ],
)
def test_a_denial_counts_up_to_three_words_before_what_it_denies(text: str, is_trouble: bool) -> None:
    assert speaks_of(spoken(text), TROUBLE, DENIAL) is is_trouble


def test_without_words_to_look_for_nothing_is_found() -> None:
    assert not speaks_of(spoken("Anything at all."), phrases([]), DENIAL)
    assert not speaks_of(spoken("Anything at all."), phrases(["-", "*"]), DENIAL)
