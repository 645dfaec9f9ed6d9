"""How sources spell numbers, amounts and days: what a cell says is taken as it says it, or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.cli.main import pmokit
from pmokit.exchange.spelling import Spelling, Unclear, amount, day, number
from pmokit.model.money import minor_units

GERMAN = Spelling(",", ".", "€")
ENGLISH = Spelling(".", ",", "£")
FRENCH = Spelling(",", " ", "€")
SWISS = Spelling(".", "'", "")
INDIAN = Spelling(".", ",", "₹")
ARABIC = Spelling("٫", "٬", "")
PLAIN = Spelling()

# Spelling, currency, cell, amount; None where a cell does not plainly say one amount.
AMOUNTS: list[tuple[Spelling, str, str, str | None]] = [
    (GERMAN, "EUR", "1.200,50 €", "1200.50"), (GERMAN, "EUR", "1.310", "1310.00"), (GERMAN, "EUR", "7,5", "7.50"),
    (GERMAN, "EUR", "12.345.678", "12345678.00"), (GERMAN, "EUR", "€ 99,99", "99.99"), (GERMAN, "EUR", "EUR 5", "5.00"),
    (GERMAN, "EUR", "500-", "-500.00"), (GERMAN, "EUR", "−500", "-500.00"), (GERMAN, "EUR", "- 500", "-500.00"),
    (GERMAN, "EUR", "+500", "500.00"), (GERMAN, "EUR", "1.20", None), (GERMAN, "EUR", "1,200.50", None),
    (GERMAN, "EUR", "12.34.567", None), (GERMAN, "EUR", "1..000", None), (GERMAN, "EUR", "1,2,3", None),
    (ENGLISH, "GBP", "£1,310.00", "1310.00"), (ENGLISH, "GBP", "(1,200)", "-1200.00"), (ENGLISH, "GBP", "(£5)", "-5.00"),
    (ENGLISH, "GBP", "1,310 GBP", "1310.00"), (ENGLISH, "GBP", "0.47628400000000004", "0.48"), (ENGLISH, "GBP", "2e-06", "0.00"),
    (ENGLISH, "GBP", "1.5E3", "1500.00"), (ENGLISH, "GBP", ".5", "0.50"), (ENGLISH, "GBP", "£1,31", None),
    (ENGLISH, "GBP", "(500", None), (ENGLISH, "GBP", "500)", None), (ENGLISH, "GBP", "(-500)", None), (ENGLISH, "GBP", "--5", None),
    (ENGLISH, "GBP", "$500", None), (ENGLISH, "GBP", "£500 GBP", None), (ENGLISH, "GBP", "500+", None), (ENGLISH, "GBP", "12%", None),
    (ENGLISH, "GBP", "10 / 20", None), (ENGLISH, "GBP", "3.5 + 2", None), (ENGLISH, "GBP", "5-10", None), (ENGLISH, "GBP", "~500", None),
    (ENGLISH, "GBP", "500k", None), (ENGLISH, "GBP", "5.", None), (ENGLISH, "GBP", "£", None), (ENGLISH, "GBP", "-", None),
    (FRENCH, "EUR", "1 200,50 €", "1200.50"), (FRENCH, "EUR", "1\u202f200,50", "1200.50"), (FRENCH, "EUR", "12\u00a0345", "12345.00"),
    (FRENCH, "EUR", "1 20", None), (FRENCH, "EUR", "1.200,50", None),
    (SWISS, "CHF", "1'234.50", "1234.50"), (SWISS, "CHF", "1’234’567", "1234567.00"), (SWISS, "CHF", "CHF 7.–", None),
    (INDIAN, "INR", "₹12,34,567.00", "1234567.00"), (INDIAN, "INR", "1,00,000", "100000.00"), (INDIAN, "INR", "1,234,567", "1234567.00"),
    (ARABIC, "EGP", "١٬٢٣٤٫٥", "1234.50"), (ARABIC, "EGP", "٥٠٠", "500.00"),
    (PLAIN, "EUR", "500", "500.00"), (PLAIN, "EUR", "500 EUR", "500.00"), (PLAIN, "EUR", "€500", "500.00"), (PLAIN, "EUR", "-500", "-500.00"),
    (PLAIN, "EUR", "1.310", None), (PLAIN, "EUR", "7,5", None), (PLAIN, "EUR", "1 310", None), (PLAIN, "EUR", "1'310", None),
    (PLAIN, "USD", "$500", None), (Spelling(unit="$"), "USD", "$500", "500.00"), (PLAIN, "JPY", "500", "500"), (ENGLISH, "KWD", "1.2345", "1.234"),
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "currency", "cell", "right"), AMOUNTS)
def test_an_amount_is_what_the_cell_says_or_unclear(
    spelling: Spelling, currency: str, cell: str, right: str | None
) -> None:
    if right is None:
        with pytest.raises(Unclear):
            amount(cell, spelling, currency, Decimal(1))
    else:
        assert amount(cell, spelling, currency, Decimal(1)) == f"{right} {currency}"


def test_of_the_spellings_above_a_mapping_that_says_nothing_takes_the_plain_ones_alone() -> None:
    taken = set()
    for _, currency, cell, _ in AMOUNTS:
        try:
            taken.add((cell, amount(cell, PLAIN, currency, Decimal(1)).split()[0]))
        except Unclear:
            continue
    assert taken == {
        ("EUR 5", "5.00"), ("500-", "-500.00"), ("−500", "-500.00"), ("- 500", "-500.00"), ("+500", "500.00"),
        ("2e-06", "0.00"), ("٥٠٠", "500.00"), ("500", "500.00"), ("500 EUR", "500.00"), ("€500", "500.00"), ("-500", "-500.00"),
        ("500", "500"),
    }  # fmt: skip


def test_amounts_in_millions_are_multiplied_before_they_are_rounded() -> None:
    assert amount("1.2345678", ENGLISH, "GBP", Decimal(10**6)) == "1234567.80 GBP"


def test_an_amount_beyond_all_measure_is_unclear() -> None:
    assert amount("999999999999999", PLAIN, "EUR", Decimal(1)) == "999999999999999.00 EUR"
    with pytest.raises(Unclear, match="too large"):
        amount("1000000000000000", PLAIN, "EUR", Decimal(1))
    with pytest.raises(Unclear):
        amount("9e99", PLAIN, "EUR", Decimal(1))


def test_minor_units_are_those_of_iso_4217() -> None:
    none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    three = "BHD IQD JOD KWD LYD OMR TND"
    assert {code: minor_units(code) for code in none.split()} == dict.fromkeys(none.split(), 0)
    assert {code: minor_units(code) for code in three.split()} == dict.fromkeys(three.split(), 3)
    assert {minor_units(code) for code in ("EUR", "USD", "GBP", "CHF", "INR", "HUF")} == {2}


@pytest.mark.parametrize(
    ("cell", "forms", "language", "right"),
    [
        ("01.02.2026", ("%d.%m.%Y", "%Y-%m-%d"), "en", "2026-02-01"),
        ("2026-02-01", ("%d.%m.%Y", "%Y-%m-%d"), "en", "2026-02-01"),
        ("13/02/2026", ("%d/%m/%Y", "%m/%d/%Y"), "en", "2026-02-13"),
        ("1 March 2026", ("%d %B %Y",), "en", "2026-03-01"),
        ("1. März 2026", ("%d. %B %Y",), "de", "2026-03-01"),
        ("1 févr. 2026", ("%d %b %Y",), "fr", "2026-02-01"),
        ("12 de Dezembro de 2026", ("%d de %B de %Y",), "pt-br", "2026-12-12"),
        ("2026年2月1日", ("%Y年%m月%d日",), "ja", "2026-02-01"),
        ("٢٠٢٦-٠٢-٠١", ("%Y-%m-%d",), "ar", "2026-02-01"),
    ],
)
def test_a_day_is_what_the_cell_says(cell: str, forms: tuple[str, ...], language: str, right: str) -> None:
    assert day(cell, forms, language).isoformat() == right


@pytest.mark.parametrize("cell", ["soon", "31.02.2026", "2026", "1 Märch 2026"])
def test_a_text_that_is_no_day_is_unclear(cell: str) -> None:
    with pytest.raises(Unclear, match="not a date"):
        day(cell, ("%d.%m.%Y", "%d %B %Y"), "en")


def test_a_day_that_two_forms_read_differently_is_unclear() -> None:
    with pytest.raises(Unclear, match="2026-01-02 or 2026-02-01"):
        day("01/02/2026", ("%d/%m/%Y", "%m/%d/%Y"), "en")


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from([GERMAN, ENGLISH, FRENCH, SWISS]),
    st.booleans(),
)
def test_whatever_is_spelt_by_a_spelling_is_read_back(value: Decimal, spelling: Spelling, unit: bool) -> None:
    text = f"{value:,f}".replace(",", "#").replace(".", spelling.decimal).replace("#", spelling.thousands)
    assert number(f"{text} {spelling.unit}" if unit else text, spelling) == value


@given(
    st.text(alphabet="0123456789.,'-−+()% €$eE/", min_size=1, max_size=9),
    st.sampled_from([GERMAN, ENGLISH, PLAIN]),
)
def test_no_text_is_read_as_a_number_with_other_digits(text: str, spelling: Spelling) -> None:
    try:
        found = number(text, spelling)
    except Unclear:
        return
    if not re.search("[eE]", text):
        digits = "".join(sign for sign in text if sign.isdigit())
        assert abs(found).as_tuple().digits == Decimal(digits).as_tuple().digits
    assert "%" not in text and "/" not in text


CELLS = st.one_of(
    st.sampled_from(["", " ", "500", "1.5", "(1)", "x", "12%", "2026-02-01", "Ada", "花", "green", "aux", "none", "01/02/03"]),
    st.text(alphabet="ab1.,;\"\n -€\u200b\u00a0", max_size=6),
)  # fmt: skip
MAP = """title: Any
id_from: [A]
source: {thousands: ","}
columns:
  - {name: A, to: project.title, form: line}
  - {name: B, to: finance.budget, form: money, withheld: [x]}
  - {name: C, to: project.start, form: date}
  - {name: D, to: project.manager, collect: people}
  - {name: E, ignore: true}
  - {name: F, to: project.state, values: {green: active}, empty: [none]}
  - {position: 7, to: finance.budget, form: money}
constants: {project: {workstream: general, summary: Unknown., state: active}}
"""


@pytest.mark.slow
@settings(max_examples=6)
@given(st.lists(st.tuples(*[CELLS] * 9), max_size=4))
def test_each_cell_is_taken_left_aside_or_lost_and_what_is_written_checks(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("A", "B", "C", "D", "E", "F", "G", "H"), *rows])
    (folder / "m.yaml").write_text(MAP)
    arguments = [
        "import",
        "table",
        str(folder / "t.csv"),
        "--map",
        str(folder / "m.yaml"),
        "--into",
        str(folder / "i"),
    ]
    result = CliRunner().invoke(pmokit, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    # A row that is empty altogether is none.
    assert said["cells"] == sum(bool(cell.strip()) for row in rows for cell in row)
    assert said["taken"] + said["left_aside"] + said["lost"] == said["cells"]
    assert len(said["losses"]) == said["lost"]
    checked = CliRunner().invoke(pmokit, ["check", "--root", str(folder / "i"), "--format", "json"])
    assert [f for f in json.loads(checked.stdout)["findings"] if not f["clause"]] == []


def test_losses_name_cell_and_reason_in_the_csv_as_in_the_json(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / "t.csv").write_text("A,B,C,D,E,F,G\nOne,1.5,,,,,\n")
    (tmp_path / "m.yaml").write_text(MAP)
    call = ["import", "table", tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", tmp_path / "i"]
    (loss,) = json.loads(run(*call, "--format", "json").stdout)["losses"]
    assert loss == {
        "row": 1, "project": "one", "column": "B", "value": "1.5",
        "reason": "the mapping does not say what “.” between digits means; state `decimal` or `thousands`",
    }  # fmt: skip
    rows = csv.DictReader(io.StringIO((tmp_path / "i/import-losses.csv").read_text("utf-8-sig")))
    assert [{**row, "row": int(row["row"])} for row in rows] == [loss]
