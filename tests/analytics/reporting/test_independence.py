"""A kinder review by somebody unknown is accused only while the one before it counts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import E, said_of, with_rule

KINDER = (f"{E}/reviews/2026-05-10.yaml", "", "reviewer: Hugo Hall\nrating: green\n")


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return with_rule(shipped_files, "reviewer-unknown")


def test_the_worse_review_before_it_is_named(files: dict[str, bytes]) -> None:
    worse = (f"{E}/reviews/2026-03-31.yaml", "", "reviewer: Audit\nrating: amber\n")
    (message,) = said_of(files, worse, KINDER).values()
    assert "Audit" in message and "2026-03-31" in message


@pytest.mark.parametrize("name", ["Hugo Hall", "hugo hall"])
def test_who_has_reviewed_before_may_see_it_improve(files: dict[str, bytes], name: str) -> None:
    worse = (f"{E}/reviews/2026-03-31.yaml", "", f"reviewer: {name}\nrating: amber\n")
    assert not said_of(files, worse, KINDER)


def test_a_review_of_long_ago_is_no_measure(files: dict[str, bytes]) -> None:
    old = (f"{E}/reviews/2024-03-31.yaml", "", "reviewer: Audit\nrating: amber\n")
    assert not said_of(files, old, KINDER)
