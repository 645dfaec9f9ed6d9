"""What a pack leaves out of its tables still counts in its sums."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.views.context import Context
from pmokit.views.steering import pack as packs
from pmokit.views.steering import pack_projects
from pmokit.views.steering.sheets import Sheet
from tests.conftest import check_files, sound

MOST = pack_projects.MOST_ROWS


def money_sheet(shipped_files: Mapping[str, bytes], projects: int) -> Sheet:
    """Of projects with budgets of 1, 2, 3 … million EUR, each of which expects 0.1 million more."""
    files = {p: raw for p, raw in sound(shipped_files).items() if not p.startswith("portfolio/projects/")}
    charter = "title: Project {}\nsummary: One.\nworkstream: infrastructure\nprogramme: renewal\nsponsor: ana\nmanager: ben\nstate: active\n"
    line = "lines:\n  - {{id: all, title: All, budget: {0}000000 EUR, forecast: {0}100000 EUR}}\n"
    for number in range(1, projects + 1):
        base = f"portfolio/projects/p{number}"
        files[f"{base}/project.yaml"] = charter.format(number).encode()
        files[f"{base}/finance.yaml"] = line.format(number).encode()
    context = Context(check_files(files))
    forum = context.run.forum("infrastructure-board")
    sheets = packs.pack(context, forum, context.today).sheets
    return next(sheet for sheet in sheets if sheet.title == "Budget and cost forecast")


@pytest.mark.parametrize(
    ("projects", "more", "tail"),
    [(MOST, "2,000,000", "above the budget."), (MOST + 2, "2,200,000", f"The first {MOST} of {MOST + 2} are shown.")],
)  # fmt: skip
def test_the_money_of_projects_beyond_the_table_is_in_the_sum(
    shipped_files: Mapping[str, bytes], projects: int, more: str, tail: str
) -> None:
    sheet = money_sheet(shipped_files, projects)
    assert sheet.lead.startswith(
        f"In total the forecast is {more} EUR above the budget."
    ) and sheet.lead.endswith(tail)
    assert sheet.table is not None and len(sheet.table.rows) == MOST
    assert {row[3].text for row in sheet.table.rows} <= {
        f"+100,000 EUR ({10 / n:+.1f}%)" for n in range(1, projects + 1)
    }


@pytest.mark.parametrize("more", [0, 1])
def test_what_changed_has_twelve_rows_and_says_what_is_left_out(
    shipped_files: Mapping[str, bytes], more: int
) -> None:
    files = {
        p: raw
        for p, raw in sound(shipped_files).items()
        if not p.startswith(("portfolio/projects/", "methodology/rules/"))
    }
    charter = "title: Project {}\nsummary: One.\nworkstream: infrastructure\nstate: on_hold\nstate_since: 2026-05-29\n"
    for number in range(packs.MOST_ROWS + more):
        files[f"portfolio/projects/p{number}/project.yaml"] = charter.format(number).encode()
    context = Context(check_files(files))
    sheets = packs.pack(context, context.run.forum("infrastructure-board"), context.today).sheets
    sheet = next(sheet for sheet in sheets if sheet.title == "What changed")
    assert sheet.table is not None and len(sheet.table.rows) == packs.MOST_ROWS == 12
    told = "The 12 most important of 13 changes are listed" in sheet.lead
    assert told == bool(more)
