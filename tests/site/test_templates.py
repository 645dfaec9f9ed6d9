"""Templates of the site: what their authors keep to, so that pages come out whole and in any language."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

import pmokit.model
from pmokit.model.record import Record
from pmokit.site import formats
from tests.words import reading

TEMPLATES = list(reading.templates())
LABELLED = ("state", "decision", "outcome", "dimension", "response", "treatment", "what")
"""Fields whose values pages show as labels."""


def test_no_line_of_a_template_is_longer_than_160_characters() -> None:
    long = [
        f"{path.relative_to(reading.TEMPLATES)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 160
    ]
    assert TEMPLATES and long == []


def test_a_template_gets_what_its_view_gives_and_never_the_whole_context() -> None:
    assert [path.name for path in TEMPLATES if re.search(r"\bctx\b", path.read_text(encoding="utf-8"))] == []


def enumerated(annotation: Any) -> Iterator[str]:
    """The values of the literals in a type."""
    if get_origin(annotation) is Literal:
        yield from (value for value in get_args(annotation) if isinstance(value, str))
    else:
        for part in get_args(annotation):
            yield from enumerated(part)


def values_shown() -> set[str]:
    """All values of labelled fields of records."""
    found: set[str] = {"done", "overall"}
    for module in pkgutil.walk_packages(pmokit.model.__path__, "pmokit.model."):
        for item in vars(importlib.import_module(module.name)).values():
            if isinstance(item, type) and issubclass(item, Record):
                for name in LABELLED:
                    if name in item.model_fields:
                        found |= set(enumerated(item.model_fields[name].annotation))
    return found


@pytest.mark.parametrize("value", sorted(values_shown()))
def test_every_value_that_a_page_labels_has_its_words(value: str) -> None:
    label = formats.label(value)
    assert label[0].isupper() and "_" not in label


def test_a_missing_value_is_a_dash() -> None:
    assert formats.label(None) == "–"
