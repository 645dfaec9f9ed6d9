"""Single values: what is taken and what is refused, whatever stands there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from pmokit.model import claims
from pmokit.model import scalars as s
from pmokit.model.methodology.lifecycle import Gate
from pmokit.model.money import Money


def take(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(error: ValidationError) -> Any:
    """The one error that says why a value is refused."""
    (found,) = [entry for entry in error.errors() if entry["type"] != claims.UNSURE]
    return found


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (s.Day, "2028-02-29", date(2028, 2, 29)),
        (s.Number, "-1.50", Decimal("-1.50")),
        (s.Number, "+7", Decimal(7)),
        (s.Amount, "125000.5 EUR", Money(Decimal("125000.5"), "EUR")),
        (s.Flag, "true", True),
        (s.Count, "007", 7),
        (s.Scale, "5", 5),
        (s.Amount, "1.234 KWD", Money(Decimal("1.234"), "KWD")),
        (s.Id, "sd-wan-2", "sd-wan-2"),
        (s.Id, "com", "com"),
        (s.Id, "com10", "com10"),
        (s.Id, "aux-2", "aux-2"),
        (s.Line, "NO", "NO"),
        (s.RepositoryUrl, "https://git.acme.de:8443/~it/pmo.git", "https://git.acme.de:8443/~it/pmo.git"),
        (
            s.RepositoryUrl,
            "https://dev.azure.com/a/My%20IT/_git/pmo/",
            "https://dev.azure.com/a/My%20IT/_git/pmo/",
        ),
        (s.Branch, "release/1.2", "release/1.2"),
        (s.Url, "https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
    ],
)
def test_a_plain_spelling_is_taken(kind: Any, text: str, value: object) -> None:
    assert take(kind, text) == value


def test_a_number_that_was_read_already_stays_what_it_is() -> None:
    assert take(s.Number, Decimal("1.5")) == Decimal("1.5")
    assert take(s.Day, date(2026, 6, 1)) == date(2026, 6, 1)


def test_a_gate_may_decide_in_five_ways_unless_it_says_otherwise() -> None:
    gate = Gate(id="g", title="G", question="Q?", opens="p", forum="f")
    assert gate.decisions == ("approved", "approved_with_conditions", "rework", "stopped", "deferred")


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (s.Day, ["2027-02-29", "2026-1-5", "20260105", "0", "1969-12-31", "2201-01-01", "2026-01-01T00:00", ""]),
        (s.Number, ["1_000", "1,5", "1e3", "NaN", "inf", "0x10", " 1", "1.", ".5", "٣", ""]),
        (s.Amount, ["5", "5EUR", "EUR 5", "5 eur", "1,000 EUR", "5.123 EUR", "5  EUR", "1e9 EUR"]),
        (s.Flag, ["yes", "no", "True", "1", "on", "t", ""]),
        (s.Count, ["-1", "1.0", "100001"]),
        (s.Scale, ["0", "6", "high"]),
        (s.Id, ["SD-WAN", "a--b", "-a", "a-", "a_b", "a b", "é", "index", "", "a/b", "../x", "aux", "con", "nul", "prn", "com1", "lpt9"]),
        (s.Line, ["", "  ", "a\nb", "x" * 301]),
        (s.Url, ["javascript:alert(1)", "ftp://x.y", "//x", "https://a b", 'https://x"y', "data:text/html,x"]),
        (s.RepositoryUrl, ["http://github.com/a/b", "https://github.com", "https://u:p@github.com/a/b", "https://tok@h.com/a",
                           "https://h.com/a?b", "https://h.com/a#b", "https://h.com/a b", "https://h.com//a", "//h.com/a",
                           "git@h.com:a/b", "https://-h.com/a", "https://h.com:x/a", 'https://h.com/"a', "https://h.com/\\a", ""]),
        (s.Branch, ["", "-x", "a b", "a?b", "a#b", "../x", "a\nb", "x" * 201]),
        (s.Percent, ["101", "-1", "5%"]),
    ],
)  # fmt: skip
def test_an_odd_spelling_is_refused_with_what_was_expected(kind: Any, texts: list[str]) -> None:
    for text in texts:
        with pytest.raises(ValidationError) as caught:
            take(kind, text)
        assert "expected" in refusal(caught.value)["msg"], text


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.text(max_size=3), max_size=2),
        st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
        st.none(),
    )
)
def test_no_value_at_all_makes_a_scalar_raise_anything_but_a_refusal(value: Any) -> None:
    for kind in (
        s.Day,
        s.Number,
        s.Amount,
        s.Flag,
        s.Count,
        s.Id,
        s.Line,
        s.Prose,
        s.Url,
        s.Email,
        s.ClauseId,
    ):
        try:
            take(kind, value)
        except ValidationError as error:
            assert refusal(error)["type"].startswith("bad-")


CLAIMS = (
    (s.Line, claims.text(claims.MAX_LINE, True)),
    (s.Prose, claims.text(claims.MAX_PROSE, False)),
    (s.Id, claims.an_id),
    (s.SystemRef, claims.matching(claims.REFERENCE, "bad-id", "an id")),
    (s.Day, claims.claim_day),
)
LIKELY = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="aix09-:/. \n\x00\x85é٣", max_size=12),
    st.from_regex(claims.ID, fullmatch=True),
    st.from_regex(claims.REFERENCE, fullmatch=True),
    st.from_regex(r"(1969|1970|2026|2200|2201)-(0[0-9]|1[0-3])-[0-3][0-9]\n?"),
    st.sampled_from(["index", "index-2", "x" * 300, "x" * 301, "x" * 2_000, "x" * 2_001, "x" * 20_001]),
    st.dates(),
)


@given(LIKELY)
def test_what_is_accepted_at_first_sight_is_what_the_claim_accepts(value: Any) -> None:
    for kind, claim in CLAIMS:
        try:
            expected = claim(value)
        except PydanticCustomError as error:
            expected = error.type
        try:
            found = take(kind, value)
        except ValidationError as error:
            found = refusal(error)["type"]
        assert found == expected


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_money_written_plainly_is_read_exactly(amount: Decimal) -> None:
    assert take(s.Amount, f"{amount:f} EUR") == Money(amount, "EUR")
