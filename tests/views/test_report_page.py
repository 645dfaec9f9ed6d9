"""The page of a report: its claims next to the data, and what differs from the report before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pmokit.model.project import Project
from pmokit.rules.trend import State
from pmokit.site.addresses import of_item
from pmokit.site.render import render_all
from pmokit.views.context import Context
from pmokit.views.history.past import UNKNOWN
from pmokit.views.reporting import report_page
from pmokit.views.reporting.report_changes import Changes
from tests.conftest import ROOT, changed, check_files, sound

R = "portfolio/projects/example/reports"
LAST = f"{R}/2026-05-15.yaml"
BEFORE = f"{R}/2026-05-01.yaml"
TODAY = date(2026, 6, 1)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio whose one report has a report before it that says the same."""
    found = sound(shipped_files)
    before = found[LAST].replace(b"as_on: 2026-05-15", b"as_on: 2026-05-01")
    return {**found, BEFORE: before.replace(b"submitted_on: 2026-05-18", b"submitted_on: 2026-05-04")}


def project_of(context: Context, project_id: str = "example") -> Project:
    found = context.run.project(project_id)
    assert found is not None
    return found


def values(files: Mapping[str, bytes], report: str = "2026-05-15", **past: Any) -> dict[str, Any]:
    context = Context(check_files(files), UNKNOWN._replace(**past))
    return report_page.page(context, dict(report_page.reports(context))[f"example/{report}"])


def changes(files: Mapping[str, bytes]) -> Changes:
    found: Changes = values(files)["changes"]
    return found


def page(files: Mapping[str, bytes], report: str = "2026-05-15") -> str:
    faults: list[Any] = []
    pages = dict(render_all(Context(check_files(files)), [ROOT / "site_templates"], faults))
    assert faults == []
    return pages[f"projects/example/reports/{report}"]


def test_each_report_has_a_page_below_that_of_its_project(files: dict[str, bytes]) -> None:
    context = Context(check_files(files))
    assert [name for name, _ in report_page.reports(context) if name.startswith("example/")] == [
        "example/2026-05-01", "example/2026-05-15"]  # fmt: skip
    assert (
        of_item("projects/[project]/reports/[report]", "a/2026-05-15-2") == "projects/a/reports/2026-05-15-2"
    )
    assert of_item("people/[person]", "ben") == "people/ben"


def test_reports_that_say_the_same_have_changed_nothing(files: dict[str, bytes]) -> None:
    assert changes(files).is_empty
    assert "Nothing: status, dates, money and texts are those of the report before." in page(files)
    wrapped = changed(files, (LAST, "The pilot is done and", "The pilot is\n  done and"))
    assert changes(wrapped).is_empty, "a line break is no other text"


def test_a_colour_that_moved_is_told_with_its_direction(files: dict[str, bytes]) -> None:
    worse = changes(changed(files, (BEFORE, "overall: {rag: amber", "overall: {rag: green")))
    assert [(c.dimension, c.before, c.now, c.worse) for c in worse.colours if c.before != c.now] == [
        ("overall", "green", "amber", True)]  # fmt: skip
    better = changes(changed(files, (BEFORE, "overall: {rag: amber", "overall: {rag: red")))
    assert [c.worse for c in better.colours if c.before != c.now] == [False]
    new = changes(changed(files, (BEFORE, "  cost: {rag: green}\n", "")))
    assert [(c.before, c.now, c.worse) for c in new.colours if c.before != c.now] == [
        ("none", "green", False)
    ]


@pytest.mark.parametrize(
    ("before", "days", "said"),
    [
        ("{milestone: end, forecast: 2026-12-01}", 10, "10 days later"),
        ("{milestone: end, forecast: 2026-12-10}", 1, "1 day later"),
        ("{milestone: end, forecast: 2026-12-14}", -3, "3 days earlier"),
        ("{milestone: half, forecast: 2026-09-04}", None, "new, forecast 11 December 2026"),
    ],
)
def test_a_forecast_that_moved_is_told_in_days(
    files: dict[str, bytes], before: str, days: int | None, said: str
) -> None:
    some = changed(files, (BEFORE, "{milestone: end, forecast: 2026-12-11}", before))
    if days is None:
        some = changed(some, (BEFORE, "  - {milestone: half, forecast: 2026-09-04}\n", ""))
    (moved,) = [item for item in changes(some).dates if item.moved]
    assert moved.days == days and moved.baseline == moved.today == date(2026, 12, 11)
    assert said in page(some)


def test_a_milestone_that_was_reached_or_is_no_longer_named_is_told(files: dict[str, bytes]) -> None:
    reached = changed(files, (BEFORE, "forecast: 2026-04-30, actual: 2026-05-04", "forecast: 2026-05-04"))
    (item,) = [item for item in changes(reached).dates if item.moved]
    assert (item.reached, item.days) == (True, 0)
    assert "reached on 4 May 2026</li>" in page(reached)
    gone = changed(files, (LAST, "  - {milestone: half, forecast: 2026-09-04}\n", ""))
    assert "no longer in the report&#59; the forecast was 4 September 2026" in page(gone)


def test_money_is_compared_in_one_currency_only(files: dict[str, bytes]) -> None:
    rose = changed(files, (BEFORE, "forecast: 305000 EUR", "forecast: 250000 EUR"))
    (money,) = [item for item in changes(rose).money if item.before != item.now]
    assert money.change is not None and money.change.amount == 55000 and money.percent == Decimal(22)
    assert "&#43;55 k EUR (&#43;22%)" in page(rose)
    other = changed(files, (BEFORE, "forecast: 305000 EUR", "forecast: 305000 USD"))
    (money,) = [item for item in changes(other).money if item.before != item.now]
    assert money.change is None and money.percent is None
    nothing = changed(files, (BEFORE, "actual: 120000 EUR", "actual: 0 EUR"))
    (money,) = [item for item in changes(nothing).money if item.before != item.now]
    assert money.change is not None and money.percent is None


def test_texts_that_changed_are_shown_old_and_new(files: dict[str, bytes]) -> None:
    some = changed(files, (BEFORE, "what: Order storage", "what: Ask for prices"))
    assert [(text.title, text.before, text.now) for text in changes(some).texts if text.changed] == [
        ("Next steps", ("Ask for prices (Ben Baker, 12 June 2026)",), ("Order storage (Ben Baker, 12 June 2026)",))
    ]  # fmt: skip
    said = page(some)
    assert "<li><strong>Texts</strong> Next steps</li>\n</ul>" in said
    assert said.index("Order storage") < said.index("Ask for prices")


def test_between_two_data_dates_the_registers_are_told_by_their_own_dates(files: dict[str, bytes]) -> None:
    raid = "portfolio/projects/example/raid.yaml"
    data = files[raid].decode()
    risk = "  - {id: late, title: Late parts, likelihood: 2, impact: 2, owner: ben, raised_on: %s}\n"
    told = []
    for day in ("2026-05-01", "2026-05-02", "2026-05-15", "2026-05-16"):
        some = {**files, raid: data.replace("risks:\n", "risks:\n" + risk % day, 1).encode()}
        told.append(any("Late parts" in item.what for item in values(some)["happened"]))
    assert told == [False, True, True, False]


def test_the_last_report_is_next_to_the_data_of_today_and_an_earlier_one_next_to_what_git_knows(
    files: dict[str, bytes],
) -> None:
    last = values(files)
    assert last["derived_on"] == TODAY
    assert {row.dimension for row in last["status"] if row.derived is not None} >= {
        "overall",
        "schedule",
        "cost",
    }
    before = values(files, "2026-05-01")
    assert before["derived_on"] is None and all(row.derived is None for row in before["status"])
    state = State(date(2026, 5, 1), {"example": "red"})
    known = values(files, "2026-05-01", states=(state,))
    assert known["derived_on"] == date(2026, 5, 1)
    assert [(row.dimension, row.diverges) for row in known["status"] if row.derived] == [("overall", True)]


def test_a_project_that_is_over_shows_no_status_of_today(files: dict[str, bytes]) -> None:
    path = "portfolio/projects/example/project.yaml"
    some = {**files, path: files[path].replace(b"state: active", b"state: closed\nstate_since: 2026-05-20")}
    assert values(some)["derived_on"] is None


def test_an_edition_says_what_it_corrects_and_the_one_before_leads_to_it(files: dict[str, bytes]) -> None:
    second = (
        files[LAST].replace(b"forecast: 305000 EUR", b"forecast: 315000 EUR")
        + b"correction: The forecast was wrong.\n"
    )
    some = {**files, f"{R}/2026-05-15-2.yaml": second}
    old, new = values(some), values(some, "2026-05-15-2")
    assert old["in_force"].edition == 2 and old["corrected"] is None
    assert [m.figure for m in new["corrected"].money if m.before != m.now] == ["forecast"]
    assert new["changes"].before.id == old["changes"].before.id == "2026-05-01"
    assert values(some, "2026-05-01")["following"].id == "2026-05-15-2"
    assert 'href="../2026-05-15-2/">This report is superseded by edition 2.</a>' in page(some)
    assert "Changed since edition 1" in page(some, "2026-05-15-2")


def test_the_first_report_is_compared_with_nothing(files: dict[str, bytes]) -> None:
    first = page(files, "2026-05-01")
    assert "Changed since" not in first and ">Report before</th>" not in first and ">Moved</th>" not in first
    assert 'href="../2026-05-15/">Next report: 15 May 2026</a>' in first


def test_findings_are_those_in_the_file_of_the_report(files: dict[str, bytes]) -> None:
    late = changed(files, (LAST, "as_on: 2026-05-15", "as_on: 2026-05-03"))
    found = values(late)["findings"]
    assert found and {item.path for item in found} == {LAST}
    assert {item.path for item in values(late, "2026-05-01")["findings"]} <= {BEFORE}


def test_a_report_is_linked_from_its_project_the_register_and_its_author(files: dict[str, bytes]) -> None:
    pages = dict(render_all(Context(check_files(files)), [ROOT / "site_templates"], []))
    assert 'href="reports/2026-05-15/">The whole report</a>' in pages["projects/example"]
    assert 'href="reports/2026-05-01/">1 May 2026</a>' in pages["projects/example"]
    assert 'href="../projects/example/reports/2026-05-15/"' in pages["reports/index"]
    assert 'href="../../projects/example/reports/2026-05-15/"' in pages["people/ben"]
    assert "reports/2026-05-01/" not in pages["people/ben"], "of each project the last one only"
    context = Context(check_files(files))
    assert [item.project.id for item in report_page.by_author(context, "ben")] == ["example"]
    assert report_page.by_author(context, "nobody") == []
