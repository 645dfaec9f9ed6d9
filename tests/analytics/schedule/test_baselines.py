"""A change that is taken up twice is accused at the baseline that goes beyond it, and only there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import E, said_of, with_rule

CHANGE = (
    f"{E}/changes/more-time.yaml",
    "effect_days: 21\n",
    "effect_days: 21\neffect_cost: 20000 EUR\nstate: approved\ndecided_by: ana\ndecided_on: 2026-05-20\n",
)


def baseline(number: int, end: str, budget: int) -> tuple[str, str, str]:
    text = f"title: Next\napproved_on: 2026-05-{19 + number}\napproved_by: ana\nchange: more-time\n"
    dates = f"budget: {budget} EUR\nmilestones: [{{milestone: end, date: {end}}}]\n"
    return f"{E}/baselines/{number}.yaml", "", text + dates


@pytest.mark.parametrize("rule", ["baseline-beyond-change", "baseline-beyond-budget"])
def test_only_the_baseline_that_goes_beyond_the_change_is_accused(
    shipped_files: Mapping[str, bytes], rule: str
) -> None:
    files = with_rule(shipped_files, rule)
    within = baseline(2, "2027-01-01", 320000)
    beyond = baseline(3, "2027-01-22", 340000)
    after = baseline(4, "2027-01-22", 340000)
    assert not said_of(files, CHANGE, within)
    (place,) = said_of(files, CHANGE, within, beyond, after)
    assert place.startswith("example/baselines/3.yaml")
