"""A value written into flow style keeps the mapping or list around it as it was."""

from __future__ import annotations

import pytest

from pmokit.text import yaml
from pmokit.text.edits import Set
from pmokit.text.plan import edited


@pytest.mark.parametrize("value", ["one, two", "a]b", "{x}", "[y", "plain", "it's", "a: b"])
@pytest.mark.parametrize(
    "text",
    ["items: [{a: old, b: kept}]\n", "items: [{a: 'old', b: kept}]\n", 'items: [{a: "old", b: kept}]\n'],
)
def test_what_is_written_into_flow_style_is_read_back_and_nothing_else_changes(text: str, value: str) -> None:
    path = "portfolio/projects/a/raid.yaml"
    done = edited(path, text.encode(), [Set(path, ("items", 0, "a"), value)])
    assert yaml.parse(done).data == {"items": [{"a": value, "b": "kept"}]}
