"""What pmokit writes, it reads back the same; what it adds to, it leaves alone otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.text import yaml
from pmokit.text.emit import emit
from pmokit.text.guard import INVISIBLE
from pmokit.text.insert import CannotInsert, append_entry

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


BEFORE = """# Our register.
risks:   # keep sorted
    - id: a   # the first
      title: "A"

# Issues follow.
issues: [ {id: x} ]
"""


def test_an_entry_is_added_at_the_indentation_of_the_list_and_nothing_else_changes() -> None:
    after = append_entry(BEFORE, "risks", "id: b\ntitle: B\n")
    assert after == BEFORE.replace('      title: "A"\n', '      title: "A"\n    - id: b\n      title: B\n')


def test_a_list_that_is_missing_is_added_at_the_end() -> None:
    assert append_entry("a: 1", "risks", "id: b") == "a: 1\nrisks:\n  - id: b\n"
    assert append_entry("", "risks", "id: b") == "risks:\n  - id: b\n"


def test_windows_line_ends_stay() -> None:
    assert append_entry("risks:\r\n  - id: a\r\n", "risks", "id: b") == (
        "risks:\r\n  - id: a\r\n  - id: b\r\n"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [("issues: [{id: x}]\n", "line"), ("issues: none\n", "list"), ("[1]\n", "mapping"), ("a: [\n", "line 2")],
)
def test_a_file_that_cannot_be_added_to_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(CannotInsert, match=reason):
        append_entry(text, "issues", "id: b")
