"""How days, slips, states, colours and kinds look in words."""

from __future__ import annotations

from datetime import date

import pytest

from pmokit.model import colour
from pmokit.model.kinds import all_kinds
from pmokit.words import wording


def test_a_day_is_long_in_sentences_and_short_in_cells() -> None:
    day = date(2026, 9, 5)
    assert (wording.long_day(day), wording.short_day(day)) == ("5 September 2026", "5 Sep 2026")
    assert (wording.long_day(None), wording.short_day(None, "–")) == ("", "–")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "on time"), (1, "+1 day"), (-1, "-1 day"), (14, "+14 days"), (-2, "-2 days")]
)
def test_a_slip_has_its_sign_and_its_plural(number: int, words: str) -> None:
    assert wording.slip(number) == words


@pytest.mark.parametrize(("number", "words"), [(1, "1 day"), (-1, "1 day"), (0, "0 days"), (14, "14 days")])
def test_days_have_their_plural_whatever_the_sign(number: int, words: str) -> None:
    assert wording.days(number) == words


def test_every_kind_of_record_and_every_colour_has_a_name() -> None:
    assert all(wording.kind_word(kind) for kind in all_kinds())
    assert wording.kind_word("frozen_report") == "frozen report"
    names = [wording.colour_word(rag) for rag in (*colour.RAGS, colour.NONE)]
    assert names == ["Red", "Amber", "Green", "Not assessed"]
