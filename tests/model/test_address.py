"""Addresses: what is printed is read again, and no two records share a text form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pmokit.load.lookups import LOCAL
from pmokit.model import address, kinds
from pmokit.model.address import Address

NAMES = some.lists(some.text("az09", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)
WORDS = some.sampled_from(sorted(set(kinds.all_kinds()) - {"project"}))
IDS = some.lists(some.text("azAZ09._-", min_size=1, max_size=4), min_size=1, max_size=2).map("/".join)
PORTFOLIOS = some.just("") | NAMES
ADDRESSES = some.builds(Address, PORTFOLIOS, some.just("") | NAMES, WORDS, IDS) | some.builds(
    address.of_project, NAMES, PORTFOLIOS
)


@given(ADDRESSES)
def test_the_text_form_of_an_address_leads_back_to_it(item: Address) -> None:
    assert address.parse(str(item)) == item


@given(ADDRESSES, ADDRESSES)
def test_two_addresses_share_no_text_form(one: Address, other: Address) -> None:
    assert (str(one) == str(other)) == (one == other)


@given(some.text(alphabet="ab1-_./:é \n", max_size=14))
def test_any_text_is_an_address_that_prints_as_it_was_read_or_none(text: str) -> None:
    try:
        found = address.parse(text)
    except ValueError:
        return
    assert str(found) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sd-wan", Address("", "sd-wan", "project", "sd-wan")),
        ("forum/steering", Address("", "", "forum", "steering")),
        ("sd-wan/risk/carrier-delay", Address("", "sd-wan", "risk", "carrier-delay")),
        ("applications:erp/milestone/go-live", Address("applications", "erp", "milestone", "go-live")),
        ("applications:erp", Address("applications", "erp", "project", "erp")),
        ("meeting/steering:2026-03-02", Address("", "", "meeting", "steering/2026-03-02")),
        ("risk/risk/risk", Address("", "risk", "risk", "risk")),
        ("meeting/risk/risk", Address("", "meeting", "risk", "risk")),
        ("clause/REG-1.2", Address("", "", "clause", "REG-1.2")),
    ],
)
def test_the_forms_of_an_address(text: str, expected: Address) -> None:
    assert address.parse(text) == expected
    assert str(expected) == text


@pytest.mark.parametrize(
    "text", ["", "/", "a/", "/a", "a//b", "A", "a/b/c/d", ":a", "B:a", "project/a", "a/project/b", "a b"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not the address of a record"):
        address.parse(text)
    assert address.home_of(text) == ""


@pytest.mark.parametrize(
    ("kind", "reference", "expected"),
    [
        ("milestone", "go-live", Address("", "crm", "milestone", "go-live")),
        ("milestone", "erp/go-live", Address("", "erp", "milestone", "go-live")),
        ("milestone", "applications:erp/go-live", Address("applications", "erp", "milestone", "go-live")),
        ("project", "erp", Address("", "erp", "project", "erp")),
        ("project", "applications:erp", Address("applications", "erp", "project", "erp")),
        ("meeting", "steering/2026-03-02", Address("", "", "meeting", "steering/2026-03-02")),
        ("person", "ann", Address("", "", "person", "ann")),
        ("person", "applications:ann", Address("applications", "", "person", "ann")),
    ],
)
def test_a_reference_means_a_record_by_the_kind_that_its_field_knows(
    kind: str, reference: str, expected: Address
) -> None:
    assert address.refer(kind, reference, home="crm") == expected


def test_the_project_of_an_address_is_known_in_this_portfolio_only() -> None:
    assert address.home_of("sd-wan/risk/delay") == "sd-wan"
    assert address.home_of("sd-wan") == "sd-wan"
    assert address.home_of("forum/steering") == ""
    assert address.home_of("applications:erp/risk/delay") == ""


def test_every_kind_that_is_looked_up_in_a_project_is_a_kind_of_projects() -> None:
    assert set(LOCAL) <= kinds.of_projects()


def test_kinds_of_projects_with_ids_are_looked_up_in_their_project() -> None:
    assert LOCAL["milestone"] == ("schedule", "milestones")
    assert LOCAL["change"] == ("changes",)
    assert "evidence" not in LOCAL, "a piece of evidence has no id"
    assert "recommendation" not in LOCAL, "its id is unique within its review only"
