"""How amounts and differences look in cells: each unit from its limit on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmokit.model.money import Money
from pmokit.site import formats


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("9999", "9,999 EUR"),
        ("10000", "10 k EUR"),
        ("999499", "999 k EUR"),
        ("1000000", "1.0 m EUR"),
        ("999990000", "999.99 m EUR"),
        ("1000000000", "1.0 bn EUR"),
        ("-1250000000", "-1.25 bn EUR"),
        ("541951370000", "541.95 bn EUR"),
    ],
)
def test_an_amount_has_the_unit_that_fits(amount: str, shown: str) -> None:
    assert formats.amount(Money(Decimal(amount), "EUR")) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("9499", "9.5"),
        ("9999", "10.0"),
        ("10000", "10"),
        ("-9500", "-9.5"),
        ("3310000", "3,310"),
        ("0", "0.0"),
    ],
)
def test_in_a_column_of_thousands_small_amounts_keep_a_decimal(amount: str, shown: str) -> None:
    assert formats.thousands(Money(Decimal(amount), "EUR"), "EUR") == shown


def test_an_amount_in_another_currency_names_it_in_a_column_of_thousands() -> None:
    assert formats.thousands(Money(Decimal(50_000), "USD"), "EUR") == "50 k USD"
    assert formats.thousands(None, "EUR") == "–"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("4.06", "+4.1%"),
        ("-1.2", "-1.2%"),
        ("0", "0.0%"),
        ("-0.04", "0.0%"),
        ("0.04", "0.0%"),
        ("10", "+10.0%"),
    ],
)
def test_a_difference_in_percent_has_a_sign_unless_it_is_none(value: str, shown: str) -> None:
    assert formats.percent(Decimal(value)) == shown
    assert formats.percent(None) == "–"
