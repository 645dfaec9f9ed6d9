"""Projects of which only title, manager, start, approved end and cost are known, as after an import: what there is
stands there, what is missing is said once, and nothing reads as a placeholder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest

from pmokit.site.render import render_all
from pmokit.views.context import Context
from tests.conftest import ROOT, check_files, sound

CHARTER = """title: Move {n}
workstream: infrastructure
summary: A move.
state: active
manager: ben
start: 2026-01-05
finish: 2026-{month:02}-28
"""


@pytest.fixture
def pages(shipped_files: Mapping[str, bytes]) -> dict[str, str]:
    files = {path: raw for path, raw in sound(shipped_files).items() if "/projects/" not in path}
    # The later the number, the earlier the end.
    for n in range(1, 4):
        folder = f"portfolio/projects/move-{n}"
        files[f"{folder}/project.yaml"] = CHARTER.format(n=n, month=12 - n).encode()
        files[f"{folder}/finance.yaml"] = f"whole_life_cost: {n}00000 EUR\n".encode()
    faults: list[Any] = []
    made = dict(render_all(Context(check_files(files)), [ROOT / "site_templates"], faults))
    assert faults == []
    return {address: unescape(text) for address, text in made.items()}


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_page_of_a_project_says_once_what_is_missing(pages: dict[str, str]) -> None:
    text = plain(pages["projects/move-1"])
    assert "No report has been submitted yet, so there is no reported status. The calculated status" in text
    assert "Approved end 28 Nov 2026" in text and "Whole-life cost 100 k EUR" in text
    assert "Sponsor Vacant" in text
    head, found, _ = text.partition("## Next gate")
    assert found and "Data date" not in text
    for gap in ("Forecast end", "Largest open slip", "Not assessed", "Initiating", "–"):
        assert gap not in head, gap


def test_the_list_begins_with_the_project_that_ends_first(pages: dict[str, str]) -> None:
    titles = re.findall(r">Move (\d)</a>", pages["projects/index"])
    assert titles == ["3", "2", "1"]


def test_the_list_shows_dates_and_cost_first_where_no_status_is_known(pages: dict[str, str]) -> None:
    text = pages["projects/index"]
    heads = {plain(cell): cell for cell in re.findall(r"<th scope=\"col\".*?</th>", text, re.DOTALL)}
    shown = [title for title, cell in heads.items() if "overview" in cell]
    assert {"Start", "Approved end"} <= set(shown)
    assert not {"Slip", "Variance"} & set(shown)
