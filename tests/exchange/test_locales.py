"""Sixty spellings of six locales, through the command: with a map that states the locale, and without one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pmokit.text import yaml

Cells = dict[str, str]
LOCALES: dict[str, tuple[str, str, str, Cells, Cells]] = {
    "en-gb": (
        "GBP", '{decimal: ".", thousands: ",", unit: £}', '"%d/%m/%Y", "%d %B %Y", "%d %b %Y"',
        {"1,310.00": "1310.00", "£1,310.00": "1310.00", "£0.47": "0.47", "(£1,200)": "-1200.00", "-£5.50": "-5.50",
         "1,310,000": "1310000.00", "500": "500.00"},
        {"01/02/2026": "2026-02-01", "1 February 2026": "2026-02-01", "1 Feb 2026": "2026-02-01"},
    ),
    "de": (
        "EUR", '{decimal: ",", thousands: ".", language: de}', '"%d.%m.%Y", "%d. %B %Y"',
        {"1.310,00": "1310.00", "1.310,00 €": "1310.00", "€ 0,47": "0.47", "-1.200,50": "-1200.50", "1.310.000": "1310000.00",
         "500": "500.00", "500-": "-500.00"},
        {"01.02.2026": "2026-02-01", "1. Februar 2026": "2026-02-01", "1. März 2026": "2026-03-01"},
    ),
    "fr": (
        "EUR", '{decimal: ",", thousands: " ", language: fr}', '"%d/%m/%Y", "%d %B %Y", "%d %b %Y"',
        {"1 310,00": "1310.00", "1\u202f310,00\u00a0€": "1310.00", "0,47 €": "0.47", "−1 200,50": "-1200.50",
         "1 310 000": "1310000.00", "500": "500.00", "(500)": "-500.00"},
        {"01/02/2026": "2026-02-01", "1 février 2026": "2026-02-01", "12 déc. 2026": "2026-12-12"},
    ),
    "de-ch": (
        "CHF", '{decimal: ".", thousands: "\'", language: de-ch}', '"%d.%m.%Y", "%d. %B %Y"',
        {"1'310.00": "1310.00", "CHF 1’310.00": "1310.00", "1'310.–": "1310.00", "0.47": "0.47", "-1'200.50": "-1200.50",
         "1'310'000": "1310000.00", "500": "500.00"},
        {"01.02.2026": "2026-02-01", "1. Februar 2026": "2026-02-01", "1.2.2026": "2026-02-01"},
    ),
    "en-in": (
        "INR", '{decimal: ".", thousands: ",", unit: ₹}', '"%d-%m-%Y", "%d %B %Y", "%d-%b-%Y"',
        {"₹13,10,000.00": "1310000.00", "1,310.00": "1310.00", "₹0.47": "0.47", "-₹5": "-5.00", "12,34,567": "1234567.00",
         "500": "500.00", "1310": "1310.00"},
        {"01-02-2026": "2026-02-01", "1 February 2026": "2026-02-01", "01-Feb-2026": "2026-02-01"},
    ),
    "ar-eg": (
        "EGP", "{decimal: ٫, thousands: ٬, language: ar-eg}", '"%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"',
        {"١٬٣١٠٫٠٠": "1310.00", "٥٠٠": "500.00", "-٥٠٠": "-500.00", "١٢٣٤٫٥": "1234.50", "500": "500.00", "1٬310": "1310.00",
         "٠٫٤٧": "0.47"},
        {"٠١/٠٢/٢٠٢٦": "2026-02-01", "١ فبراير ٢٠٢٦": "2026-02-01", "2026-02-01": "2026-02-01"},
    ),
}  # fmt: skip
"""Currency, how numbers are written, forms of dates, amounts and dates with what they say."""


def read(
    run: Callable[..., Result], folder: Path, locale: str, stated: bool
) -> list[tuple[str, str | None, str]]:
    """Of each cell what it became, if anything, and what it says."""
    currency, source, dates, amounts, days = LOCALES[locale]
    folder.mkdir()
    rows = [
        *((cell, "", right) for cell, right in amounts.items()),
        *(("", cell, right) for cell, right in days.items()),
    ]
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("Name", "Budget", "Start"), *((f"P{n}", *row[:2]) for n, row in enumerate(rows))]
        )
    (folder / "m.yaml").write_text(
        f"title: T\nid_from: [Name]\ncurrency: {currency}\n"
        + (f"source: {source}\n" if stated else "")
        + "constants: {project: {state: active, workstream: general, summary: S.}}\ncolumns:\n"
        "  - {name: Name, to: project.title}\n  - {name: Budget, to: finance.budget, form: money}\n"
        f"  - {{name: Start, to: project.start, form: date{f', dates: [{dates}]' if stated else ''}}}\n",
        encoding="utf-8",
    )
    into = folder / "into"
    result = run("import", "table", folder / "t.csv", "--map", folder / "m.yaml", "--into", into)
    assert result.exit_code == 0, result.output

    def value(number: int, part: str, key: str) -> Any:
        path = into / f"portfolio/projects/p{number}/{part}.yaml"
        return yaml.parse(path.read_bytes()).data.get(key) if path.is_file() else None

    return [
        (money, value(n, "finance", "budget"), f"{right} {currency}") if money else (day, value(n, "project", "start"), right)
        for n, (money, day, right) in enumerate(rows)
    ]  # fmt: skip


def test_sixty_spellings_of_six_locales(run: Callable[..., Result], tmp_path: Path) -> None:
    found = [entry for locale in LOCALES for entry in read(run, tmp_path / locale, locale, True)]
    assert len(found) == 60
    assert [entry for entry in found if entry[1] not in (None, entry[2])] == [], "no cell has another value"
    lost = [cell for cell, value, _ in found if value is None]
    assert lost == ["1'310.–"], "a stroke for no cents is no digit"


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_locale_in_the_map_only_plain_digits_and_iso_days_are_taken(
    run: Callable[..., Result], tmp_path: Path, locale: str
) -> None:
    found = read(run, tmp_path / locale, locale, False)
    assert [entry for entry in found if entry[1] not in (None, entry[2])] == []
    taken = {cell for cell, value, _ in found if value is not None}
    plain = {"500", "500-", "(500)", "1310", "٥٠٠", "-٥٠٠", "2026-02-01"}
    assert taken == plain & {cell for cell, _, _ in found}
