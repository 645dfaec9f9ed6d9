"""Colours: one order, and nothing unknown is ever green."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pmokit.exchange import powerpoint
from pmokit.model import colour
from pmokit.words.wording import colour_word

ANY = some.sampled_from([*colour.SCALE, colour.NONE])


def test_the_scale_runs_from_red_to_green_and_the_three_colours_are_points_on_it() -> None:
    assert colour.SCALE == ("red", "amber_red", "amber", "amber_green", "green")
    assert tuple(name for name in colour.SCALE if name in colour.RAGS) == colour.RAGS
    assert (colour.RAGS[0], colour.RAGS[-1]) == ("red", "green")


def test_steps_are_counted_on_the_five_points() -> None:
    assert colour.steps("red", "green") == 4
    assert colour.steps("amber", "green") == 2
    assert colour.steps("amber_green", "amber") == -1
    with pytest.raises(ValueError, match="not in tuple"):
        colour.steps("red", colour.NONE)


@given(ANY, ANY)
def test_worse_is_one_way_and_says_nothing_of_what_is_not_known(one: str, other: str) -> None:
    known = colour.NONE not in (one, other)
    assert colour.is_worse(one, other) == (known and colour.order(one) < colour.order(other))
    assert not (colour.is_worse(one, other) and colour.is_worse(other, one))


@given(some.lists(ANY))
def test_the_worst_of_some_is_one_of_them_and_none_is_worse(colours: list[str]) -> None:
    found = colour.worst(colours)
    assert found in colours if set(colours) - {colour.NONE} else found == colour.NONE
    assert not any(colour.is_worse(name, found) for name in colours)


def test_what_is_not_known_stands_last_in_every_order() -> None:
    for names in permutations(["green", colour.NONE, "red"]):
        assert sorted(names, key=colour.order) == ["red", "green", colour.NONE]


def test_every_colour_has_its_word_and_its_ink() -> None:
    names = {*colour.SCALE, colour.NONE}
    assert len({colour_word(name) for name in names}) == len(names)
    assert names <= set(powerpoint.COLOURS)
