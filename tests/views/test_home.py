"""Home: the verdict, and what got worse from one report to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from pmokit.rules.trend import State
from pmokit.views.context import Context
from pmokit.views.history.past import Past
from pmokit.views.portfolio import home as home_page
from pmokit.views.portfolio.worsened import Worse, worsened
from pmokit.views.steering.agenda_item import Point
from tests.conftest import changed, check_files, sound

TODAY = date(2026, 6, 1)
E = "portfolio/projects/example"
LAST, BEFORE = f"{E}/reports/2026-05-15.yaml", f"{E}/reports/2026-05-01.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio with two reports in a row that say the same."""
    some = {
        path: raw for path, raw in sound(shipped_files).items() if not path.startswith("methodology/rules/")
    }
    earlier = some[LAST].decode().replace("as_on: 2026-05-15", "as_on: 2026-05-01")
    return {**some, BEFORE: earlier.replace("submitted_on: 2026-05-18", "submitted_on: 2026-05-04").encode()}


def worse(files: dict[str, bytes], *changes: tuple[str, str, str]) -> list[Worse]:
    return worsened(Context(check_files(changed(files, *changes), TODAY)))


def verdict(files: dict[str, bytes], *changes: tuple[str, str, str], past: Past | None = None) -> str:
    done = check_files(changed(files, *changes), TODAY)
    context = Context(done) if past is None else Context(done, past)
    parts: list[Any] = home_page.home(context)["verdict"]
    return " ".join(part.text for part in parts)


def test_nothing_got_worse_where_two_reports_say_the_same(files: dict[str, bytes]) -> None:
    assert worse(files) == []


@pytest.mark.parametrize(("day", "found"), [("2026-09-10", []), ("2026-09-11", [7]), ("2026-09-12", [8])])
def test_a_milestone_got_worse_from_as_many_days_on_as_a_report_must_explain(
    files: dict[str, bytes], day: str, found: list[int]
) -> None:
    rows = worse(files, (LAST, "milestone: half, forecast: 2026-09-04", f"milestone: half, forecast: {day}"))
    assert [row.days for row in rows] == found


def test_what_got_worse_says_which_milestone_by_how_much_and_to_when(files: dict[str, bytes]) -> None:
    (row,) = worse(
        files,
        (LAST, "milestone: half, forecast: 2026-09-04", "milestone: half, forecast: 2026-09-14"),
        (LAST, "milestone: end, forecast: 2026-12-11", "milestone: end, forecast: 2027-01-01"),
    )
    assert row.reasons == ["“All mailboxes moved” moved by 21 days to 1 January 2027"]
    assert row.since == date(2026, 5, 1)


@pytest.mark.parametrize(("rag", "found"), [("red", [2]), ("amber", []), ("green", [])])
def test_a_reported_status_that_got_worse_is_told_and_one_that_improved_is_not(
    files: dict[str, bytes], rag: str, found: list[int]
) -> None:
    rows = worse(files, (LAST, "overall: {rag: amber", f"overall: {{rag: {rag}"))
    assert [row.steps for row in rows] == found
    assert [row.reasons for row in rows] == [["Reported status: Amber, now Red"]] * len(found)


@pytest.mark.parametrize(
    ("forecast", "found"), [("309575", []), ("309576", ["4,576 EUR (1.5%)"]), ("300000", [])]
)
def test_a_forecast_of_cost_got_worse_beyond_the_share_that_a_report_must_explain(
    files: dict[str, bytes], forecast: str, found: list[str]
) -> None:
    rows = worse(files, (LAST, "forecast: 305000 EUR}", f"forecast: {forecast} EUR}}"))
    assert [row.reasons for row in rows] == [[f"Forecast cost rose by {text}"] for text in found]


def test_amounts_in_two_currencies_are_not_compared(files: dict[str, bytes]) -> None:
    assert worse(files, (LAST, "forecast: 305000 EUR}", "forecast: 905000 USD}")) == []


@pytest.mark.parametrize(("state", "found"), [("active", 1), ("on_hold", 1), ("closed", 0)])
def test_only_projects_under_way_get_worse(files: dict[str, bytes], state: str, found: int) -> None:
    rows = worse(
        files,
        (LAST, "overall: {rag: amber", "overall: {rag: red"),
        (f"{E}/project.yaml", "state: active", f"state: {state}"),
    )
    assert len(rows) == found


def test_the_verdict_tells_status_money_and_decisions(files: dict[str, bytes]) -> None:
    assert verdict(files) == (
        "1 of 2 active projects is amber by calculated status. "
        "The forecast exceeds the budget by 5,000 EUR (1.7%). 2 decisions are required, none of them overdue."
    )


def test_the_verdict_tells_what_is_overdue_and_what_is_below_the_budget(files: dict[str, bytes]) -> None:
    text = verdict(
        files,
        (f"{E}/raid.yaml", "needed_by: 2026-06-30", "needed_by: 2026-05-31"),
        (f"{E}/finance.yaml", "forecast: 205000 EUR", "forecast: 195000 EUR"),
    )
    assert "The forecast is 5,000 EUR (1.7%) below the budget. 1 of 2 decisions is overdue." in text


def test_a_matter_on_the_agendas_of_two_forums_is_one_decision() -> None:
    change = Point("New dates", None, "Ana", None, False, "Decide", change="dates")
    assert change.matter == change._replace(what="The new dates", who="Ben", late=True).matter
    assert change.matter != change._replace(change="scope").matter
    assert change.matter != change._replace(change=None, gate="dates").matter
    bare = change._replace(change=None)
    assert bare.matter == bare._replace(who="Ben").matter != bare._replace(what="Old dates").matter


@pytest.mark.parametrize(
    ("ago", "rags", "said"),
    [
        (28, {"example": "green"}, "amber by calculated status, one more than a month ago."),
        (28, {"example": "amber"}, "amber by calculated status, as many as a month ago."),
        (
            28,
            {"example": "amber", "other": "amber"},
            "amber by calculated status, one fewer than a month ago.",
        ),
        (28, {"gone": "amber"}, "amber by calculated status, one more than a month ago."),
        (27, {"example": "green"}, "amber by calculated status."),
    ],
)
def test_the_verdict_compares_with_a_month_ago_where_git_knows_it(
    files: dict[str, bytes], ago: int, rags: dict[str, str], said: str
) -> None:
    past = Past((State(TODAY - timedelta(days=ago), rags),), None, ())
    assert said in verdict(files, past=past)


def test_a_portfolio_of_which_nothing_is_known_has_a_verdict_that_says_so(files: dict[str, bytes]) -> None:
    gone = ("portfolio/projects/example/", "portfolio/projects/other/schedule.yaml")
    empty = {path: raw for path, raw in files.items() if not path.startswith(gone)}
    assert verdict(empty).startswith(
        "The status of the active project cannot be calculated: its milestones and cost forecast are not known."
    )
