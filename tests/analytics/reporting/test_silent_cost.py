"""A forecast of cost that fell is explained by any text of the report that speaks of cost."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.analytics.judging import E, said_of, with_rule

EARLIER = """\
as_on: 2026-05-01
submitted_on: 2026-05-04
author: ben
reviewed_by: dan
summary: The pilot began this week with forty users of two departments.
claims: {overall: {rag: green}}
figures: {budget: 300000 EUR, actual: 110000 EUR, forecast: 320000 EUR}
"""
LAST = f"{E}/reports/2026-05-15.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    some = with_rule(shipped_files, "cost-forecast-fallen")
    return {**some, f"{E}/reports/2026-05-01.yaml": EARLIER.encode()}


def test_the_forecast_before_and_its_period_are_named(files: dict[str, bytes]) -> None:
    (message,) = said_of(files).values()
    assert "is 305,000 EUR; it was 320,000 EUR in the report for 2026-05-01" in message


@pytest.mark.parametrize(
    "change",
    [
        ("cost: {rag: green}", "cost: {rag: green, comment: The quotation was lower.}"),
        ("what: Order storage,", "what: Order the cheaper storage,"),
        ("forecast: 305000 EUR", "forecast: 305000 CHF"),
        (", forecast: 305000 EUR", ""),
    ],
    ids=["comment on cost", "next step", "another currency", "no forecast"],
)
def test_what_explains_it_or_cannot_be_compared_is_not_accused(
    files: dict[str, bytes], change: tuple[str, str]
) -> None:
    assert not said_of(files, (LAST, *change))
