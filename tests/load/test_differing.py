"""The edits between two states of data lead from the one to the other, and keep what both have."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmokit.load.differing import differences
from pmokit.text.edits import Remove, amend

_words = st.sampled_from(["a", "b", "c", "d"])
_data = st.dictionaries(
    _words,
    st.recursive(
        _words,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(_words | st.just("id"), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


@given(_data, _data)
def test_the_edits_lead_from_the_one_to_the_other(old: Any, new: Any) -> None:
    assert amend(old, list(differences("f", old, new))) == new


def test_an_entry_that_goes_is_removed_and_its_neighbours_stay() -> None:
    old = {"rules": [{"rule": "x", "records": ["p", "q"]}, {"rule": "y", "records": ["r"]}]}
    new = {"rules": [{"rule": "x", "records": ["q"]}]}
    found = differences("f", old, new, ("rule",))
    assert found == [Remove("f", ("rules", 0, "records", 0)), Remove("f", ("rules", 1))]
