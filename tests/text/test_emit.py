"""What pmokit writes, it reads back the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmokit.text import yaml
from pmokit.text.emit import emit
from pmokit.text.guard import INVISIBLE

_texts = st.text(min_size=1, max_size=40).filter(lambda text: not INVISIBLE.search(text) and text.strip())
_data = st.recursive(
    _texts,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_texts, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(_texts, st.one_of(_texts, st.dictionaries(_texts, _texts, min_size=1)), max_size=4))
def test_whatever_is_written_is_read_back_the_same(data: dict[str, object]) -> None:
    assert (yaml.parse_text(emit(data)).data or {}) == data


def test_lists_of_mappings_are_written_as_a_person_would() -> None:
    data = {"risks": [{"id": "a", "title": "It: breaks", "steps": ["x", "y"]}], "none": None}
    assert emit(data) == 'risks:\n  - id: a\n    title: "It: breaks"\n    steps:\n      - x\n      - y\n'


def test_a_text_of_several_lines_is_written_as_a_block() -> None:
    assert emit({"a": "one\ntwo"}) == "a: |-\n  one\n  two\n"
